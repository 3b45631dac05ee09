import { startTemporaryPostgres } from '@couplekit/local-postgres';
import { startApi } from '../api-process.js';
import type { Benchmark, BenchmarkTable } from '../benchmark.js';
import { KeepAliveClient, type Reply, type Request } from '../keep-alive-client.js';
import { pinToCore } from '../pin-to-core.js';
import { sharedCouple, type SharedCouple } from './shared-couples.js';

const [CORE_OF_API, CORE_OF_LOAD] = [0, 1];
/** Each has a card of its own, which is cold once; the first ones only warm the processes up. */
const COUPLES = 160;
const WARM_UP = 20;
/** Readers of JSON while cards and reports are made. */
const READERS = 4;

/** What one kind of request took, in milliseconds. */
interface Timed {
  readonly name: string;
  readonly targetP95?: number;
  readonly took: number[];
}

/** Cards and reports, alone and beside the JSON API. */
export const render: Benchmark = {
  name: 'render',
  about: 'share cards (cold, kept, conditional) and PDF reports, alone and beside readers of the JSON API',
  async run() {
    await using postgres = await startTemporaryPostgres();
    await using api = await startApi(postgres.url);
    // What paints and typesets is started by the API, and stays on its core.
    const pinned = [
      pinToCore(api.pid, CORE_OF_API),
      pinToCore(postgres.pid, CORE_OF_LOAD),
      pinToCore(process.pid, CORE_OF_LOAD),
    ];
    const client = await KeepAliveClient.open(api.port);
    const couples: SharedCouple[] = [];
    for (let seed = 0; seed < COUPLES; seed++) couples.push(await sharedCouple(client, seed));
    const [warm, rest] = [couples.slice(0, WARM_UP), couples.slice(WARM_UP)];
    const [alone, together] = [rest.slice(0, rest.length / 2), rest.slice(rest.length / 2)];
    for (const couple of warm)
      for (const request of [card(couple, 'link'), card(couple, 'story'), report(couple), session(couple)])
        await answered(client, request, 200);
    const tables = [await eachAlone(client, alone), await allTogether(api.port, together)];
    client.close();
    return { pinned: pinned.every(Boolean), tables };
  },
};

async function eachAlone(client: KeepAliveClient, couples: readonly SharedCouple[]): Promise<BenchmarkTable> {
  const rows = {
    cold: timed('card, cold: link 1200x630', 40),
    story: timed('card, cold: story 1080x1920'),
    kept: timed('card, kept'),
    conditional: timed('card, conditional: 304', 2),
    report: timed('report, PDF', 60),
    session: timed('session, JSON', 50),
  };
  // In turns, so that a slow moment of the machine hits all of them.
  for (const couple of couples) {
    const link = card(couple, 'link');
    const painted = await measure(rows.cold, client, link, 200);
    const tag = /\r\netag: ([^\r]+)/i.exec(painted.head)?.[1];
    if (tag === undefined) throw new Error('A card has no ETag.');
    await measure(rows.story, client, card(couple, 'story'), 200);
    await measure(rows.kept, client, link, 200);
    await measure(rows.conditional, client, { ...link, ifNoneMatch: tag }, 304);
    await measure(rows.report, client, report(couple), 200);
    await measure(rows.session, client, session(couple), 200);
  }
  return table('One request at a time', Object.values(rows));
}

/** One new card and one report at any time, and readers that never pause. */
async function allTogether(port: number, couples: readonly SharedCouple[]): Promise<BenchmarkTable> {
  const rows = {
    cold: timed('card, cold: link 1200x630'),
    report: timed('report, PDF'),
    session: timed(`session, JSON, ${READERS} readers`, 50),
  };
  const made = new AbortController();
  const [painting, typesetting, ...reading] = await Promise.all(
    Array.from({ length: READERS + 2 }, () => KeepAliveClient.open(port)),
  );
  if (!painting || !typesetting) throw new Error('No connection.');
  const readers = reading.map(async (client, start) => {
    for (let n = start; !made.signal.aborted; n++) {
      const couple = couples[n % couples.length];
      if (couple) await measure(rows.session, client, session(couple), 200);
    }
  });
  const makers = [
    (async () => {
      for (const couple of couples) await measure(rows.cold, painting, card(couple, 'link'), 200);
    })(),
    (async () => {
      for (const couple of couples) await measure(rows.report, typesetting, report(couple), 200);
    })(),
  ];
  await Promise.all(makers).finally(() => made.abort());
  await Promise.all(readers);
  for (const client of [painting, typesetting, ...reading]) client.close();
  return table(
    'A card and a report at any time, beside readers of JSON that never pause',
    Object.values(rows),
  );
}

const card = ({ shareToken }: SharedCouple, style: string): Request => ({ method: 'GET', path: `/share/og/${shareToken}.png?style=${style}` }); // prettier-ignore
const report = ({ session: path, token }: SharedCouple): Request => ({ method: 'GET', path: `${path}/report.pdf`, token }); // prettier-ignore
const session = ({ session: path, token }: SharedCouple): Request => ({ method: 'GET', path, token });

function timed(name: string, targetP95?: number): Timed {
  return { name, took: [], ...(targetP95 !== undefined && { targetP95 }) };
}

async function measure(
  { took }: Timed,
  client: KeepAliveClient,
  request: Request,
  status: number,
): Promise<Reply> {
  const start = performance.now();
  const reply = await answered(client, request, status);
  took.push(performance.now() - start);
  return reply;
}

async function answered(client: KeepAliveClient, request: Request, status: number): Promise<Reply> {
  const reply = await client.send(request);
  if (reply.status !== status)
    throw new Error(`${request.path} was answered with ${reply.status}: ${reply.body}`);
  return reply;
}

function table(title: string, rows: readonly Timed[]): BenchmarkTable {
  return {
    title,
    columns: ['', 'p50 ms', 'p95 ms', 'target p95 ms', 'met', 'requests'],
    rows: rows.map(({ name, took, targetP95 }) => {
      const sorted = took.toSorted((a, b) => a - b);
      const percentile = (share: number) => sorted[Math.floor(share * sorted.length)] ?? Number.NaN;
      const p95 = percentile(0.95);
      const met = targetP95 === undefined ? '' : p95 <= targetP95 ? 'yes' : 'no';
      return [name, percentile(0.5), p95, String(targetP95 ?? ''), met, String(took.length)];
    }),
  };
}
