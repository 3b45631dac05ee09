import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { exporterLine, gatewayLine, gatewayLog, gatewaySpans, ordersLine, ordersNew, ordersOld, REQUEST, TRACE, writeIncident } from './incident.js'; // prettier-ignore
import { runTimeline } from './run-timeline.js';

let cwd: string;
beforeAll(async () => {
  cwd = await mkdtemp(join(tmpdir(), 'timeline-'));
  await writeIncident(join(cwd, 'logs'));
});
afterAll(() => rm(cwd, { recursive: true }));

const LOGS = ['gateway.log', 'orders.log', 'orders.log.1.gz'].map((name) => join('logs', name));
const run = (...args: string[]) => runTimeline(args, { cwd });
const json = async (...args: string[]): Promise<Record<string, unknown> & { events: Event[] }> => {
  const { out } = await run(...args, '--json');
  return JSON.parse(out);
};
interface Event {
  readonly kind: string;
  readonly service: string;
  readonly message?: string;
  readonly span?: { readonly name: string };
}
const shown = (events: readonly Event[]) => events.map(({ kind, service, span }) => `${kind} ${service}${span ? ` ${span.name}` : ''}`); // prettier-ignore

const IN_ORDER = [
  'span_start gateway GET /orders/:id',
  'message gateway',
  'span_start gateway GET',
  'span_start orders GET /o',
  'message orders',
  'error orders',
  'access orders',
  'span_end orders GET /o',
  'span_end gateway GET',
  'access gateway',
  'span_end gateway GET /orders/:id',
];

describe('a directory of two services', () => {
  it('becomes one timeline by the request id, with the clock that is ahead corrected', async () => {
    const timeline = await json('--request-id', REQUEST, 'logs');
    expect(shown(timeline.events)).toEqual(IN_ORDER);
    expect(timeline).toMatchObject({
      version: 1,
      found: true,
      query: { requestId: REQUEST },
      requests: [{ requestId: REQUEST, traceIds: [TRACE], elsewhere: [] }],
      services: ['gateway', 'orders'],
      startedAt: '2026-11-23T12:00:00.000Z',
      durationMs: 101,
      clocks: [{ clock: 'orders', against: 'gateway', source: 'spans', corrected: true }],
      missingSpans: [],
      omitted: 0,
    });
    expect(timeline['files']).toMatchObject([
      { name: join('logs', 'empty.log.gz'), kind: 'empty' },
      { name: join('logs', 'gateway.log'), kind: 'logs', lines: 4, damagedLines: 1, endsMidLine: true },
      { name: join('logs', 'orders-spans.json'), kind: 'spans' },
      { name: join('logs', 'orders.log'), kind: 'logs', damagedLines: 0 },
      { name: join('logs', 'orders.log.1.gz'), kind: 'logs' },
      { name: join('logs', 'rubbish.log'), kind: 'unknown' },
      { name: join('logs', 'spans.jsonl'), kind: 'spans' },
    ]);
  });

  it('becomes the same timeline by the trace id', async () => {
    const [byTrace, byRequest] = [await json('--trace-id', TRACE.toUpperCase(), 'logs'), await json('--request-id', REQUEST, 'logs')]; // prettier-ignore
    expect(byTrace.events).toEqual(byRequest.events);
  });

  it('is read by people: times, services, levels, nesting, errors, clocks', async () => {
    const { code, out, err } = await run('--request-id', REQUEST, 'logs');
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(out).toMatch(/orders: clock \+1\.79\d s ±0\.0\d+ s against gateway, by spans, corrected/);
    expect(out).toContain('gateway.log: 1 line is no JSON, the last one is cut off');
    const lines = out.split('\n').filter((line) => line.includes('12:00:0'));
    const columns = lines.slice(1).map((line) => line.trim().replace(/ +/g, ' '));
    expect(columns[0]).toBe('+0.0 12:00:00.000 gateway > GET /orders/:id (server) 101 ms');
    expect(columns[1]).toBe('+2.0 12:00:00.002 gateway INFO [Proxy] asks orders {"order":7}');
    expect(columns[5]).toMatch(/orders ERROR failed TypeError: no such order$/);
    expect(columns[9]).toMatch(/gateway INFO request completed GET \/orders\/:id 502 99\.5 ms$/);
    const depths = lines
      .slice(1)
      .map((line) => /(?:[<>]|INFO|ERROR) +/.exec(line.slice(30))?.[0].length ?? 0);
    expect(depths).toEqual([6, 8, 8, 10, 12, 12, 12, 10, 8, 8, 6]);
  });

  it('shows stacks when asked to', async () => {
    expect((await run('--request-id', REQUEST, 'logs')).out).not.toContain('orders.js:7:1');
    expect((await run('--request-id', REQUEST, '--stacks', 'logs')).out).toMatch(
      /^ +at load \(orders\.js:7:1\)\\u001b\[31m$/m,
    );
  });

  it('keeps what was logged from steering the terminal, in text and in JSON', async () => {
    for (const more of [[], ['--stacks'], ['--json'], ['--lang', 'ko']]) {
      const { out } = await run('--request-id', REQUEST, ...more, 'logs');
      // oxlint-disable-next-line no-control-regex -- they are what this is about
      expect(out).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202e]/);
      expect(out).not.toMatch(/^FAKE/m);
      expect(out).toContain('loads');
    }
  });

  it('is read in Korean, by the locale or by --lang', async () => {
    for (const env of [{ LANG: 'ko_KR.UTF-8' }, { LC_ALL: 'ko_KR.UTF-8' }, { LANGUAGE: 'ko:en' }]) {
      const { out } = await runTimeline(['--request-id', REQUEST, 'logs'], { cwd, env });
      expect(out).toContain('orders: gateway 대비 시계 +1.7');
    }
    const { err } = await run('--lang', 'ko', '--request-id', 'nobody', 'logs');
    expect(err).toBe('couplekit-timeline: 파일 7개 어디에도 request nobody이(가) 없습니다.\n');
  });
});

describe('clocks', () => {
  it('are corrected with logs alone', async () => {
    const timeline = await json('--request-id', REQUEST, ...LOGS);
    expect(shown(timeline.events)).toEqual(['message gateway', 'message orders', 'error orders', 'access orders', 'access gateway']); // prettier-ignore
    expect(timeline).toMatchObject({ clocks: [{ clock: 'orders', source: 'logs', corrected: true }] });
    expect((await run('--request-id', REQUEST, ...LOGS)).out).toContain('no span files given');
  });

  it('are left alone when asked to, and it is said that they are off', async () => {
    const timeline = await json('--request-id', REQUEST, '--no-skew-correction', 'logs');
    expect(shown(timeline.events)).not.toEqual(IN_ORDER);
    expect(shown(timeline.events).slice(-5)).toEqual(IN_ORDER.filter((event) => event.includes('orders') && !event.includes(':id'))); // prettier-ignore
    expect(timeline).toMatchObject({ clocks: [{ clock: 'orders', corrected: false }] });
  });
});

describe('input', () => {
  it('can be standard input, and the same file twice is one', async () => {
    const { out, code } = await runTimeline(['--trace-id', TRACE, '--json', '-', LOGS[1] ?? '', './logs/orders.log', '-'], { cwd, stdin: gatewayLog }); // prettier-ignore
    expect(code).toBe(0);
    expect(JSON.parse(out).events).toHaveLength(4);
    expect((await readdir(tmpdir())).filter((name) => name.startsWith('couplekit-timeline-'))).toEqual([]);
  });

  it('can be gzipped standard input, whatever it is called', async () => {
    await writeFile(join(cwd, 'zipped'), gzipSync(ordersOld));
    expect((await json('--request-id', REQUEST, 'zipped')).events).toHaveLength(1);
  });
});

describe('missing spans', () => {
  const explained = async (name: string, orders: readonly string[]) => {
    const file = `${name}.log`;
    await writeFile(join(cwd, file), `${orders.join('\n')}\n`);
    await writeFile(join(cwd, 'gateway-spans.jsonl'), gatewaySpans);
    const args = ['--request-id', REQUEST, LOGS[0] ?? '', file, 'gateway-spans.jsonl'];
    return { missing: (await json(...args))['missingSpans'], text: (await run(...args)).out };
  };

  it('are explained by an exporter that was down', async () => {
    const { missing, text } = await explained('down', [
      exporterLine(-60_000, { from: 'ok', to: 'down', reason: 'connection refused', last_success_at: null }),
      ...ordersNew.trim().split('\n'),
      exporterLine(300_000, { from: 'down', to: 'ok', failed: 12 }),
    ]);
    expect(missing).toMatchObject([{ service: 'orders', reason: 'exporter_down', lost: 12 }]);
    expect(text).toContain('the exporter was down 2026-11-23T11:59:01–12:05:01 UTC (connection refused), 12 spans were lost'); // prettier-ignore
  });

  it('are explained by sampling, by a full queue, by the end of the process, or not at all', async () => {
    const unsampled = await explained('unsampled', [ordersLine(60, { trace_flags: '00', msg: 'x' })]);
    expect(unsampled).toMatchObject({ missing: [{ reason: 'not_sampled' }] });
    expect(unsampled.text).toContain('orders: 1 span is missing in trace');
    const full = await explained('full', [
      ordersLine(20, { msg: 'x' }),
      exporterLine(1_000, { from: 'ok', to: 'degraded', reason: 'the queue is full', dropped: 1 }),
      exporterLine(9_000, { from: 'degraded', to: 'ok', dropped: 77 }),
    ]);
    expect(full.missing).toMatchObject([{ reason: 'queue_full', lost: 77 }]);
    const ended = await explained('ended', [ordersLine(20, { msg: 'x' })]);
    expect(ended).toMatchObject({ missing: [{ reason: 'process_ended' }] });
    const unknown = await explained('unknown', ordersNew.trim().split('\n'));
    expect(unknown.missing).toMatchObject([{ reason: 'unknown' }]);
    expect(unknown.text).toContain('unknown; nothing in these files tells');
  });
});

describe('ids', () => {
  it('says that one request is in several traces, and that one trace has several requests', async () => {
    const other = 'ab'.repeat(16);
    await writeFile(join(cwd, 'several.log'), [
      gatewayLine(1, { msg: 'a' }),
      gatewayLine(2, { msg: 'b', trace_id: other }),
      gatewayLine(3, { msg: 'c', request_id: 'second' }),
    ].join('\n')); // prettier-ignore
    const { out } = await run('--request-id', REQUEST, 'several.log');
    expect(out).toContain(`request ${REQUEST} is in 2 traces: ${TRACE}, ${other}`);
    expect(out).toContain(`trace ${TRACE} has 2 requests: ${REQUEST}, second`);
    const byTrace = await run('--trace-id', TRACE, 'several.log');
    expect(byTrace.out).toContain(`request ${REQUEST} is also in other traces, not shown: ${other}`);
    expect(byTrace.out).not.toMatch(/INFO +b/);
  });

  it('leaves out what is over the limit, and says so', async () => {
    const { out } = await run('--request-id', REQUEST, '--limit', '2', ...LOGS);
    expect(out).toContain('3 more lines and spans are left out; see --limit.');
  });
});

describe('the exit code', () => {
  it('is 1 when nothing has the id', async () => {
    expect(await run('--request-id', 'nobody', 'logs')).toEqual({ code: 1, out: '', err: 'couplekit-timeline: request nobody is in none of 7 files.\n' }); // prettier-ignore
    const { code, out } = await run('--request-id', 'nobody', 'logs', '--json');
    expect({ code, found: JSON.parse(out).found }).toEqual({ code: 1, found: false });
  });

  it.each([
    [['logs'], 'Give --request-id or --trace-id.'],
    [['--request-id', 'a', '--trace-id', TRACE, 'logs'], 'Give --request-id or --trace-id.'],
    [['--request-id', '', 'logs'], '--request-id is empty.'],
    [['--trace-id', 'xyz', 'logs'], '--trace-id must be 32 hex digits.'],
    [['--request-id', 'a', '--limit', '0', 'logs'], '--limit must be a whole number from 1.'],
    [['--request-id', 'a'], "missing required argument 'files'"],
    [['--request-id', 'a', '--lang', 'fr', 'logs'], "argument 'fr' is invalid"],
    [['--request-id', 'a', '--unknown', 'logs'], "unknown option '--unknown'"],
  ])('is 64 for %j', async (args, sentence) => {
    const { code, out, err } = await run(...args);
    expect({ code, out }).toEqual({ code: 64, out: '' });
    expect(err.trim().split('\n')).toHaveLength(1);
    expect(err).toContain(sentence);
  });

  it.each([
    ['nowhere.log', 'nowhere.log cannot be read (ENOENT).'],
    ['logs/gateway.log/x', 'logs/gateway.log/x cannot be read (ENOTDIR).'],
    ['bare', 'bare has no log files.'],
  ])('is 66 for %s', async (name, sentence) => {
    await mkdir(join(cwd, 'bare'), { recursive: true });
    expect(await run('--request-id', REQUEST, 'logs', name)).toEqual({ code: 66, out: '', err: `couplekit-timeline: ${sentence}\n` }); // prettier-ignore
  });

  it('is 1, with a word on it, when only damaged lines have the id', async () => {
    await writeFile(join(cwd, 'cut.log'), gatewayLine(1, { msg: 'x' }).slice(0, -5));
    expect(await run('--request-id', REQUEST, 'cut.log')).toEqual({ code: 1, out: '', err: `couplekit-timeline: request ${REQUEST} is in none of 1 files, but in damaged lines: cut.log:1.\n` }); // prettier-ignore
  });

  it('is 1, without a stack, when whoever reads has had enough', async () => {
    const log = Array.from({ length: 5_000 }, (_, i) => gatewayLine(i, { msg: 'x'.repeat(200) })).join('\n');
    await writeFile(join(cwd, 'long.log'), log);
    const { out, err } = await runTimeline(['--request-id', REQUEST, 'long.log'], { cwd, readAtMost: 1_000 });
    expect(out.length).toBeGreaterThan(0);
    expect(err).toBe('');
  });

  it('is 0 for --help', async () => {
    const { code, out } = await run('--help');
    expect(code).toBe(0);
    expect(out).toContain('--no-skew-correction');
  });
});
