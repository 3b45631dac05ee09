import { SpanStatusCode } from '@opentelemetry/api';
import {
  ATTR_ERROR_TYPE,
  ATTR_HTTP_REQUEST_METHOD,
  ATTR_HTTP_REQUEST_METHOD_ORIGINAL,
  ATTR_HTTP_RESPONSE_STATUS_CODE,
  ATTR_HTTP_ROUTE,
  ATTR_URL_PATH,
  ATTR_URL_SCHEME,
} from '@opentelemetry/semantic-conventions';
import { describeError } from '../logging/describe-error.js';
import type { AccessFacts } from './access-line.js';
import type { RequestSpan } from './request-span.js';

/** The methods that semantic conventions know (RFC 9110, PATCH of RFC 5789, QUERY); any other is `_OTHER`. */
const METHODS: ReadonlySet<string> = new Set(
  'GET HEAD POST PUT DELETE CONNECT OPTIONS TRACE PATCH QUERY'.split(' '),
);

/** What is known of a request that has ended. */
export interface RequestFacts extends AccessFacts {
  readonly scheme: 'http' | 'https';
}

/** The method as spans and metrics may name it. */
export function knownMethod(method: string): string {
  return METHODS.has(method) ? method : '_OTHER';
}

/** The name of the span until its route is known. */
export function spanName(method: string, route?: string): string {
  const verb = METHODS.has(method) ? method : 'HTTP';
  return route === undefined ? verb : `${verb} ${route}`;
}

/**
 * Says on the span what the request was and what came of it
 * (https://opentelemetry.io/docs/specs/semconv/http/http-spans/#http-server); only 5xx is an error of the server.
 */
export function describeRequest(span: RequestSpan, facts: RequestFacts, failure: unknown): void {
  const { method, route, status } = facts;
  span.isClean = span.isBlank && failure === undefined;
  span.updateName(spanName(method, route));
  span.setAttribute(ATTR_HTTP_REQUEST_METHOD, knownMethod(method));
  if (!METHODS.has(method)) span.setAttribute(ATTR_HTTP_REQUEST_METHOD_ORIGINAL, method);
  span.setAttribute(ATTR_URL_PATH, facts.path);
  span.setAttribute(ATTR_URL_SCHEME, facts.scheme);
  span.setAttribute('couplekit.request_id', facts.requestId);
  if (route !== undefined) span.setAttribute(ATTR_HTTP_ROUTE, route);
  if (status === undefined) return;
  span.setAttribute(ATTR_HTTP_RESPONSE_STATUS_CODE, status);
  if (status < 500) return;
  span.setStatus({ code: SpanStatusCode.ERROR });
  if (failure !== undefined)
    span.recordException(failure instanceof Error ? failure : describeError(failure).message);
  if (span.attributes[ATTR_ERROR_TYPE] === undefined) span.setAttribute(ATTR_ERROR_TYPE, String(status));
}
