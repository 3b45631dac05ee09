import { createHash } from 'node:crypto';
import { RequestMethod, type ExecutionContext } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { ThrottlerModuleOptions } from '@nestjs/throttler';
import { throttledMessage } from '@couplekit/problem-details';
import { rawExchange } from '../visits/raw-exchange.js';
import type { WebOptions } from '../web-options.js';
import { clientAddress } from './client-address.js';
import {
  limitOfRoute,
  RATE_LIMIT_NAMES,
  type RateLimitName,
  type RateLimits,
} from './rate-limit-policies.js';
import { RATE_LIMIT } from './rate-limit.decorator.js';

/** Limits as @nestjs/throttler and its problem pack want them. */
export function throttlersOf(limits: RateLimits): { name: RateLimitName; limit: number; ttl: number }[] {
  return RATE_LIMIT_NAMES.map((name) => {
    const { limit, window } = limits[name];
    return { name, limit, ttl: window * 1000 };
  });
}

/** Options of ThrottlerModule: one counter for each limit and address. */
export function throttlerOptions({
  rateLimits,
  trustedProxies,
}: WebOptions): Exclude<ThrottlerModuleOptions, unknown[]> {
  const reflector = new Reflector();
  return {
    throttlers: rateLimits
      ? throttlersOf(rateLimits).map((throttler) => ({
          ...throttler,
          skipIf: (context) => limitOf(context, reflector) !== throttler.name,
        }))
      : [],
    errorMessage: throttledMessage,
    getTracker: (_, context) => {
      const { request } = rawExchange(context);
      const forwardedFor = request.headers['x-forwarded-for']?.toString();
      return clientAddress({ socket: request.socket.remoteAddress, forwardedFor }, trustedProxies);
    },
    // An address is personal: it is counted, and not kept.
    generateKey: (_, tracker, name) => `${name}:${createHash('sha256').update(tracker).digest('base64url')}`,
  };
}

function limitOf(context: ExecutionContext, reflector: Reflector): RateLimitName | undefined {
  const [handler, controller] = [context.getHandler(), context.getClass()];
  const named = reflector.getAllAndOverride<RateLimitName | undefined>(RATE_LIMIT, [handler, controller]);
  return named ?? limitOfRoute(routeOf(handler, controller));
}

/** As Nest keeps it in the metadata of `@Controller()` and `@Post()`, under keys that it does not export. */
function routeOf(handler: object, controller: object): string {
  const method = RequestMethod[Reflect.getMetadata('method', handler) as RequestMethod];
  const path = [controller, handler].flatMap((target) => {
    const declared = Reflect.getMetadata('path', target) as string | readonly string[] | undefined;
    return [declared ?? ''].flat()[0]?.split('/').filter(Boolean) ?? [];
  });
  return `${method} /${path.join('/')}`;
}
