import type { IncomingHttpHeaders, IncomingMessage } from 'node:http';
import {
  ROOT_CONTEXT,
  trace,
  type Context,
  type SpanContext,
  type TextMapPropagator,
} from '@opentelemetry/api';

export interface InboundContext {
  /** What the request's own span goes below. */
  readonly parent: Context;
  /** The span of a caller whose word is not taken for it, to be linked. */
  readonly untrusted: SpanContext | undefined;
}

const NONE: InboundContext = { parent: ROOT_CONTEXT, untrusted: undefined };

/**
 * Reads W3C trace context and baggage. Of a caller that is not trusted only a link remains: it could force sampling, or
 * put its requests into a trace of others (https://www.w3.org/TR/trace-context/#security-considerations).
 */
export function inboundContext(
  propagator: TextMapPropagator,
  request: IncomingMessage,
  isTrusted: (request: IncomingMessage) => boolean,
): InboundContext {
  const { headers } = request;
  if (headers['traceparent'] === undefined && headers['baggage'] === undefined) return NONE;
  const extracted = propagator.extract(ROOT_CONTEXT, headers, lowerCaseHeaders);
  if (isTrusted(request)) return { parent: extracted, untrusted: undefined };
  return { parent: ROOT_CONTEXT, untrusted: trace.getSpanContext(extracted) };
}

const lowerCaseHeaders = {
  get: (carrier: IncomingHttpHeaders, key: string) => carrier[key],
  keys: (carrier: IncomingHttpHeaders) => Object.keys(carrier),
};
