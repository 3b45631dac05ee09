import type { RouteTable } from './route-table.js';

/** The parts of an Express 5 application that its router is read from. */
export interface ExpressApplication {
  readonly router?: { readonly stack?: readonly ExpressLayer[] };
}

interface ExpressLayer {
  match(path: string): unknown;
  readonly route?: { readonly stack: readonly { readonly method?: string; readonly handle: object }[] };
}

/** Nest's own key for the method of a route handler; its constant is not exported. */
const METHOD_METADATA = 'method';

/**
 * Reads the router of Express. Only Nest's handlers count: middleware for a method looks like a route there, and so does
 * Nest's handler for what it does not find.
 */
export class ExpressRouteTable implements RouteTable {
  constructor(
    private readonly application: ExpressApplication,
    private readonly isHostBound: (handlerName: string) => boolean,
  ) {}

  methodsOf(target: string): ReadonlySet<string> | undefined {
    const path = pathOf(target);
    const methods = new Set<string>();
    for (const layer of this.application.router?.stack ?? []) {
      if (!layer.route || !matches(layer, path)) continue;
      for (const { method, handle } of layer.route.stack) {
        if (method === undefined || !Reflect.hasMetadata(METHOD_METADATA, handle)) continue;
        if (this.isHostBound((handle as { readonly name: string }).name)) return undefined;
        methods.add(method.toUpperCase());
      }
    }
    // Express answers HEAD by the handler of GET.
    if (methods.has('GET')) methods.add('HEAD');
    return methods;
  }
}

function pathOf(target: string): string {
  return target.replace(/[?#].*$/s, '').replace(/^https?:\/\/[^/]*/i, '') || '/';
}

/** A path parameter that is not UTF-8 makes the layer throw; Express has rejected such a request before. */
function matches(layer: ExpressLayer, path: string): boolean {
  try {
    return Boolean(layer.match(path));
  } catch {
    return false;
  }
}
