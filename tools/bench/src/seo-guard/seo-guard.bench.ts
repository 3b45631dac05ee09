import type { Benchmark } from '../benchmark.js';
import { startServer, type BenchServer } from '../contender.js';
import { contest } from '../contest.js';
import { pinToCore } from '../pin-to-core.js';
import { race } from '../race.js';
import type { StackName } from './pages.js';
import { responseLoop, type PathAt } from './response-loop.js';

const [CORE_OF_SERVERS, CORE_OF_LOAD] = [0, 1];
const ADAPTERS = ['fastify', 'express'] as const;
const LOOP = { rounds: 15, perRound: 100_000 };
const SOCKET = { rounds: 7, sliceMs: 400, runUpMs: 600 };

interface Page {
  readonly title: string;
  readonly stack: Exclude<StackName, 'bare'>;
  readonly path: PathAt;
  /** CPU that the guard may add, in microseconds. */
  readonly limit: number;
  /** Whether it is measured over a socket as well. @default true */
  readonly overSocket?: boolean;
}

const PAGES: readonly Page[] = [
  { title: 'unguarded path', stack: 'guarded', path: () => '/open/7', limit: 1 },
  { title: 'guarded path', stack: 'guarded', path: () => '/closed/7', limit: 5 },
  { title: 'guarded and sensitive', stack: 'guarded', path: () => '/secret/7', limit: 5 },
  { title: 'guarded, 100 rules', stack: 'guarded, 100 rules', path: () => '/closed/7', limit: 5 },
  { title: 'guarded, 100 rules, each path new', stack: 'guarded, 100 rules', path: (at) => `/closed/${at}`, limit: 5, overSocket: false },
]; // prettier-ignore

const BARE = 'bare server';

type Row = readonly [title: string, where: string, cpuMicros: number, added: number | string, limit: number | string]; // prettier-ignore

/** What the guard costs a response. */
export const seoGuard: Benchmark = {
  name: 'seo-guard',
  about: 'CPU that responses of unguarded, guarded and sensitive paths cost more than those of a bare server',
  async run() {
    const pinned = [pinToCore(process.pid, CORE_OF_SERVERS)];
    const rows: Row[] = [];
    for (const stack of new Set(PAGES.map((page) => page.stack))) rows.push(...(await inLoop(stack)));
    pinned.push(pinToCore(process.pid, CORE_OF_LOAD));
    for (const adapter of ADAPTERS) {
      const measured = await overSocket(adapter);
      rows.push(...measured.rows);
      pinned.push(...measured.pinned);
    }
    const columns = ['', 'measured', 'CPU µs per response', 'added by the guard', 'at most'];
    const title = 'One response, with the guard and without';
    return { pinned: pinned.every(Boolean), tables: [{ title, columns, rows }] };
  },
};

async function inLoop(stack: Page['stack']): Promise<readonly Row[]> {
  await using loop = await responseLoop(stack);
  const pages = PAGES.filter((page) => page.stack === stack);
  const bare = loop.bare(() => '/open/7', BARE);
  const standings = await contest([bare, ...pages.map(({ path, title }) => loop.answering(path, title))], LOOP); // prettier-ignore
  return rowsOf('in a loop', pages, standings);
}

async function overSocket(adapter: 'fastify' | 'express') {
  await using running = new AsyncDisposableStack();
  const servers = new Map<StackName, BenchServer>();
  for (const stack of ['bare', 'guarded', 'guarded, 100 rules'] as const) {
    const plan = { main: import.meta.resolve('./server.js'), name: stack, stack, adapter };
    servers.set(stack, running.use(await startServer(plan, CORE_OF_SERVERS)));
  }
  const pages = PAGES.filter((page) => page.overSocket !== false);
  const runners = [{ stack: 'bare' as const, title: BARE, path: () => '/open/7' }, ...pages];
  const contenders = runners.flatMap(({ stack, title, path }) => {
    const request = { path: path(0), staysAwake: true };
    return servers.get(stack)?.answering(request, title) ?? [];
  });
  const rows = rowsOf(`${adapter}, over a socket`, pages, await race(contenders, SOCKET));
  return { rows, pinned: [...servers.values()].map((server) => server.pinned) };
}

/** The first that was measured is the bare one; the others are the pages, in their order. */
function rowsOf(
  where: string,
  pages: readonly Page[],
  measured: readonly { readonly cpuMicros: number }[],
): readonly Row[] {
  const bare = measured[0]?.cpuMicros ?? Number.NaN;
  return [
    [BARE, where, bare, '', ''],
    ...pages.map(({ title, limit }, at): Row => {
      const cpu = measured[at + 1]?.cpuMicros ?? Number.NaN;
      return [title, where, cpu, cpu - bare, limit];
    }),
  ];
}
