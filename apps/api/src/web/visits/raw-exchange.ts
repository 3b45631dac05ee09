import type { IncomingMessage, ServerResponse } from 'node:http';
import type { ExecutionContext } from '@nestjs/common';

/** Request and response of Node, whatever the framework is. */
export interface RawExchange {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
}

/** Fastify keeps Node's objects in `raw`; Express extends them. */
export function rawExchange(context: ExecutionContext): RawExchange {
  const http = context.switchToHttp();
  return { request: raw(http.getRequest()), response: raw(http.getResponse()) };
}

/** Node's request or response of a framework's. */
export function raw<T extends object>(wrapped: T | { readonly raw: T }): T {
  return 'raw' in wrapped ? wrapped.raw : wrapped;
}
