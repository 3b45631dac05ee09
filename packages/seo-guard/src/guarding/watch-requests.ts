import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { AbstractHttpAdapter } from '@nestjs/core';

type OnRequest = (request: IncomingMessage, response: ServerResponse) => void;

/** https://nodejs.org/api/diagnostics_channel.html#http */
const REQUEST_START = 'http.server.request.start';

/**
 * Calls `onRequest` for every request of an application before anything can answer it; returns what stops it.
 *
 * The server's own `request` event is not enough: Node answers a missing `Host` and an unknown `Expect` without it, and
 * Fastify listens on `localhost`, its default, with a second server for the second address.
 */
export function watchRequests(adapter: AbstractHttpAdapter, onRequest: OnRequest): () => void {
  const server = adapter.getHttpServer() as Server;
  const framework = adapter.getInstance<{ readonly routing?: unknown }>();
  const known = new WeakSet<Server>([server]);
  const isOurs = (other: Server): boolean => {
    if (known.has(other)) return true;
    const listeners: readonly unknown[] = other.listeners('request');
    const serves = [framework, framework.routing].some((handler) => listeners.includes(handler));
    if (serves) known.add(other);
    return serves;
  };
  const onStart = (message: unknown): void => {
    const { server: other, request, response } = message as StartMessage;
    if (isOurs(other)) onRequest(request, response);
  };
  // HTTP/2 has no such channel.
  const onHttp2 = (request: IncomingMessage, response: ServerResponse): void => {
    if (request.httpVersionMajor === 2) onRequest(request, response);
  };
  subscribe(REQUEST_START, onStart);
  server.prependListener('request', onHttp2);
  return () => {
    unsubscribe(REQUEST_START, onStart);
    server.removeListener('request', onHttp2);
  };
}

interface StartMessage {
  readonly server: Server;
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
}
