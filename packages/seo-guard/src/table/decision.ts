import { formatRobotsTag } from '../robots/format-robots-tag.js';
import { mergePolicies, OPEN, type RobotsPolicy } from '../robots/robots-policy.js';
import type { TableRule } from './table-rule.js';

/** What holds for the responses of a path. */
export interface Decision {
  /** Every rule that had a say. */
  readonly rules: readonly TableRule[];
  readonly policy: RobotsPolicy;
  /** The policy as an `X-Robots-Tag` value; empty for none. */
  readonly robots: string;
  /** Whether responses tell browsers to send no referrer. */
  readonly unreferred: boolean;
  /** Whether responses are kept out of caches. */
  readonly uncached: boolean;
}

/**
 * All these rules at once, of which the more restrictive one holds.
 * @param uncached whether a path that may be meant is sensitive and not cacheable
 */
export function decide(rules: readonly TableRule[], uncached: boolean): Decision {
  const policy = rules.map((rule) => rule.policy).reduce(mergePolicies, OPEN);
  const unreferred = rules.some(({ sensitive }) => sensitive);
  return { rules, policy, robots: formatRobotsTag(policy), unreferred, uncached };
}

/** Whether one path, matched by these rules, is kept out of caches. */
export function isUncached(rules: readonly TableRule[]): boolean {
  return rules.some(({ sensitive }) => sensitive) && !rules.some(({ cacheable }) => cacheable);
}
