import { startTemporaryPostgres } from '@couplekit/local-postgres';
import type { Benchmark, BenchmarkTable } from '../benchmark.js';
import { contest, type Standing } from '../contest.js';
import { pinToCore } from '../pin-to-core.js';
import { apiLoad, type LoadResult } from './api-load.js';
import { startApi } from '../api-process.js';
import { auditAppends } from './audit-append.js';
import { coupleServiceJourney, coupleServices } from './couple-services.js';
import { rawSqlJourney } from './raw-sql-journey.js';

const [CORE_OF_WORK, CORE_OF_POSTGRES] = [0, 1];
const CONCURRENCY = [1, 8, 16, 32];

/** Create, accept, answer twice, compute, read; in one process, and through the API. */
export const couple: Benchmark = {
  name: 'couple',
  about:
    'the journey against hand-written SQL on pg, audit appends, and journeys through the API; durable commits',
  async run() {
    await using postgres = await startTemporaryPostgres();
    const pinned = [pinToCore(process.pid, CORE_OF_WORK), pinToCore(postgres.pid, CORE_OF_POSTGRES)];
    const tables: BenchmarkTable[] = [];
    {
      await using services = await coupleServices(postgres.url);
      await using raw = rawSqlJourney(postgres.url);
      const journeys = await contest([raw, coupleServiceJourney(services)], { rounds: 15, perRound: 60 });
      tables.push(contestTable('The journey on one connection', 'journey', journeys));
      const appends = await contest(await auditAppends(services), { rounds: 15, perRound: 60 });
      tables.push(contestTable('A use case with its audit event, by length of the chain', 'event', appends));
    }
    await using api = await startApi(postgres.url);
    pinned.push(pinToCore(api.pid, CORE_OF_WORK), pinToCore(process.pid, CORE_OF_POSTGRES));
    const loads: (LoadResult & { readonly concurrency: number })[] = [];
    for (const concurrency of CONCURRENCY) {
      const plan = { concurrency, rounds: 5, journeysPerRound: concurrency === 1 ? 100 : 400 };
      loads.push({ concurrency, ...(await apiLoad(api, plan)) });
    }
    tables.push(loadTable(loads), latencyTable(loads));
    return { pinned: pinned.every(Boolean), tables };
  },
};

function contestTable(title: string, unit: string, standings: readonly Standing[]): BenchmarkTable {
  return {
    title,
    columns: ['', `CPU µs per ${unit}`, 'ratio', `${unit}s/s`],
    rows: standings.map(({ name, cpuMicros, cpuRatio, perSecond }) => [name, cpuMicros, cpuRatio, perSecond]),
  };
}

function loadTable(loads: readonly (LoadResult & { readonly concurrency: number })[]): BenchmarkTable {
  return {
    title: 'Through the API on one core; PostgreSQL and the load generator on the other',
    columns: ['couples at a time', 'journeys/s', 'API CPU ms per journey'],
    rows: loads.map((load) => [String(load.concurrency), load.journeysPerSecond, load.apiCpuMsPerJourney]),
  };
}

/** Where the API is busiest. */
function latencyTable(loads: readonly (LoadResult & { readonly concurrency: number })[]): BenchmarkTable {
  const busiest = loads.reduce((x, y) => (y.journeysPerSecond > x.journeysPerSecond ? y : x));
  return {
    title: `Latency with ${busiest.concurrency} couples at a time`,
    columns: ['call', 'p50 ms', 'p99 ms'],
    rows: busiest.latency.map(({ call, p50, p99 }) => [call, p50, p99]),
  };
}
