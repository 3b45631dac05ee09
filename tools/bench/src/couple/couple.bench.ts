import { startTemporaryPostgres } from '@couplekit/local-postgres';
import type { Benchmark } from '../benchmark.js';
import { contest } from '../contest.js';
import { pinToCore } from '../pin-to-core.js';
import { coupleServiceJourney } from './couple-service-journey.js';
import { rawSqlJourney } from './raw-sql-journey.js';

/** Create, accept, answer twice, compute, read: `CoupleService` against the same journey written by hand on `pg`. */
export const couple: Benchmark = {
  name: 'couple',
  about: 'the journey through CoupleService against hand-written SQL on pg; one connection, durable commits',
  async run() {
    await using postgres = await startTemporaryPostgres();
    const pinned = pinToCore(process.pid, 0) && pinToCore(postgres.pid, 1);
    await using ours = await coupleServiceJourney(postgres.url);
    await using raw = rawSqlJourney(postgres.url);
    return { pinned, unit: 'journey', standings: await contest([raw, ours], { rounds: 15, perRound: 60 }) };
  },
};
