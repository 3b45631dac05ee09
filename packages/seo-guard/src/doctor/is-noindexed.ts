import { parseRobotsTag } from '../robots/parse-robots-tag.js';
import { ruleForCrawler } from '../robots/robots-policy.js';

/** Whether an `X-Robots-Tag` value keeps everyone, or at least one of these crawlers, from indexing. */
export function isNoindexed(robots: string, crawlers: readonly string[]): boolean {
  const policy = parseRobotsTag(robots);
  return ['', ...crawlers].some((crawler) => ruleForCrawler(policy, crawler).index < 2);
}

/** Crawlers that an `X-Robots-Tag` value names. */
export function namedCrawlers(robots: string): readonly string[] {
  return [...parseRobotsTag(robots).keys()].filter((name) => name !== '');
}
