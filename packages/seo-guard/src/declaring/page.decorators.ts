import { NOINDEX_NOFOLLOW, type RobotsDirectives } from '../robots/robots-directives.js';
import { declare } from './declaration.js';

/** Options of {@link Robots}. */
export interface RobotsOptions {
  /** The one crawler that the directives are for, such as `googlebot` or `yeti`. @default every crawler */
  readonly bot?: string;
}

/** Options of {@link SensitivePage}. */
export interface SensitivePageOptions {
  /** Whether caches may keep it all the same, such as a picture for previews of links. @default false */
  readonly cacheable?: boolean;
}

/**
 * Restricts what crawlers may do with every response of a handler's path, or of everything below a controller's path, from
 * before any guard runs. Several on the same class or method add up. A page that has only directives such as `maxSnippet`
 * may be indexed: it is declared.
 */
export function Robots(
  directives: RobotsDirectives,
  options: RobotsOptions = {},
): ClassDecorator & MethodDecorator {
  return declare({ decorator: '@Robots()', robots: directives, ...options });
}

/** Keeps a handler's path, or everything below a controller's, out of search results: `noindex, nofollow`. */
export function NoIndex(): ClassDecorator & MethodDecorator {
  return declare({ decorator: '@NoIndex()', robots: NOINDEX_NOFOLLOW });
}

/**
 * Declares that the path of a handler, or of each handler of a controller, may be indexed: what nothing declares may not. It
 * lifts no rule that says otherwise.
 */
export function Indexable(): ClassDecorator & MethodDecorator {
  return declare({ decorator: '@Indexable()', opens: true });
}

/**
 * Keeps a page whose address or content is a secret out of search results, caches and referrers: `noindex, nofollow`,
 * `Cache-Control: private, no-store`, `Referrer-Policy: no-referrer`, no validators. On a controller, everything below its path.
 */
export function SensitivePage(options: SensitivePageOptions = {}): ClassDecorator & MethodDecorator {
  return declare({ decorator: '@SensitivePage()', sensitive: true, ...options });
}
