import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';

export const TRACE = '4bf92f3577b34da6a3ce929d0e0e4736';
export const REQUEST = 'req-2026';
const NOON = Date.parse('2026-11-23T12:00:00.000Z');
/** The clock of orders is ahead. */
const SKEW = 1800;

const iso = (ms: number) => new Date(NOON + ms).toISOString();
const ids = (span_id: string) => ({ request_id: REQUEST, trace_id: TRACE, span_id, trace_flags: '01' });

export function gatewayLine(ms: number, fields: object): string {
  return JSON.stringify({
    level: 30,
    time: iso(ms),
    service: 'gateway',
    ...ids('a000000000000001'),
    ...fields,
  });
}

export function ordersLine(ms: number, fields: object): string {
  return JSON.stringify({
    level: 30,
    time: iso(ms + SKEW),
    service: 'orders',
    ...ids('b000000000000001'),
    ...fields,
  });
}

/** An `exporter_health` line of orders. */
export function exporterLine(ms: number, fields: object): string {
  const counts = { exported: 10, queued: 0, dropped: 0, failed: 0 };
  return JSON.stringify({ level: 40, time: iso(ms + SKEW), service: 'orders', event: 'exporter_health', signal: 'traces', ...counts, ...fields, msg: 'exporter' }); // prettier-ignore
}

export const gatewayLog = [
  gatewayLine(2, { context: 'Proxy', msg: 'asks orders', order: 7 }),
  JSON.stringify({ level: 30, time: iso(3), service: 'gateway', request_id: 'other', msg: `not ${REQUEST}` }),
  gatewayLine(100, { msg: 'request completed', method: 'GET', route: '/orders/:id', path: '/orders/7', status: 502, duration_ms: 99.5, bytes: 12 }), // prettier-ignore
  `{"level":30,"time":"2026-11-23T12:0`,
].join('\n');

export const ordersOld = `${ordersLine(20, { msg: 'loads\u001b[2J\nFAKE LINE \u202etxt' })}\n`;

export const ordersNew = [
  ordersLine(40, { level: 50, msg: 'failed', err: { type: 'TypeError', message: 'no such order', stack: 'TypeError: no such order\n    at load (orders.js:7:1)\u001b[31m' } }), // prettier-ignore
  ordersLine(60, { level: 50, msg: 'request completed', method: 'GET', route: '/o', status: 500, duration_ms: 45, bytes: 1 }), // prettier-ignore
  '',
].join('\n');

const nanos = (ms: number) => String(BigInt(NOON + ms) * 1_000_000n);

function resourceSpans(service: string, spans: readonly object[]): object {
  const attributes = [{ key: 'service.name', value: { stringValue: service } }];
  return { resource: { attributes }, scopeSpans: [{ scope: { name: 'couplekit' }, spans }] };
}

export const gatewaySpans = JSON.stringify({
  resourceSpans: [
    resourceSpans('gateway', [
      { traceId: TRACE, spanId: 'a000000000000001', name: 'GET /orders/:id', kind: 2, startTimeUnixNano: nanos(0), endTimeUnixNano: nanos(101), attributes: [{ key: 'couplekit.request_id', value: { stringValue: REQUEST } }] }, // prettier-ignore
      { traceId: TRACE, spanId: 'a000000000000002', parentSpanId: 'a000000000000001', name: 'GET', kind: 3, startTimeUnixNano: nanos(5), endTimeUnixNano: nanos(90) }, // prettier-ignore
    ]),
  ],
});

const ordersSpans = {
  resourceSpans: [
    resourceSpans('orders', [
      { traceId: TRACE, spanId: 'b000000000000001', parentSpanId: 'a000000000000002', name: 'GET /o', kind: 'SPAN_KIND_SERVER', startTimeUnixNano: nanos(15 + SKEW), endTimeUnixNano: nanos(61 + SKEW), status: { code: 2 } }, // prettier-ignore
    ]),
  ],
};

/** Two services, one with a clock that is ahead; rotated, gzipped, cut off, and with rubbish among them. */
export async function writeIncident(directory: string): Promise<void> {
  await mkdir(directory, { recursive: true });
  const files: Readonly<Record<string, string | Buffer>> = {
    'gateway.log': gatewayLog,
    'orders.log': ordersNew,
    'orders.log.1.gz': gzipSync(ordersOld),
    'spans.jsonl': `${gatewaySpans}\n`,
    'orders-spans.json': JSON.stringify(ordersSpans, null, 2),
    'empty.log.gz': '',
    'rubbish.log': Buffer.from(Array.from({ length: 5000 }, (_, i) => (i * 7919) % 256)),
    'not-a-log.txt': 'not read',
  };
  for (const [name, content] of Object.entries(files)) await writeFile(join(directory, name), content);
}
