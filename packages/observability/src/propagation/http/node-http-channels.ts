import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import type { ClientRequest, IncomingMessage } from 'node:http';
import type { Span } from '@opentelemetry/api';
import { endClientSpan } from './client-span.js';
import type { OutboundCalls } from './outbound-calls.js';
import { requestUrl, type OutgoingRequest } from './outgoing-request.js';

interface Message {
  readonly request: ClientRequest;
  readonly response?: IncomingMessage;
  readonly error?: Error;
}

interface OpenCall {
  readonly span: Span;
  response: IncomingMessage | undefined;
  error: Error | undefined;
}

/**
 * Follows the requests of `node:http` and `node:https`. Node 22.15, the oldest that is supported, has all three channels.
 * @see https://nodejs.org/docs/latest-v22.x/api/diagnostics_channel.html#http
 */
export function watchNodeHttp(calls: OutboundCalls): () => void {
  const open = new WeakMap<ClientRequest, OpenCall>();
  const end = (request: ClientRequest) => {
    const call = open.get(request);
    if (!call || !open.delete(request)) return;
    const { span, response, error } = call;
    const broken =
      response && !response.complete ? (response.errored ?? new DOMException('', 'AbortError')) : undefined;
    endClientSpan(span, { status: response?.statusCode, error: error ?? broken });
  };
  const listeners: Readonly<Record<string, (message: Message) => void>> = {
    'http.client.request.created': ({ request }) => {
      const span = calls.begin(outgoing(request));
      if (!span) return;
      const call: OpenCall = { span, response: undefined, error: undefined };
      open.set(request, call);
      request.once('close', () => end(request));
    },
    // So named, but it tells that the head of the response has come.
    'http.client.response.finish': ({ request, response }) => {
      const call = open.get(request);
      if (!call) return;
      call.response = response;
      // Without keep-alive the request closes only with its connection.
      response?.once('end', () => end(request));
    },
    'http.client.request.error': ({ request, error }) => {
      const call = open.get(request);
      if (call) call.error = error;
    },
  };
  const entries = Object.entries(listeners) as [string, (message: unknown) => void][];
  for (const [name, listener] of entries) subscribe(name, listener);
  return () => {
    for (const [name, listener] of entries) unsubscribe(name, listener);
  };
}

function outgoing(request: ClientRequest): OutgoingRequest {
  return {
    method: request.method,
    url: () => urlOf(request),
    hasHeader: (name) => request.headersSent || request.hasHeader(name),
    setHeader: (name, value) => void request.setHeader(name, value),
  };
}

/** Of a port only the Host header knows; one that names another host says nothing about where the request goes. */
function urlOf(request: ClientRequest): URL | undefined {
  const host = request.host.includes(':') ? `[${request.host}]` : request.host;
  const header = String(request.getHeader('host') ?? '');
  const authority = header.replace(/:\d+$/, '') === host ? header : host;
  return requestUrl(`${request.protocol}//${authority}`, request.path);
}
