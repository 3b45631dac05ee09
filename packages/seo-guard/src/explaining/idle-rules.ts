import { formatRobotsTag } from '../robots/format-robots-tag.js';
import { isIndexable } from '../robots/robots-policy.js';
import type { Decision } from '../table/decision.js';
import type { TableRule } from '../table/table-rule.js';

/** Rules that change nothing, each as one sentence about what is wrong. */
export function idleRules(
  rules: readonly TableRule[],
  decide: (path: string) => Decision,
  everywhere: readonly TableRule[],
): readonly string[] {
  return [...repeated(rules), ...overruled(rules, decide, everywhere)];
}

function repeated(rules: readonly TableRule[]): readonly string[] {
  const seen = new Set<string>();
  return rules.flatMap(({ path, reach, source, policy, sensitive, cacheable }) => {
    const key = [path.toLowerCase(), reach, source, formatRobotsTag(policy), sensitive, cacheable].join(' ');
    if (seen.has(key)) return [`${source} is there twice.`];
    seen.add(key);
    return [];
  });
}

/** Rules that open paths of which each is closed by another one. A route with versions has several paths. */
function overruled(
  rules: readonly TableRule[],
  decide: (path: string) => Decision,
  everywhere: readonly TableRule[],
): readonly string[] {
  const opening = rules.filter(({ policy, sensitive, cacheable }) => policy.size === 0 && !sensitive && !cacheable); // prettier-ignore
  return [...Map.groupBy(opening, ({ source }) => source)].flatMap(([source, open]) => {
    const closing = open.map(({ path }) =>
      decide(samplePath(path)).rules.find((rule) => !isIndexable(rule.policy) && !everywhere.includes(rule)),
    );
    const [first] = closing;
    if (first === undefined || closing.includes(undefined)) return [];
    return [`${source} opens nothing: ${first.source} says ${formatRobotsTag(first.policy)}.`];
  });
}

/** A path that a pattern matches: without its optional parts, and with a letter for each parameter. */
function samplePath(pattern: string): string {
  return pattern.replace(/\{[^{}]*\}/g, '').replace(/[:*](?:\w+|"[^"]*")/g, 'x') || '/';
}
