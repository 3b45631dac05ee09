import { pathToRegexp } from 'path-to-regexp';
import { ruleOf, type RobotsDirectives } from './robots-directives.js';
import { mergePolicies, policyOf, type RobotsPolicy } from './robots-header.js';

/** Directives for the paths that a pattern matches. */
export interface PathRule {
  /** A route path as Nest 12 writes it, for example `/share{/*path}`; upper and lower case are the same. */
  readonly path: string;
  readonly robots: RobotsDirectives;
}

/** The compiled rules of an application. */
export class PathTable {
  private readonly entries: readonly { readonly regexp: RegExp; readonly policy: RobotsPolicy }[];
  private readonly everywhere: RobotsPolicy | undefined;

  /** @throws {TypeError} naming the path whose pattern or directives cannot be used */
  constructor(rules: readonly PathRule[], everywhere?: RobotsDirectives) {
    this.entries = rules.map(compile);
    this.everywhere = everywhere && policyOf(ruleOf(everywhere));
  }

  /** The policy for a request target; undefined where nothing is said. */
  find(target: string): RobotsPolicy | undefined {
    const paths = readings(target);
    let policy = this.everywhere;
    for (const entry of this.entries) {
      if (!paths.some((path) => entry.regexp.test(path))) continue;
      policy = policy ? mergePolicies(policy, entry.policy) : entry.policy;
    }
    return policy;
  }
}

function compile({ path, robots }: PathRule): { regexp: RegExp; policy: RobotsPolicy } {
  try {
    return { regexp: pathToRegexp(path, { sensitive: false }).regexp, policy: policyOf(ruleOf(robots)) };
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new TypeError(`seo-guard: the rule for "${path}" cannot be used: ${reason}`, { cause });
  }
}

/**
 * The path of a request target in every way a router might read it: as it came and decoded, with repeated slashes folded.
 * Reading too much only guards more.
 */
function readings(target: string): readonly string[] {
  const path = target.replace(/[?#].*$/s, '').replace(/^[a-z][a-z0-9+.-]*:\/\/[^/]*/i, '') || '/';
  const folded = path.replaceAll(/\/{2,}/g, '/');
  const decoded = folded.replaceAll(/(?:%[0-9a-f]{2})+/gi, decodeOrKeep).replaceAll(/\/{2,}/g, '/');
  return decoded === folded ? [folded] : [folded, decoded];
}

function decodeOrKeep(encoded: string): string {
  try {
    return decodeURIComponent(encoded);
  } catch {
    return encoded;
  }
}
