import type { IncomingHttpHeaders, IncomingMessage, ServerResponse } from 'node:http';
import { buffer } from 'node:stream/consumers';
import { setTimeout as delay } from 'node:timers/promises';
import { gunzipSync } from 'node:zlib';
import { readMetrics, type CollectedPoint } from './otlp-metrics.js';
import { answerMessage, type CollectorMode } from './otlp-modes.js';
import { readSpans, type CollectedSpan } from './otlp-spans.js';
import { SamePortServer } from './same-port-server.js';

/** A message that came, taken or not. */
export interface CollectedRequest {
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  /** Unzipped; empty if the connection was reset. */
  readonly body: Buffer;
}

export interface OtlpCollector extends AsyncDisposable {
  /** The base URL, for `OTEL_EXPORTER_OTLP_ENDPOINT`. */
  readonly url: string;
  /** Those that it took. */
  readonly spans: readonly CollectedSpan[];
  /** The messages to `/v1/traces`, taken or not. */
  readonly requests: readonly CollectedRequest[];
  /** One list of data points for each message to `/v1/metrics` that it took; those are not among `requests`. */
  readonly metrics: readonly (readonly CollectedPoint[])[];
  /** The messages to `/v1/metrics`, taken or not. */
  readonly metricRequests: readonly CollectedRequest[];
  /** What it does with messages from now on. @default 'ok' */
  mode: CollectorMode;
  /** How long it takes in mode `slow`, in milliseconds. @default 300 */
  slowMs: number;
}

interface Inbox {
  readonly requests: CollectedRequest[];
  /** How many messages came while it flapped. */
  flaps: number;
  /** Keeps what a message holds, all of it or all but the last item. */
  take(body: Buffer, isPartial: boolean): void;
}

/** A collector that speaks OTLP over HTTP with protobuf (https://opentelemetry.io/docs/specs/otlp/#otlphttp). */
export async function startOtlpCollector(): Promise<OtlpCollector> {
  const spans: CollectedSpan[] = [];
  const metrics: CollectedPoint[][] = [];
  const traceInbox: Inbox = {
    requests: [],
    flaps: 0,
    take: (body, isPartial) => void spans.push(...itemsOf(readSpans(body), isPartial)),
  };
  const metricInbox: Inbox = {
    requests: [],
    flaps: 0,
    take: (body, isPartial) => void metrics.push(itemsOf(readMetrics(body), isPartial)),
  };
  let mode: CollectorMode = 'ok';
  const server = await SamePortServer.start((request, response) => {
    const inbox = request.url?.endsWith('/v1/metrics') ? metricInbox : traceInbox;
    const turn = mode === 'flapping' ? turnOf(inbox) : mode;
    void receive({ request, response, inbox, mode: turn, slowMs: collector.slowMs });
  });
  const collector: OtlpCollector = {
    url: `http://127.0.0.1:${server.port}`,
    spans,
    requests: traceInbox.requests,
    metrics,
    metricRequests: metricInbox.requests,
    get mode() {
      return mode;
    },
    set mode(next) {
      mode = next;
      if (next === 'refused') server.leave();
      else server.comeBack();
    },
    slowMs: 300,
    [Symbol.asyncDispose]: () => server[Symbol.asyncDispose](),
  };
  return collector;
}

interface Arrival {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly inbox: Inbox;
  readonly mode: CollectorMode;
  readonly slowMs: number;
}

async function receive({ request, response, inbox, mode, slowMs }: Arrival): Promise<void> {
  const arrived = { path: request.url ?? '', headers: request.headers };
  if (mode === 'reset') {
    inbox.requests.push({ ...arrived, body: Buffer.alloc(0) });
    request.once('data', () => request.socket.resetAndDestroy());
    return;
  }
  const body = await bodyOf(request);
  if (!body) return;
  inbox.requests.push({ ...arrived, body });
  if (mode === 'slow') await delay(slowMs);
  // Who has gone meanwhile counts what it sent as not taken.
  if (request.socket.destroyed) return;
  if (mode === 'ok' || mode === 'slow' || mode === 'partial') inbox.take(body, mode === 'partial');
  answerMessage(response, mode);
}

/** Undefined when the sender broke it off. */
async function bodyOf(request: IncomingMessage): Promise<Buffer | undefined> {
  const body = await buffer(request).catch(() => undefined);
  return body && request.headers['content-encoding'] === 'gzip' ? gunzipSync(body) : body;
}

function turnOf(inbox: Inbox): CollectorMode {
  return inbox.flaps++ % 2 === 0 ? 'unavailable' : 'ok';
}

function itemsOf<T>(items: readonly T[], isPartial: boolean): T[] {
  return isPartial ? items.slice(0, -1) : [...items];
}
