import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import type { Span } from '@opentelemetry/api';
import { endClientSpan } from './client-span.js';
import type { OutboundCalls } from './outbound-calls.js';
import { requestUrl, type OutgoingRequest } from './outgoing-request.js';

/** The part of undici's request (6 and newer) that its channels are documented to show. */
interface UndiciRequest {
  readonly origin: string | URL;
  readonly path: string;
  readonly method: string;
  /** Names and values in turn. */
  readonly headers: readonly unknown[];
  addHeader(name: string, value: string): unknown;
}

interface Message {
  readonly request: UndiciRequest;
  readonly response?: { readonly statusCode: number };
  readonly error?: unknown;
}

interface OpenCall {
  readonly span: Span;
  status: number | undefined;
}

/**
 * Follows the requests of `fetch` and of the undici package.
 * @see https://undici.nodejs.org/#/docs/api/DiagnosticsChannel
 */
export function watchUndici(calls: OutboundCalls): () => void {
  const open = new WeakMap<UndiciRequest, OpenCall>();
  const end = (request: UndiciRequest, error: unknown) => {
    const call = open.get(request);
    if (!call || !open.delete(request)) return;
    endClientSpan(call.span, { status: call.status, error });
  };
  const listeners: Readonly<Record<string, (message: Message) => void>> = {
    'undici:request:create': ({ request }) => {
      // Before version 6 it was a text.
      if (!Array.isArray(request.headers)) return;
      const span = calls.begin(outgoing(request));
      if (span) open.set(request, { span, status: undefined });
    },
    'undici:request:headers': ({ request, response }) => {
      const call = open.get(request);
      if (call) call.status = response?.statusCode;
    },
    'undici:request:trailers': ({ request }) => end(request, undefined),
    'undici:request:error': ({ request, error }) => end(request, error),
  };
  const entries = Object.entries(listeners) as [string, (message: unknown) => void][];
  for (const [name, listener] of entries) subscribe(name, listener);
  return () => {
    for (const [name, listener] of entries) unsubscribe(name, listener);
  };
}

function outgoing(request: UndiciRequest): OutgoingRequest {
  return {
    method: request.method,
    url: () => requestUrl(new URL(request.origin).origin, request.path),
    hasHeader: (name) => hasHeader(request.headers, name.toLowerCase()),
    setHeader: (name, value) => void request.addHeader(name, value),
  };
}

function hasHeader(headers: readonly unknown[], name: string): boolean {
  return headers.some((key, at) => at % 2 === 0 && typeof key === 'string' && key.toLowerCase() === name);
}
