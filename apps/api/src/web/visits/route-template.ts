import type { ExecutionContext } from '@nestjs/common';

/** What Fastify's request and Express's tell of their route. */
interface Routed {
  readonly routeOptions?: { readonly url?: string | undefined };
  readonly route?: { readonly path?: unknown };
}

/** The template of the route that a request has found, such as `/s/:sessionId`: its address without what stands in it. */
export function routeTemplate(context: ExecutionContext): string | undefined {
  const { routeOptions, route } = context.switchToHttp().getRequest<Routed>();
  const template = routeOptions?.url ?? route?.path;
  return typeof template === 'string' ? template || '/' : undefined;
}
