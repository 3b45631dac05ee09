import { pathToRegexp } from 'path-to-regexp';
import { pathReadings } from './path-readings.js';
import { ruleOf, type RobotsDirectives } from '../robots/robots-directives.js';
import { formatRobotsTag, mergePolicies, policyOf, type RobotsPolicy } from '../robots/robots-header.js';

/** Directives for the paths that a pattern matches, for every method. */
export interface PathRule {
  /**
   * A path as Nest 12 writes it in routes, from the root, the global prefix included: `/share/:id`, `/share/{*path}` for
   * everything below `/share/`, `/share{/*path}` for `/share` too. Upper and lower case are the same, and so are a path with
   * a slash at the end and without.
   */
  readonly path: string;
  readonly robots: RobotsDirectives;
}

/** A rule that can also hold for everything below its path. */
export interface TableRule extends PathRule {
  /** @default 'path' */
  readonly reach?: 'path' | 'below';
}

/** The compiled rules of an application. */
export class PathTable {
  private readonly entries: readonly { readonly regexp: RegExp; readonly policy: RobotsPolicy }[];
  private readonly everywhere: RobotsPolicy | undefined;

  /** @throws {TypeError} naming the path whose pattern or directives cannot be used */
  constructor(rules: readonly TableRule[], everywhere: RobotsDirectives = {}) {
    this.entries = rules.map(compile).filter(({ policy }) => restricts(policy));
    this.everywhere = [policyOf(ruleOf(everywhere))].find(restricts);
  }

  /** The policy for a request target; undefined where nothing is said. */
  find(target: string): RobotsPolicy | undefined {
    const paths = pathReadings(target);
    let policy = this.everywhere;
    for (const entry of this.entries) {
      if (!paths.some((path) => entry.regexp.test(path))) continue;
      policy = policy ? mergePolicies(policy, entry.policy) : entry.policy;
    }
    return policy;
  }
}

function compile({ path, robots, reach = 'path' }: TableRule): { regexp: RegExp; policy: RobotsPolicy } {
  try {
    if (!path.startsWith('/')) throw new TypeError('a path begins with a slash.');
    const { source } = pathToRegexp(path, { end: reach === 'path' }).regexp;
    // Fastify's router lets a parameter be empty: `/share/` and `/share//x` reach `/share/:id` and `/share/:id/x`.
    return { regexp: new RegExp(source.replaceAll('+)', '*)'), 'i'), policy: policyOf(ruleOf(robots)) };
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new TypeError(`seo-guard: the rule for "${path}" cannot be used: ${reason}`, { cause });
  }
}

function restricts(policy: RobotsPolicy): boolean {
  return formatRobotsTag(policy) !== '';
}
