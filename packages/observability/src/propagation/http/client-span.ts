import {
  SpanKind,
  SpanStatusCode,
  type Attributes,
  type Context,
  type Span,
  type Tracer,
} from '@opentelemetry/api';
import {
  ATTR_ERROR_TYPE,
  ATTR_HTTP_REQUEST_METHOD,
  ATTR_HTTP_REQUEST_METHOD_ORIGINAL,
  ATTR_HTTP_RESPONSE_STATUS_CODE,
  ATTR_SERVER_ADDRESS,
  ATTR_SERVER_PORT,
  ATTR_URL_FULL,
} from '@opentelemetry/semantic-conventions';
import type { Redactor } from '../../redaction/redactor.js';
import { knownMethod, spanName } from '../../requests/request-attributes.js';
import { errorType } from '../error-type.js';
import type { OutgoingRequest, RequestEnd } from './outgoing-request.js';

export interface ClientSpanStart {
  readonly tracer: Tracer;
  readonly request: OutgoingRequest;
  readonly redactor: Pick<Redactor, 'path'>;
  readonly parent: Context;
}

/** Starts a span by https://opentelemetry.io/docs/specs/semconv/http/http-spans/#http-client. */
export function startClientSpan({ tracer, request, redactor, parent }: ClientSpanStart): Span {
  const { method } = request;
  const known = knownMethod(method);
  const attributes: Attributes = {
    [ATTR_HTTP_REQUEST_METHOD]: known,
    ...(known !== method && { [ATTR_HTTP_REQUEST_METHOD_ORIGINAL]: method }),
    ...locationOf(request.url(), redactor),
  };
  return tracer.startSpan(spanName(method), { kind: SpanKind.CLIENT, attributes }, parent);
}

/** Ends the span; an error is any status from 400, and whatever kept the response from being complete. */
export function endClientSpan(span: Span, { status, error }: RequestEnd): void {
  if (status !== undefined) span.setAttribute(ATTR_HTTP_RESPONSE_STATUS_CODE, status);
  const failure = error === undefined ? (status ?? 0) >= 400 && String(status) : errorType(error);
  if (failure !== false) {
    span.setStatus({ code: SpanStatusCode.ERROR });
    span.setAttribute(ATTR_ERROR_TYPE, failure);
  }
  span.end();
}

/** Never the credentials of a URL. */
function locationOf(url: URL | undefined, redactor: Pick<Redactor, 'path'>): Attributes {
  if (!url) return {};
  const target = `${url.pathname}${url.search}`;
  return {
    [ATTR_URL_FULL]: `${url.protocol}//${url.host}${redactor.path(target)}`,
    [ATTR_SERVER_ADDRESS]: url.hostname.replace(/^\[(.*)\]$/, '$1'),
    [ATTR_SERVER_PORT]: Number(url.port) || (url.protocol === 'https:' ? 443 : 80),
  };
}
