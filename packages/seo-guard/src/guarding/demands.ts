import { explainLine } from '../explaining/explain.js';
import { formatRobotsTag } from '../robots/format-robots-tag.js';
import { parseRobotsTag } from '../robots/parse-robots-tag.js';
import { mergePolicies } from '../robots/robots-policy.js';
import type { Decision } from '../table/decision.js';
import { concernsCaches, EXPLAIN_HEADER, ROBOTS_HEADER, UNCACHED, UNREFERRED } from './header-names.js';

/** What a decision demands of the headers of a response. */
export interface Demands {
  /** Whether a request's own `If-None-Match` and its like could be answered from a cache that must not exist. */
  readonly uncached: boolean;
  /** Headers that have exactly this value. */
  readonly fixed: readonly (readonly [name: string, value: string])[];
  /** Whether a header, in lower case, does not stay as the application wrote it. */
  replaces(name: string): boolean;
  /** The one value of `X-Robots-Tag`, given those that the application wrote; empty for none. */
  robots(written: readonly string[]): string;
}

/** Undefined where nothing is demanded. */
export function demandsOf(decision: Decision, explains: boolean): Demands | undefined {
  const { robots, policy, unreferred, uncached } = decision;
  if (robots === '' && !unreferred && !uncached && !explains) return undefined;
  const fixed = [
    ...(unreferred ? [UNREFERRED] : []),
    ...(uncached ? [UNCACHED] : []),
    ...(explains ? [[EXPLAIN_HEADER, explainLine(decision)] as const] : []),
  ];
  const names = new Set([ROBOTS_HEADER, ...fixed.map(([name]) => name)].map((name) => name.toLowerCase()));
  return {
    uncached,
    fixed,
    replaces: (name) => names.has(name) || (uncached && concernsCaches(name)),
    robots(written) {
      if (written.length === 0 || (written.length === 1 && written[0] === robots)) return robots;
      return formatRobotsTag(mergePolicies(policy, parseRobotsTag(written)));
    },
  };
}
