import type { IncomingMessage } from 'node:http';
import { SpanKind, SpanStatusCode, type Context, type Span, type Tracer } from '@opentelemetry/api';
import {
  ATTR_ERROR_TYPE,
  ATTR_HTTP_REQUEST_METHOD,
  ATTR_HTTP_REQUEST_METHOD_ORIGINAL,
  ATTR_HTTP_RESPONSE_STATUS_CODE,
  ATTR_HTTP_ROUTE,
  ATTR_URL_PATH,
  ATTR_URL_SCHEME,
} from '@opentelemetry/semantic-conventions';

/** The methods that semantic conventions know (RFC 9110, PATCH of RFC 5789, QUERY); any other is `_OTHER`. */
const METHODS: ReadonlySet<string> = new Set(
  'GET HEAD POST PUT DELETE CONNECT OPTIONS TRACE PATCH QUERY'.split(' '),
);

export interface ServerSpanStart {
  readonly request: IncomingMessage;
  /** Without query and secrets. */
  readonly path: string;
  readonly requestId: string;
  /** What `traceparent` said. */
  readonly parent: Context;
}

export interface ServerSpanEnd {
  readonly method: string;
  readonly route: string | undefined;
  /** Undefined when nothing was sent. */
  readonly status: number | undefined;
}

/** Starts a span by https://opentelemetry.io/docs/specs/semconv/http/http-spans/#http-server. */
export function startServerSpan(tracer: Tracer, { request, path, requestId, parent }: ServerSpanStart): Span {
  const method = request.method ?? '';
  const isKnown = METHODS.has(method);
  const attributes = {
    [ATTR_HTTP_REQUEST_METHOD]: isKnown ? method : '_OTHER',
    ...(!isKnown && { [ATTR_HTTP_REQUEST_METHOD_ORIGINAL]: method }),
    [ATTR_URL_PATH]: path,
    [ATTR_URL_SCHEME]: 'encrypted' in request.socket ? 'https' : 'http',
    'couplekit.request_id': requestId,
  };
  return tracer.startSpan(spanName(method), { kind: SpanKind.SERVER, attributes }, parent);
}

/** Says what came of the request: route and status; only 5xx is an error of the server. The caller ends the span. */
export function finishServerSpan(span: Span, { method, route, status }: ServerSpanEnd): void {
  if (route !== undefined) {
    span.updateName(`${spanName(method)} ${route}`);
    span.setAttribute(ATTR_HTTP_ROUTE, route);
  }
  if (status === undefined) return;
  span.setAttribute(ATTR_HTTP_RESPONSE_STATUS_CODE, status);
  if (status >= 500) {
    span.setStatus({ code: SpanStatusCode.ERROR });
    span.setAttribute(ATTR_ERROR_TYPE, String(status));
  }
}

function spanName(method: string): string {
  return METHODS.has(method) ? method : 'HTTP';
}
