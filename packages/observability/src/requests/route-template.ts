/** The parts of a Fastify or an Express request that tell which route took it. */
export interface RoutedRequest {
  readonly routeOptions?: { readonly url?: string | undefined };
  readonly route?: { readonly path?: unknown };
  readonly baseUrl?: string;
}

/** The template of the matched route (`/items/:id`); undefined when none matched, or a pattern without a text. */
export function routeTemplate({ routeOptions, route, baseUrl = '' }: RoutedRequest): string | undefined {
  if (routeOptions) return routeOptions.url;
  return typeof route?.path === 'string' ? `${baseUrl}${route.path}` : undefined;
}
