import { mergeRules, NO_RESTRICTION, restricts, type RobotsRule } from './robots-rule.js';

/** Rules by the crawler they are for, its name in lower case; the empty name is every crawler. */
export type RobotsPolicy = ReadonlyMap<string, RobotsRule>;

/** Restricts nothing, for nobody. */
export const OPEN: RobotsPolicy = new Map();

/** A policy for every crawler, or for the one called `bot`. */
export function policyOf(rule: RobotsRule, bot = ''): RobotsPolicy {
  return restricts(rule) ? new Map([[bot.toLowerCase(), rule]]) : OPEN;
}

/** Both policies at once, crawler by crawler. */
export function mergePolicies(a: RobotsPolicy, b: RobotsPolicy): RobotsPolicy {
  const merged = new Map(a);
  for (const [bot, rule] of b) merged.set(bot, mergeRules(merged.get(bot) ?? NO_RESTRICTION, rule));
  return merged;
}

/**
 * What one crawler obeys: the rules for everyone and its own together, which is how Google reads groups ("the sum of the
 * negative rules"). A crawler called `googlebot-news` is not `googlebot` here.
 * Source: https://developers.google.com/search/docs/crawling-indexing/robots-meta-tag
 */
export function ruleForCrawler(policy: RobotsPolicy, bot: string): RobotsRule {
  return mergeRules(policy.get('') ?? NO_RESTRICTION, policy.get(bot.toLowerCase()) ?? NO_RESTRICTION);
}

/**
 * Whether some crawler may show the page under its own address: one that has no group of its own may, unless everyone is
 * told `noindex`. `unavailable_after` does not count, because crawlers other than Google's do not know it.
 */
export function isIndexable(policy: RobotsPolicy): boolean {
  return (policy.get('') ?? NO_RESTRICTION).index === 2;
}
