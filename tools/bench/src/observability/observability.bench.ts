import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { startTemporaryPostgres } from '@couplekit/local-postgres';
import { Client } from 'pg';
import type { Benchmark, BenchmarkTable } from '../benchmark.js';
import { startServer, type BenchServer, type Contender, type ServerPlan } from '../contender.js';
import { pinToCore } from '../pin-to-core.js';
import { race, type Finish } from '../race.js';

/** A server and what it is asked. */
interface ContenderPlan extends Omit<ServerPlan, 'main'> {
  readonly stack: 'bare' | 'assembled' | 'ours';
  readonly path: string;
}

/** A running one. */
interface Started extends Contender {
  readonly server: BenchServer;
}

const MAIN = import.meta.resolve('./server.js');
const [CORE_OF_SERVER, CORE_OF_LOAD] = [0, 1];
const HELLO = '/hello/bench';
const PLAN = { rounds: 5, sliceMs: 1_000, runUpMs: 1_500 };
const AUTO_INSTRUMENTATIONS = `--import=${import.meta.resolve('@opentelemetry/auto-instrumentations-node/register')}`;
/** How long a hanging collector is watched. */
const HANG_SLICES = 10;

/** Ids, context, log line, span and export, against nothing and against what people assemble. */
export const observability: Benchmark = {
  name: 'observability',
  about: 'requests/s and CPU: bare Nest, the usual stack, ours at several sampling rates, on both adapters',
  async run() {
    await using postgres = await startTemporaryPostgres();
    await createItems(postgres.url);
    await using collector = await startCollector();
    const pinned = [
      pinToCore(process.pid, CORE_OF_LOAD),
      pinToCore(postgres.pid, CORE_OF_LOAD),
      pinToCore(collector.pid, CORE_OF_LOAD),
    ];
    await using stack = new AsyncDisposableStack();
    const start = async (plans: readonly ContenderPlan[]): Promise<Started[]> => {
      const started: Started[] = [];
      for (const { path, ...plan } of plans) {
        const env = { BENCH_DATABASE_URL: postgres.url, ...plan.env };
        const server = stack.use(await startServer({ ...plan, main: MAIN, env }, CORE_OF_SERVER));
        started.push({ ...server.answering({ path, staysAwake: path === HELLO }), server });
      }
      pinned.push(...started.map(({ server }) => server.pinned));
      return started;
    };
    const hello = await start([
      ...plansOf('fastify', collector.url),
      hangPlan(collector.url),
      ...plansOf('express', collector.url),
    ]);
    const items = await start(itemPlans(collector.url));
    const tables = [
      table('GET /hello/:name, 100 connections', await race(hello, PLAN), hello),
      table('GET /items/:id with one PostgreSQL query', await race(items, PLAN), items),
      await memory(hello.filter(({ name }) => name.includes('hang'))),
    ];
    return { pinned: pinned.every(Boolean), tables };
  },
};

function otlp(url: string, sampled: string): Readonly<Record<string, string>> {
  return {
    OTEL_SERVICE_NAME: 'bench',
    OTEL_EXPORTER_OTLP_ENDPOINT: url,
    OTEL_TRACES_SAMPLER: 'parentbased_traceidratio',
    OTEL_TRACES_SAMPLER_ARG: sampled,
  };
}

function plansOf(adapter: ContenderPlan['adapter'], url: string): readonly ContenderPlan[] {
  const path = HELLO;
  const assembled = {
    stack: 'assembled',
    adapter,
    path,
    // Logs and metrics would be exported as well, to the cost of the assembled stack.
    env: {
      ...otlp(url, '1'),
      OTEL_LOGS_EXPORTER: 'none',
      OTEL_METRICS_EXPORTER: 'none',
      // Others ask cloud providers' addresses at the start.
      OTEL_NODE_RESOURCE_DETECTORS: 'env',
      OTEL_EXPORTER_OTLP_PROTOCOL: 'http/protobuf',
    },
  } as const;
  return [
    { name: `${adapter}: bare Nest`, stack: 'bare', adapter, path },
    {
      ...assembled,
      name: `${adapter}: nestjs-pino, nestjs-cls, auto-instrumentations`,
      nodeArguments: [
        '--no-warnings',
        `--experimental-loader=${import.meta.resolve('import-in-the-middle/hook.mjs')}`,
        AUTO_INSTRUMENTATIONS,
      ],
    },
    {
      ...assembled,
      name: `${adapter}: the same with module hooks in its own thread`,
      nodeArguments: [`--import=${import.meta.resolve('./module-hooks.js')}`, AUTO_INSTRUMENTATIONS],
    },
    {
      name: `${adapter}: ours, nothing sampled`,
      stack: 'ours',
      adapter,
      path,
      env: { OTEL_TRACES_SAMPLER: 'always_off' },
    },
    { name: `${adapter}: ours, 20% sampled`, stack: 'ours', adapter, path, env: otlp(url, '0.2') },
    { name: `${adapter}: ours, 100% sampled`, stack: 'ours', adapter, path, env: otlp(url, '1') },
  ];
}

function hangPlan(url: string): ContenderPlan {
  const env = otlp(`${url}/hang`, '1');
  return {
    name: 'fastify: ours, 100%, the collector hangs',
    stack: 'ours',
    adapter: 'fastify',
    path: HELLO,
    env,
    nodeArguments: ['--expose-gc'],
  };
}

function itemPlans(url: string): readonly ContenderPlan[] {
  const [adapter, path] = ['fastify', '/items/7'] as const;
  return [
    { name: 'fastify: bare Nest', stack: 'bare', adapter, path },
    { name: 'fastify: ours, 20% sampled', stack: 'ours', adapter, path, env: otlp(url, '0.2') },
  ];
}

function table(title: string, finishes: readonly Finish[], contenders: readonly Started[]): BenchmarkTable {
  const reference = (adapter: string, stack: string) => {
    const at = contenders.findIndex(
      ({ server: { plan } }) => plan.adapter === adapter && plan.stack === stack,
    );
    return finishes[at]?.perSecond;
  };
  return {
    title,
    columns: ['', 'requests/s', 'CPU µs per request', 'p50 ms', 'p99 ms', 'of bare', 'of the usual stack'],
    rows: finishes.map(({ name, perSecond, cpuMicros, p50, p99 }, at) => {
      const adapter = contenders[at]?.server.plan.adapter ?? '';
      const against = (stack: string) => {
        const other = reference(adapter, stack);
        return other === undefined ? '' : perSecond / other;
      };
      return [name, perSecond, cpuMicros, p50, p99, against('bare'), against('assembled')];
    }),
  };
}

/** Memory of the server while its collector hangs and requests go on. */
async function memory([contender]: readonly Started[]): Promise<BenchmarkTable> {
  const rows: (readonly [string, number, number])[] = [];
  if (contender) {
    const { server } = contender;
    let requests = 0;
    for (let slice = 0; slice <= HANG_SLICES; slice++) {
      const heapMiB = await server.heapMiB();
      rows.push([`after ${requests} more requests`, heapMiB, server.residentMiB()]);
      requests += (await contender.load(3 * PLAN.sliceMs)).requests;
    }
  }
  return {
    title: 'Memory while the collector hangs',
    columns: ['', 'heap MiB after a collection', 'resident MiB'],
    rows,
  };
}

async function createItems(url: string): Promise<void> {
  const client = new Client(url);
  await client.connect();
  await client.query(
    "CREATE TABLE item (id integer PRIMARY KEY, name text); INSERT INTO item SELECT n, 'item ' || n FROM generate_series(1, 1000) n",
  );
  await client.end();
}

async function startCollector(): Promise<AsyncDisposable & { readonly pid: number; readonly url: string }> {
  const child = spawn(process.execPath, [fileURLToPath(import.meta.resolve('./collector.js'))], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const gone = once(child, 'exit');
  const [port] = (await once(createInterface(child.stdout), 'line')) as [string];
  if (child.pid === undefined) throw new Error('The collector did not start.');
  return {
    pid: child.pid,
    url: `http://127.0.0.1:${port}`,
    [Symbol.asyncDispose]: async () => {
      child.kill('SIGTERM');
      await gone;
    },
  };
}
