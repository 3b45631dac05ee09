import { formatRobotsTag } from '../robots/format-robots-tag.js';
import { isIndexable } from '../robots/robots-policy.js';
import type { Decision } from '../table/decision.js';
import { pathOf } from '../table/path-readings.js';
import type { DecidingRule, Explanation } from './explanation.js';

/** A decision about a URL or request target, for people and tools. */
export function explain(target: string, decision: Decision): Explanation {
  return {
    path: pathOf(target),
    robots: decision.robots,
    indexable: isIndexable(decision.policy),
    sensitive: decision.uncached,
    rules: decidingRules(decision),
  };
}

/** One line for a header of development: every rule and what it says, `rule /share{/*path} => noindex; unmatched path => …`. */
export function explainLine(decision: Decision): string {
  return decidingRules(decision)
    .map(
      ({ source, robots, sensitive }) =>
        `${source} => ${[...(robots ? [robots] : []), ...(sensitive ? ['sensitive'] : [])].join(', ') || 'open'}`,
    ) // prettier-ignore
    .join('; ')
    .toWellFormed()
    .replace(/[^\x20-\x7e]/gu, encodeURIComponent);
}

/** Rules of one source that say the same, such as those of several versions of a route, are told once. */
function decidingRules({ rules }: Decision): readonly DecidingRule[] {
  const told = new Map<string, DecidingRule>();
  for (const { source, policy, sensitive } of rules) {
    const robots = formatRobotsTag(policy);
    told.set(`${source} ${robots} ${sensitive}`, { source, robots, sensitive });
  }
  const isOpen = ({ robots, sensitive }: DecidingRule) => robots === '' && !sensitive;
  return [...told.values()].toSorted((a, b) => Number(isOpen(a)) - Number(isOpen(b)));
}
