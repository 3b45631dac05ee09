import { extent } from '@couplekit/testkit';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findRecords, type Query, type Records } from './find-records.js';
import { TRACE } from './timeline.fixture.js';

let directory: string;
let files = 0;
beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'timeline-'));
});
afterAll(() => rm(directory, { recursive: true }));

const TIME = '2026-11-23T12:00:00.000Z';
const line = (fields: object) => JSON.stringify({ level: 30, time: TIME, service: 'api', ...fields });
const mine = (msg: string) => line({ request_id: 'r-1', trace_id: TRACE, msg });

async function find(query: Query, contents: readonly (string | Buffer)[], limit = 1000): Promise<Records> {
  const inputs = contents.map(() => {
    const path = join(directory, `${files++}.log`);
    return { name: path, path };
  });
  await Promise.all(inputs.map(({ path }, i) => writeFile(path, contents[i] ?? '')));
  return findRecords(inputs, query, limit);
}

const messages = ({ lines }: Records) => lines.map(({ message }) => message);
const aNoise = fc.oneof(
  fc.constant(line({ request_id: 'other', trace_id: 'ef'.repeat(16), msg: 'r-1 is only mentioned here' })),
  fc.constant('{"half":'),
  fc.string().filter((text) => !text.includes('\n') && text.trim() !== '' && !text.trim().startsWith('{')),
  fc.constant('\u0000\u0001\ufffd binary'),
);

it('finds every matching line exactly once, however the log is cut into files', async () => {
  const aLog = fc.array(fc.oneof(fc.constant('mine'), aNoise), { maxLength: 30 });
  const cuts = fc.array(fc.record({ at: fc.nat(30), gzip: fc.boolean() }), { maxLength: 4 });
  await fc.assert(
    fc.asyncProperty(aLog, cuts, fc.boolean(), async (log, cut, isEnded) => {
      const lines = log.map((text, i) => (text === 'mine' ? mine(String(i)) : text));
      const places = [0, ...cut.map(({ at }) => at).toSorted((a, b) => a - b), lines.length];
      const parts = places.slice(1).map((end, i) => {
        const text = lines.slice(places[i], end).join('\n') + (isEnded ? '\n' : '');
        return cut[i]?.gzip ? gzipSync(text) : text;
      });
      const records = await find({ requestId: 'r-1' }, parts);
      const expected = log.flatMap((text, i) => (text === 'mine' ? String(i) : []));
      expect(messages(records)).toEqual(expected);
      const damaged = lines.filter((text) => !text.startsWith('{') || text === '{"half":').length;
      expect(records.files.reduce((sum, file) => sum + file.damagedLines, 0)).toBe(damaged);
      expect(records.files.reduce((sum, file) => sum + file.lines, 0)).toBe(lines.length);
    }),
    { numRuns: extent(15, 60) },
  );
});

describe('ids', () => {
  const spans = (traceId: string, requestId?: string) =>
    JSON.stringify({
      resourceSpans: [
        {
          resource: { attributes: [{ key: 'service.name', value: { stringValue: 'gateway' } }] },
          scopeSpans: [
            {
              spans: [
                {
                  traceId,
                  spanId: 'b1',
                  name: 'GET',
                  kind: 2,
                  startTimeUnixNano: '1795435200000000123',
                  endTimeUnixNano: '1795435200100000999',
                  attributes: requestId && [
                    { key: 'couplekit.request_id', value: { stringValue: requestId } },
                  ],
                },
              ],
            },
          ],
        },
      ],
    });

  it('leads from a request to its traces by log lines and by spans, in hex of either case', async () => {
    const other = 'ab'.repeat(16);
    const records = await find({ requestId: 'r-1' }, [
      mine('one'),
      spans(other.toUpperCase(), 'r-1'),
      line({ trace_id: other, request_id: 'r-2', msg: 'by trace' }),
    ]);
    expect(records.traceIds).toEqual([TRACE, other]);
    expect(messages(records)).toEqual(['one', 'by trace']);
    expect(records.spans).toMatchObject([
      {
        traceId: other,
        service: 'gateway',
        kind: 'server',
        start: 1795435200000,
        end: 1795435200100.001 - 0.001,
      },
    ]);
    expect(records.files.map(({ kind }) => kind)).toEqual(['logs', 'spans', 'logs']);
  });

  it('leads from a trace to lines of its requests that have none, and names other traces without showing them', async () => {
    const records = await find({ traceId: TRACE }, [
      [mine('one'), line({ request_id: 'r-1', msg: 'no trace' })].join('\n'),
      line({ request_id: 'r-1', trace_id: 'cd'.repeat(16), msg: 'again' }),
    ]);
    expect(messages(records)).toEqual(['one', 'no trace']);
    expect([...records.elsewhere]).toEqual([['r-1', new Set(['cd'.repeat(16)])]]);
  });

  it('still finds all of them where one request id has very many traces', async () => {
    const log = Array.from({ length: 50 }, (_, i) => line({ request_id: 'r-1', trace_id: String(i).padStart(32, '0'), msg: `${i}` })); // prettier-ignore
    const others = Array.from({ length: 50 }, (_, i) =>
      line({ trace_id: String(i).padStart(32, '0'), msg: `t${i}` }),
    );
    const records = await find({ requestId: 'r-1' }, [
      log.join('\n'),
      others.join('\n'),
      line({ trace_id: 'f'.repeat(32) }),
    ]);
    expect(records.lines).toHaveLength(100);
  });

  it('keeps a span that was sent twice once, and a document with line breaks', async () => {
    const pretty = JSON.stringify(JSON.parse(spans(TRACE)), null, 2);
    const records = await find({ traceId: TRACE }, [pretty, `${spans(TRACE)}\n`]);
    expect(records.spans).toHaveLength(1);
    expect((await find({ traceId: TRACE }, [pretty, spans(TRACE)], 1)).omitted).toBe(0);
    expect(records.files).toMatchObject([
      { kind: 'spans', lines: 1, damagedLines: 0 },
      { kind: 'spans', lines: 1 },
    ]);
  });

  it('counts a document that is cut off', async () => {
    const pretty = JSON.stringify(JSON.parse(spans(TRACE)), null, 2).slice(0, -20);
    const { files: reports } = await find({ traceId: TRACE }, [pretty]);
    expect(reports).toMatchObject([{ kind: 'spans', damagedLines: 1 }]);
  });
});

describe('damage', () => {
  it('reads a .gz up to where it is cut off', async () => {
    const text = Array.from({ length: 20_000 }, (_, i) => mine(`${i} ${Math.sin(i)}`)).join('\n');
    const zipped = gzipSync(text);
    const { files: reports, lines } = await find({ requestId: 'r-1' }, [zipped.subarray(0, zipped.length / 2)], 50_000); // prettier-ignore
    expect(reports).toMatchObject([{ problem: 'gzip', kind: 'logs' }]);
    expect(lines.length).toBeGreaterThan(1000);
  });

  it('reads several gzips in one file, an empty one, and one without content', async () => {
    const two = Buffer.concat([gzipSync(`${mine('a')}\n`), gzipSync(`${mine('b')}\n`)]);
    const records = await find({ requestId: 'r-1' }, [two, '', gzipSync('')]);
    expect(messages(records)).toEqual(['a', 'b']);
    expect(records.files.map(({ kind, problem }) => [kind, problem])).toEqual([
      ['logs', undefined],
      ['empty', undefined],
      ['empty', undefined],
    ]);
  });

  it('says in which damaged lines the id occurs', async () => {
    const { files: reports } = await find({ requestId: 'r-1' }, [
      `\n${mine('a')}\ntext of r-1\nmore\n${mine('b').slice(0, -3)}`,
    ]);
    expect(reports).toMatchObject([
      { lines: 4, damagedLines: 3, damagedMentions: [3, 5], endsMidLine: true },
    ]);
  });

  it('skips a line that is longer than memory should be, and goes on', async () => {
    const long = Buffer.alloc(70 * 1024 * 1024, 'x');
    const log = Buffer.concat([Buffer.from(`${mine('a')}\n`), long, Buffer.from(`\n${mine('b')}\n`)]);
    const records = await find({ requestId: 'r-1' }, [log]);
    expect(messages(records)).toEqual(['a', 'b']);
    expect(records.lines.map((found) => found.line)).toEqual([1, 3]);
    expect(records.files).toMatchObject([{ lines: 3, damagedLines: 1 }]);
  });

  it('keeps no more than the limit, and says how many are left out', async () => {
    const records = await find({ requestId: 'r-1' }, [[mine('a'), mine('b'), mine('c')].join('\n')], 2);
    expect(messages(records)).toEqual(['a', 'b']);
    expect(records.omitted).toBe(1);
  });

  it('takes a line without service for that of its file, and a byte order mark for nothing', async () => {
    const records = await find({ requestId: 'r-1' }, [
      `\uFEFF${JSON.stringify({ time: 1795435200000, level: 50, request_id: 'r-1', msg: 'x' })}`,
    ]);
    expect(records.lines).toMatchObject([
      { service: String(files - 1), time: 1795435200000, level: 'error' },
    ]);
    expect(records.files).toMatchObject([{ damagedLines: 0 }]);
  });
});
