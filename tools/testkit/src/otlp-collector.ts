import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { gunzipSync } from 'node:zlib';
import { readMetrics, type CollectedPoint } from './otlp-metrics.js';
import { protobufFields, type ProtobufFields } from './protobuf-fields.js';

/** A span as it arrived, the parts that tests look at. */
export interface CollectedSpan {
  readonly name: string;
  readonly traceId: string;
  readonly spanId: string;
  readonly parentSpanId: string;
  /** 2 is SERVER. */
  readonly kind: number;
  /** 2 is ERROR. */
  readonly status: number;
  readonly attributes: Readonly<Record<string, string | number | boolean>>;
  readonly resource: Readonly<Record<string, string | number | boolean>>;
}

export interface OtlpCollector extends AsyncDisposable {
  /** The base URL, for `OTEL_EXPORTER_OTLP_ENDPOINT`. */
  readonly url: string;
  readonly spans: readonly CollectedSpan[];
  /** One list of data points for each message to `/v1/metrics` that it took; those are not among `requests`. */
  readonly metrics: readonly (readonly CollectedPoint[])[];
  /** The messages to `/v1/metrics`, taken or not. */
  readonly metricRequests: readonly { readonly path: string; readonly headers: IncomingHttpHeaders }[];
  readonly requests: readonly { readonly path: string; readonly headers: IncomingHttpHeaders }[];
  /** How it answers from now on. @default 'ok' */
  mode: 'ok' | 'hang' | 'unavailable';
}

/** A collector that speaks OTLP over HTTP with protobuf (https://opentelemetry.io/docs/specs/otlp/#otlphttp). */
export async function startOtlpCollector(): Promise<OtlpCollector> {
  const spans: CollectedSpan[] = [];
  const requests: OtlpCollector['requests'][number][] = [];
  const metrics: CollectedPoint[][] = [];
  const metricRequests: OtlpCollector['requests'][number][] = [];
  const server = createServer((request, response) => {
    void buffer(request).then((body) => {
      const arrived = { path: request.url ?? '', headers: request.headers };
      if (arrived.path.endsWith('/v1/metrics')) {
        metricRequests.push(arrived);
        if (collector.mode === 'ok') metrics.push(readMetrics(unzipped(body, request.headers)));
        answer(collector.mode, response);
        return;
      }
      requests.push(arrived);
      if (collector.mode === 'ok') spans.push(...readSpans(body));
      answer(collector.mode, response);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const collector: OtlpCollector = {
    url: `http://127.0.0.1:${port}`,
    spans,
    metrics,
    metricRequests,
    requests,
    mode: 'ok',
    [Symbol.asyncDispose]: () => {
      server.closeAllConnections();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
  return collector;
}

function unzipped(body: Buffer, headers: IncomingHttpHeaders): Buffer {
  return headers['content-encoding'] === 'gzip' ? gunzipSync(body) : body;
}

function answer(mode: OtlpCollector['mode'], response: ServerResponse): void {
  if (mode === 'hang') return;
  response.writeHead(mode === 'ok' ? 200 : 503, { 'Content-Type': 'application/x-protobuf' }).end();
}

/** Field numbers: opentelemetry/proto/collector/trace/v1/trace_service.proto and trace/v1/trace.proto. */
function readSpans(body: Buffer): CollectedSpan[] {
  return messages(protobufFields(body), 1).flatMap((resourceSpans) => {
    const resource = Object.assign({}, ...messages(resourceSpans, 1).map((fields) => attributes(fields, 1)));
    return messages(resourceSpans, 2)
      .flatMap((scopeSpans) => messages(scopeSpans, 2))
      .map((span) => readSpan(span, resource));
  });
}

function readSpan(span: ProtobufFields, resource: CollectedSpan['resource']): CollectedSpan {
  const hex = (number: number) => bytes(span, number).toString('hex');
  const [status] = messages(span, 15);
  return {
    name: bytes(span, 5).toString(),
    traceId: hex(1),
    spanId: hex(2),
    parentSpanId: hex(4),
    kind: Number(span.get(6)?.[0] ?? 0),
    status: Number(status?.get(3)?.[0] ?? 0),
    attributes: attributes(span, 9),
    resource,
  };
}

function attributes(fields: ProtobufFields, number: number): Record<string, string | number | boolean> {
  return Object.fromEntries(
    messages(fields, number).map((pair) => [bytes(pair, 1).toString(), anyValue(messages(pair, 2)[0])]),
  );
}

function anyValue(value: ProtobufFields | undefined): string | number | boolean {
  if (value?.has(2)) return value.get(2)?.[0] === 1n;
  if (value?.has(3)) return Number(value.get(3)?.[0]);
  return value ? bytes(value, 1).toString() : '';
}

function messages(fields: ProtobufFields, number: number): ProtobufFields[] {
  return (fields.get(number) ?? []).flatMap((value) =>
    typeof value === 'bigint' ? [] : [protobufFields(value)],
  );
}

function bytes(fields: ProtobufFields, number: number): Buffer {
  return (fields.get(number) ?? []).find((value) => typeof value !== 'bigint') ?? Buffer.alloc(0);
}
