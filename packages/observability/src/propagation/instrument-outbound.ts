import { channel } from 'node:diagnostics_channel';
import { validateHeaderName } from 'node:http';
import type { TextMapPropagator, Tracer } from '@opentelemetry/api';
import { watchNodeHttp } from './http/node-http-channels.js';
import { OutboundCalls } from './http/outbound-calls.js';
import { createRedactor, type Redactor } from '../redaction/redactor.js';
import { watchUndici } from './http/undici-channels.js';

/** Options of `instrumentOutbound`. */
export interface InstrumentOutboundOptions {
  /** Makes the spans, such as `telemetry.tracer`. */
  readonly tracer: Tracer;
  /** Writes the headers of traces, such as `telemetry.propagator`. */
  readonly propagator: TextMapPropagator;
  /** The header that carries the request id. @default `X-Request-ID` */
  readonly requestIdHeader?: string | undefined;
  /** Whether a URL may see ids and baggage, asked for every request, redirects included. @default every host */
  readonly propagateTo?: ((url: URL) => boolean) | undefined;
  /**
   * What removes secrets from `url.full`, such as `telemetry.redactor`.
   * @default that of `configureObservability()` without options
   */
  readonly redactor?: Pick<Redactor, 'path'> | undefined;
}

/** Kept on Node's own channel, because what must not happen twice is the process's, whichever copy of this package did it. */
const INSTALLED = Symbol.for('@couplekit/observability:outbound');

type Marked = ReturnType<typeof channel> & { [INSTALLED]?: true };

/** Whether the requests of this process are being followed already. */
export function isOutboundInstrumented(): boolean {
  return INSTALLED in mark();
}

/**
 * Sets request id, `traceparent`, `tracestate` and `baggage` of the active context on every request that leaves through
 * `fetch`, undici (6 and newer, HTTP/1.1), `node:http` or `node:https`, unless the caller has set that header; below a
 * sampled span each request is a span too. Works by diagnostics channels: nothing is patched and nothing must be loaded first.
 * @returns ends all that; requests under way keep their headers, and lose their spans
 * @throws {Error} when the process has it already
 * @throws {TypeError} when `requestIdHeader` is no header name
 */
export function instrumentOutbound(options: InstrumentOutboundOptions): () => void {
  const {
    tracer,
    propagator,
    requestIdHeader = 'X-Request-ID',
    propagateTo,
    redactor = createRedactor(),
  } = options;
  validateHeaderName(requestIdHeader);
  if (isOutboundInstrumented()) {
    throw new Error(
      'instrumentOutbound: requests of this process are instrumented already, by configureObservability() or an earlier call. ' +
        'Undo that first, or use configureObservability({ outbound: false }).',
    );
  }
  const calls = new OutboundCalls({ tracer, propagator, requestIdHeader, propagateTo, redactor });
  const stops = [watchUndici(calls), watchNodeHttp(calls)];
  mark()[INSTALLED] = true;
  return () => {
    if (stops.length > 0) delete mark()[INSTALLED];
    for (const stop of stops.splice(0)) stop();
  };
}

function mark(): Marked {
  return channel('http.client.request.created');
}
