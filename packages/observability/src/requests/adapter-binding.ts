import type { IncomingMessage, ServerResponse } from 'node:http';
import type { AbstractHttpAdapter } from '@nestjs/core';
import type { RequestTracker } from './request-tracker.js';
import type { RoutedRequest } from './route-template.js';

interface FastifyLike {
  addHook(
    name: 'onRequest',
    hook: (
      request: RoutedRequest & { id: string; readonly raw: IncomingMessage },
      reply: { readonly raw: ServerResponse; header(name: string, value: string): unknown },
      done: () => void,
    ) => void,
  ): unknown;
}

interface ExpressLike {
  use(
    middleware: (
      request: RoutedRequest & IncomingMessage,
      response: ServerResponse,
      next: () => void,
    ) => void,
  ): unknown;
}

/**
 * Has the framework run each request in its context, by its own means: a hook on Fastify, a middleware on Express. Must be
 * called before the framework registers anything else, so that body parsers and other middleware are inside.
 * @throws {TypeError} for any other HTTP adapter
 */
export function bindAdapter(adapter: AbstractHttpAdapter, tracker: RequestTracker): void {
  switch (adapter.getType()) {
    case 'fastify':
      return bindFastify(adapter.getInstance<FastifyLike>(), tracker);
    case 'express':
      return bindExpress(adapter.getInstance<ExpressLike>(), tracker);
    default:
      throw new TypeError(
        `observability: HTTP adapter "${adapter.getType()}" is not supported; use Fastify or Express.`,
      );
  }
}

function bindFastify(fastify: FastifyLike, tracker: RequestTracker): void {
  fastify.addHook('onRequest', (request, reply, done) => {
    const tracked = tracker.track(request.raw, reply.raw);
    tracked.routed = request;
    request.id = tracked.requestId.id;
    // Where it belongs in the end, unless the application takes it away.
    reply.header(tracker.headerName, tracked.requestId.id);
    tracker.run(tracked, done);
  });
}

function bindExpress(express: ExpressLike, tracker: RequestTracker): void {
  express.use((request, response, next) => {
    const tracked = tracker.track(request, response);
    tracked.routed = request;
    tracker.run(tracked, next);
  });
}
