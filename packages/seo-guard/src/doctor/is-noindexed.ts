import { NO_RESTRICTION, mergeRules } from '../robots-directives.js';
import { parseRobotsTag } from '../robots-header.js';

/** Whether an `X-Robots-Tag` value keeps at least one of these crawlers from indexing; `` is every crawler. */
export function isNoindexed(robots: string, crawlers: readonly string[]): boolean {
  const policy = parseRobotsTag(robots);
  const everyone = policy.get('') ?? NO_RESTRICTION;
  return ['', ...crawlers].some((name) => mergeRules(everyone, policy.get(name) ?? NO_RESTRICTION).index < 2);
}

/** Crawlers that an `X-Robots-Tag` value names. */
export function namedCrawlers(robots: string): readonly string[] {
  return [...parseRobotsTag(robots).keys()].filter((name) => name !== '');
}
