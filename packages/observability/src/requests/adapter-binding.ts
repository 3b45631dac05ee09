import type { IncomingMessage, ServerResponse } from 'node:http';
import type { AbstractHttpAdapter } from '@nestjs/core';
import type { RequestTracker } from './request-tracker.js';

interface FastifyRequestLike {
  id: string;
  readonly raw: IncomingMessage;
  readonly routeOptions?: { readonly url?: string | undefined };
}

interface FastifyLike {
  addHook(
    name: 'onRequest',
    hook: (request: FastifyRequestLike, reply: unknown, done: () => void) => void,
  ): unknown;
}

type ExpressRequestLike = IncomingMessage & {
  readonly baseUrl?: string;
  readonly route?: { readonly path?: unknown };
};

interface ExpressLike {
  use(middleware: (request: ExpressRequestLike, response: ServerResponse, next: () => void) => void): unknown;
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
  fastify.addHook('onRequest', (request, _reply, done) => {
    tracker.enter(
      request.raw,
      () => request.routeOptions?.url,
      (requestId) => {
        if (requestId !== undefined) request.id = requestId;
        done();
      },
    );
  });
}

function bindExpress(express: ExpressLike, tracker: RequestTracker): void {
  express.use((request, _response, next) => {
    const route = () => {
      const path = request.route?.path;
      return typeof path === 'string' ? `${request.baseUrl ?? ''}${path}` : undefined;
    };
    tracker.enter(request, route, () => next());
  });
}
