import type { RobotsDirectives } from '../robots/robots-directives.js';

/** What holds for the paths that a pattern matches, for every method. */
export interface PathRule {
  /**
   * A path as Nest 12 writes it in routes, from the root, the global prefix included: `/share/:id`, `/share/{*path}` for
   * everything below `/share/`, `/share{/*path}` for `/share` too. Upper and lower case are the same, and so are a path with
   * a slash at the end and without.
   */
  readonly path: string;
  /** `{}` restricts nothing: these paths are known, and no longer what `unmatched` is for. @default {} */
  readonly robots?: RobotsDirectives;
  /** The one crawler that `robots` is for, such as `googlebot` or `yeti`. @default every crawler */
  readonly bot?: string;
  /**
   * Pages whose address or content is a secret: `noindex, nofollow`, `Cache-Control: private, no-store`,
   * `Referrer-Policy: no-referrer`, and no validators. @default false
   */
  readonly sensitive?: boolean;
  /** Lifts what `sensitive` says about caches, of this rule and of others, and nothing else. @default false */
  readonly cacheable?: boolean;
}
