import { Injectable, NotFoundException } from '@nestjs/common';
import { HttpAdapterHost, ModulesContainer } from '@nestjs/core';
import { ProblemException } from '../problem-exception.js';
import { requestTarget, type ProblemRequest } from '../telling/problem-request.js';
import { allowedMethods } from './allowed-methods.js';
import { ExpressRouteTable, type ExpressApplication } from './express-route-table.js';
import { FastifyRouteTable, type FastifyApplication } from './fastify-route-table.js';
import { hostBoundHandlers } from './host-bound-handlers.js';
import type { RouteTable } from './route-table.js';

/** Knows which methods a path has routes for: Nest answers a wrong method with 404, like a path that does not exist. */
@Injectable()
export class MethodGuide {
  private readonly table: RouteTable | undefined;

  constructor(adapterHost: HttpAdapterHost, modules: ModulesContainer) {
    this.table = routeTable(adapterHost, hostBoundHandlers(modules));
  }

  /**
   * A 405 with `Allow` (RFC 9110 section 15.5.6) in place of the router's 404 when other methods have a route for the path;
   * anything else as it is. A 404 of a handler or middleware keeps its meaning.
   */
  explain(thrown: unknown, request: ProblemRequest): unknown {
    const target = requestTarget(request);
    if (!isRouterMiss(thrown, request, target)) return thrown;
    const methods = allowedMethods(this.table?.methodsOf(target));
    if (!methods || methods.includes(request.method ?? '')) return thrown;
    return new ProblemException(405, { headers: { Allow: methods.join(', ') } });
  }

  /** `Allow` for a 405 that the application threw without one: the routed methods but the refused one. */
  allowBesides(request: ProblemRequest): string {
    const methods = allowedMethods(this.table?.methodsOf(requestTarget(request))) ?? [];
    return methods.filter((method) => method !== request.method).join(', ');
  }
}

/** Nest's not-found handler says so in these very words. */
function isRouterMiss(thrown: unknown, { method }: ProblemRequest, target: string): boolean {
  try {
    return thrown instanceof NotFoundException && thrown.message === `Cannot ${method} ${target}`;
  } catch {
    // A proxy may throw when it is asked for its class.
    return false;
  }
}

function routeTable(
  { httpAdapter }: HttpAdapterHost,
  isHostBound: (handlerName: string) => boolean,
): RouteTable | undefined {
  const type: unknown = httpAdapter?.getType?.();
  switch (type) {
    case 'express':
      return new ExpressRouteTable(httpAdapter.getInstance<ExpressApplication>(), isHostBound);
    case 'fastify':
      return new FastifyRouteTable(httpAdapter.getInstance<FastifyApplication>(), isHostBound);
    default:
      return undefined;
  }
}
