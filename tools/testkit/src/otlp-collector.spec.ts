import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { eventually } from './eventually.js';
import { startOtlpCollector, type OtlpCollector } from './otlp-collector.js';
import { COLLECTOR_MODES } from './otlp-modes.js';
import { protobufFields } from './protobuf-fields.js';

const TRACE_ID = '0af7651916cd43dd8448eb211c80319c';
const SPAN_ID = 'b7ad6b7169203331';

/** A field whose content has a length: text, bytes, a message. */
function field(number: number, ...parts: readonly (string | Buffer)[]): Buffer {
  const content = Buffer.concat(parts.map((part) => Buffer.from(part)));
  const length = content.length < 128 ? [content.length] : [content.length & 0x7f | 0x80, content.length >> 7]; // prettier-ignore
  return Buffer.concat([Buffer.from([(number << 3) | 2, ...length]), content]);
}

function varint(number: number, value: number): Buffer {
  return Buffer.from([number << 3, value]);
}

function fixed64(number: number, value: bigint): Buffer {
  const bytes = Buffer.alloc(9);
  bytes[0] = (number << 3) | 1;
  bytes.writeBigUInt64LE(value, 1);
  return bytes;
}

function double(number: number, value: number): Buffer {
  const bytes = Buffer.alloc(9);
  bytes[0] = (number << 3) | 1;
  bytes.writeDoubleLE(value, 1);
  return bytes;
}

const attribute = (key: string, value: Buffer) => [field(1, key), field(2, value)] as const;
const id = (hex: string) => Buffer.from(hex, 'hex');

const SPAN = [
  field(1, id(TRACE_ID)),
  field(2, id(SPAN_ID)),
  field(3, 'vendor=1'),
  field(4, id('00f067aa0ba902b7')),
  field(5, 'GET /items/:id'),
  varint(6, 2),
  fixed64(7, 1_700_000_000_000_000_001n),
  fixed64(8, 1_700_000_000_000_000_002n),
  field(9, ...attribute('text', field(1, 'a'))),
  field(9, ...attribute('yes', varint(2, 1))),
  field(9, ...attribute('count', varint(3, 7))),
  field(9, ...attribute('ratio', double(4, 0.5))),
  field(9, ...attribute('list', field(5, field(1, field(1, 'x')), field(1, varint(3, 2))))),
  varint(10, 3),
  field(
    11,
    fixed64(1, 5n),
    field(2, 'exception'),
    field(3, ...attribute('exception.type', field(1, 'Error'))),
  ),
  field(13, field(1, id(TRACE_ID)), field(2, id(SPAN_ID)), field(4, ...attribute('why', field(1, 'other')))),
  field(15, varint(3, 2)),
];

const RESOURCE = field(1, field(1, ...attribute('service.name', field(1, 'api'))));
/** A message of two spans. */
const MESSAGE = field(1, RESOURCE, field(2, field(2, ...SPAN), field(2, field(5, 'second'))));

let collector: OtlpCollector;
beforeEach(async () => {
  collector = await startOtlpCollector();
});
afterEach(() => collector[Symbol.asyncDispose]());

async function send(body: Buffer = MESSAGE, headers: Record<string, string> = {}, path = '/v1/traces') {
  const response = await fetch(`${collector.url}${path}`, { method: 'POST', body: new Uint8Array(body), headers }); // prettier-ignore
  return {
    status: response.status,
    retryAfter: response.headers.get('retry-after'),
    body: Buffer.from(await response.arrayBuffer()),
  };
}

/** How `fetch` fails. */
async function failure(sent: Promise<unknown>): Promise<unknown> {
  return sent.then(
    () => 'answered',
    (error: Error & { readonly cause?: { readonly code?: string } }) => error.cause?.code ?? error.name,
  );
}

describe('the collector', () => {
  it.each([
    ['as it is', MESSAGE, {}],
    ['zipped', gzipSync(MESSAGE), { 'content-encoding': 'gzip' }],
  ])('reads all parts of a span, sent %s', async (_, body, headers) => {
    await send(body, headers);
    expect(collector.requests).toMatchObject([{ path: '/v1/traces', headers, body: MESSAGE }]);
    expect(collector.spans[0]).toEqual({
      name: 'GET /items/:id',
      traceId: TRACE_ID,
      spanId: SPAN_ID,
      parentSpanId: '00f067aa0ba902b7',
      traceState: 'vendor=1',
      kind: 2,
      status: 2,
      startNanos: '1700000000000000001',
      endNanos: '1700000000000000002',
      attributes: { text: 'a', yes: true, count: 7, ratio: 0.5, list: ['x', 2] },
      events: [{ name: 'exception', timeNanos: '5', attributes: { 'exception.type': 'Error' } }],
      links: [{ traceId: TRACE_ID, spanId: SPAN_ID, attributes: { why: 'other' } }],
      dropped: { attributes: 3, events: 0, links: 0 },
      resource: { 'service.name': 'api' },
    });
    expect(collector.spans[1]).toMatchObject({
      name: 'second',
      parentSpanId: '',
      traceState: '',
      status: 0,
      events: [],
      links: [],
      startNanos: '0',
    });
  });

  it.each([
    ['ok', 200, null, 2],
    ['slow', 200, null, 2],
    ['partial', 200, null, 1],
    ['unavailable', 503, '1', 0],
    ['throttled', 429, '1', 0],
    ['bad-request', 400, null, 0],
  ] as const)('in mode %s answers %i and takes what it says', async (mode, status, retryAfter, taken) => {
    collector.slowMs = 20;
    collector.mode = mode;
    expect(await send()).toMatchObject({ status, retryAfter });
    expect(collector.spans).toHaveLength(taken);
    expect(collector.requests).toHaveLength(1);
    collector.mode = 'ok';
    expect(await send()).toMatchObject({ status: 200 });
    expect(collector.spans).toHaveLength(taken + 2);
  });

  it('tells how many items it rejects, and why it wants none', async () => {
    collector.mode = 'partial';
    const [partial] = protobufFields((await send()).body).get(1) ?? [];
    const rejected = protobufFields(partial as Buffer);
    expect([rejected.get(1), String(rejected.get(2))]).toEqual([[1n], 'the last one']);
    collector.mode = 'bad-request';
    const status = protobufFields((await send()).body);
    expect([status.get(1), String(status.get(2))]).toEqual([[3n], 'not today']);
  });

  it('flaps by turns, messages of spans and of metrics each by themselves', async () => {
    collector.mode = 'flapping';
    const statuses: number[] = [];
    for (const path of ['/v1/traces', '/v1/metrics', '/v1/traces', '/v1/metrics', '/v1/traces']) {
      statuses.push((await send(path.endsWith('traces') ? MESSAGE : Buffer.alloc(0), {}, path)).status);
    }
    expect(statuses).toEqual([503, 503, 200, 200, 503]);
    expect([collector.spans.length, collector.requests.length]).toEqual([2, 3]);
    expect([collector.metrics.length, collector.metricRequests.length]).toEqual([1, 2]);
  });

  it('resets the connection in the middle of a message', async () => {
    collector.mode = 'reset';
    expect(await failure(send())).toMatch(/^(ECONNRESET|UND_ERR_SOCKET|EPIPE)$/);
    expect([collector.spans.length, collector.requests.length]).toEqual([0, 1]);
  });

  it('hangs until the sender gives up, and then takes what comes', async () => {
    collector.mode = 'hang';
    const sent = fetch(`${collector.url}/v1/traces`, {
      method: 'POST',
      body: new Uint8Array(MESSAGE),
      signal: AbortSignal.timeout(200),
    });
    expect(await failure(sent)).toBe('TimeoutError');
    expect([collector.spans.length, collector.requests.length]).toEqual([0, 1]);
    collector.mode = 'ok';
    await send();
    expect(collector.spans).toHaveLength(2);
  });

  it('takes nothing of a sender that did not wait for a slow answer', async () => {
    collector.mode = 'slow';
    collector.slowMs = 200;
    const sent = fetch(`${collector.url}/v1/traces`, {
      method: 'POST',
      body: new Uint8Array(MESSAGE),
      signal: AbortSignal.timeout(50),
    });
    expect(await failure(sent)).toBe('TimeoutError');
    collector.slowMs = 0;
    await send();
    collector.slowMs = 300;
    await send();
    expect(collector.spans).toHaveLength(4);
  });

  it('refuses connections at once, those that were open too, and comes back on its port', async () => {
    await send();
    for (let round = 1; round <= 20; round++) {
      collector.mode = 'refused';
      expect(await failure(send())).toMatch(/^(ECONNREFUSED|ECONNRESET|UND_ERR_SOCKET)$/);
      expect(await failure(send())).toBe('ECONNREFUSED');
      collector.mode = 'ok';
      await eventually(async () => (await send()).status === 200);
      expect(collector.spans).toHaveLength(2 + round * 2);
    }
  });

  it('is there when it comes back in the moment in which it leaves', async () => {
    collector.mode = 'refused';
    collector.mode = 'ok';
    await eventually(async () => (await send()).status === 200);
    collector.mode = 'refused';
    collector.mode = 'hang';
    collector.mode = 'refused';
    expect(await failure(send())).not.toBe('answered');
    expect(await failure(send())).toBe('ECONNREFUSED');
  });

  it.each(COLLECTOR_MODES)('can be ended in mode %s', async (mode) => {
    const another = await startOtlpCollector();
    another.mode = mode;
    const sent = failure(
      fetch(`${another.url}/v1/traces`, { method: 'POST', body: new Uint8Array(MESSAGE) }),
    );
    if (mode !== 'refused') await eventually(() => another.requests.length === 1);
    await another[Symbol.asyncDispose]();
    await sent;
    expect(await failure(fetch(another.url))).toBe('ECONNREFUSED');
  });
});
