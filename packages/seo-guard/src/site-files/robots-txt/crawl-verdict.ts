import { canonicalTarget, matchesPattern } from './robots-pattern.js';
import type { CrawlLine, RobotsTxt } from './read-robots-txt.js';

/** Which group a crawler obeys: its own, for a crawler of Google's family `googlebot`, else `*`. */
export function groupOf({ groups }: RobotsTxt, crawler: string): string {
  const name = crawler.toLowerCase();
  // https://developers.google.com/search/docs/crawling-indexing/robots-meta-tag, "googlebot-news".
  const names = [name, name.replace(/^googlebot-.*/, 'googlebot')];
  return names.find((own) => groups.has(own)) ?? '*';
}

/**
 * The line that forbids a crawler to fetch a path with its query; undefined where it may. The longest line that matches
 * holds, of two as long `Allow` (RFC 9309 section 2.2.2). `/robots.txt` itself may always be fetched.
 */
export function forbiddingLine(robotsTxt: RobotsTxt, crawler: string, target: string): CrawlLine | undefined {
  const canonical = canonicalTarget(target);
  if (/^\/robots\.txt(?:\?|$)/.test(canonical)) return undefined;
  const lines = robotsTxt.groups.get(groupOf(robotsTxt, crawler)) ?? [];
  const deciding = lines
    .filter(({ pattern }) => matchesPattern(pattern, canonical))
    .reduce<CrawlLine | undefined>(
      (best, line) => (best && !isStronger(line, best) ? best : line),
      undefined,
    );
  return deciding?.allows === false ? deciding : undefined;
}

function isStronger(a: CrawlLine, b: CrawlLine): boolean {
  const difference = a.pattern.length - b.pattern.length;
  return difference > 0 || (difference === 0 && a.allows && !b.allows);
}
