import findMyWay from 'find-my-way';
import type { RouteTable } from './route-table.js';

/** The parts of a Fastify instance that its routes are heard from. */
export interface FastifyApplication {
  readonly initialConfig: { readonly routerOptions?: object };
  addHook(name: 'onRoute', hook: (route: FastifyRoute) => void): unknown;
}

interface FastifyRoute {
  readonly method: string | readonly string[];
  readonly url: string;
  readonly handler: { readonly name: string };
  readonly constraints?: Readonly<Record<string, unknown>>;
}

type Router = ReturnType<typeof findMyWay>;
type Method = Parameters<Router['find']>[0];

/** Options of Fastify's router that decide which route a path belongs to. */
const MATCHING = [
  'caseSensitive',
  'ignoreTrailingSlash',
  'ignoreDuplicateSlashes',
  'useSemicolonDelimiter',
  'maxParamLength',
] as const;

/**
 * Keeps the routes of Fastify, which does not give away its own router, in routers of the same make: `find` there serves
 * nothing. Made before the routes are, since Fastify only tells of new ones.
 */
export class FastifyRouteTable implements RouteTable {
  private readonly methods = new Set<string>();
  /** One for each set of constraints, so that routes which only differ in their version do not collide. */
  private readonly routers = new Map<string, Router>();

  constructor(
    private readonly application: FastifyApplication,
    private readonly isHostBound: (handlerName: string) => boolean,
  ) {
    application.addHook('onRoute', (route) => this.keep(route));
  }

  methodsOf(target: string): ReadonlySet<string> | undefined {
    const path = target.replace(/[?#].*$/s, '');
    const found = new Set<string>();
    for (const router of this.routers.values()) {
      for (const method of this.methods) {
        const route = router.find(method as Method, path);
        if (!route || hasEmptyParameter(route.params)) continue;
        if ((route.store as RouteMark).isBound) return undefined;
        found.add(method);
      }
    }
    return found;
  }

  private keep({ method, url, handler, constraints = {} }: FastifyRoute): void {
    const isBound =
      this.isHostBound(handler.name) || Object.keys(constraints).some((name) => name !== 'version');
    const mark: RouteMark = { isBound };
    for (const name of [method].flat()) {
      this.methods.add(name);
      try {
        this.routerFor(constraints).on(name as Method, url, () => undefined, mark);
      } catch {
        // Fastify tells of a route before it refuses it, such as a second one of the same path: its error is the one to see.
      }
    }
  }

  private routerFor(constraints: Readonly<Record<string, unknown>>): Router {
    const key = Object.entries(constraints)
      .map(([name, value]) => `${name}=${[value].flat().map(String).join()}`)
      .join('&');
    const known = this.routers.get(key);
    if (known) return known;
    const options = (this.application.initialConfig.routerOptions ?? {}) as Readonly<Record<string, unknown>>;
    const matching = MATCHING.filter((name) => options[name] !== undefined);
    const router = findMyWay({
      ...Object.fromEntries(matching.map((name) => [name, options[name]])),
      // Fastify has checked them by its own setting.
      allowUnsafeRegex: true,
    });
    this.routers.set(key, router);
    return router;
  }
}

interface RouteMark {
  /** The route is for some hosts only, or has a constraint that only the framework can decide. */
  readonly isBound: boolean;
}

/** Nest serves no route with an empty parameter; only a wildcard may be empty. */
function hasEmptyParameter(parameters: Readonly<Record<string, string | undefined>>): boolean {
  return Object.entries(parameters).some(([name, value]) => value === '' && name !== '*');
}
