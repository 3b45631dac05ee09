import type { Benchmark, BenchmarkTable } from '../benchmark.js';
import { startServer, type BenchServer, type Contender } from '../contender.js';
import type { LoadRequest } from '../load.js';
import { pinToCore } from '../pin-to-core.js';
import { race, type Finish } from '../race.js';

const [CORE_OF_SERVERS, CORE_OF_LOAD] = [0, 1];
/** Warm, because an error path is short and only then compiled. */
const PLAN = { rounds: 7, sliceMs: 400, runUpMs: 600 };

const ADAPTERS = ['fastify', 'express'] as const;
const STACKS = ['bare', 'ours', 'nest-problem-details-filter'] as const;

type Stack = (typeof STACKS)[number];

interface Failure {
  readonly title: string;
  request(stack: Stack): LoadRequest;
}

const FAILURES: readonly Failure[] = [
  { title: '404, a NotFoundException', request: () => ({ path: '/missing', status: 404 }) },
  { title: '409, an error of the domain', request: () => ({ path: '/taken', status: 409 }) },
  {
    title: 'validation, three fields',
    request: (stack) => ({
      path: '/bookings',
      method: 'POST',
      body: '{"name":"","row":0,"seats":10}',
      status: VALIDATION_STATUS[stack],
    }),
  },
  { title: '500, an unknown Error', request: () => ({ path: '/broken', status: 500 }) },
];

const VALIDATION_STATUS: Readonly<Record<Stack, number>> = {
  bare: 400,
  ours: 422,
  'nest-problem-details-filter': 400,
};

/** What an error response costs: Nest's own filter, ours, and the one that most people use. */
export const problems: Benchmark = {
  name: 'problems',
  about:
    "error responses/s and CPU: Nest's own exception filter, problem-details, nest-problem-details-filter",
  async run() {
    const pinned = [pinToCore(process.pid, CORE_OF_LOAD)];
    await using running = new AsyncDisposableStack();
    const entries: Entry[] = [];
    for (const adapter of ADAPTERS) {
      const servers = new Map<Stack, BenchServer>();
      for (const stack of STACKS) {
        const main = import.meta.resolve('./server.js');
        const plan = { main, name: `${adapter}: ${stack}`, stack, adapter };
        servers.set(stack, running.use(await startServer(plan, CORE_OF_SERVERS)));
      }
      pinned.push(...[...servers.values()].map((server) => server.pinned));
      entries.push(...entriesOf(adapter, servers));
    }
    const finishes = await race(
      entries.map(({ contender }) => contender),
      PLAN,
    );
    return { pinned: pinned.every(Boolean), tables: [table(entries, finishes)] };
  },
};

interface Entry {
  readonly contender: Contender;
  /** What is compared with each other. */
  readonly group: string;
  readonly stack: Stack;
}

function entriesOf(adapter: string, servers: ReadonlyMap<Stack, BenchServer>): Entry[] {
  return FAILURES.flatMap(({ title, request }) =>
    [...servers].map(([stack, server]) => {
      const group = `${adapter}: ${title}`;
      return { contender: server.answering({ ...request(stack), staysAwake: true }, group), group, stack };
    }),
  );
}

function table(entries: readonly Entry[], finishes: readonly Finish[]): BenchmarkTable {
  const bare = new Map(
    finishes.flatMap((finish, at) => (entries[at]?.stack === 'bare' ? [[finish.name, finish]] : [])),
  );
  return {
    title: 'Error responses, 100 connections',
    columns: ['', 'by', 'responses/s', 'CPU µs per response', 'CPU against bare Nest', 'p50 ms', 'p99 ms'],
    rows: finishes.map(({ name, perSecond, cpuMicros, p50, p99 }, at) => {
      const reference = bare.get(name)?.cpuMicros ?? Number.NaN;
      return [name, entries[at]?.stack ?? '', perSecond, cpuMicros, cpuMicros / reference, p50, p99];
    }),
  };
}
