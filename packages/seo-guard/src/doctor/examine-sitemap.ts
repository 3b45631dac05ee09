import { forbiddingLine } from '../site-files/robots-txt/crawl-verdict.js';
import type { RobotsTxt } from '../site-files/robots-txt/read-robots-txt.js';
import { tell } from './examine-robots-txt.js';
import type { GuardedTable } from './guarded-table.js';

/** What URLs of a sitemap are held against. */
export interface SitemapChecks {
  readonly table: GuardedTable;
  readonly robotsTxt: RobotsTxt;
  readonly otherCrawlers: readonly string[];
}

/**
 * Why a path with its query must not stand in a sitemap: because it is not to be indexed, or a search engine may not fetch it.
 * The reason holds no part of the path, which can be secret. Undefined where nothing speaks against it.
 */
export function sitemapRefusal(target: string, checks: SitemapChecks): string | undefined {
  const { table, robotsTxt, otherCrawlers } = checks;
  const source = table.noindexBy(target, []);
  if (source !== undefined) return `${source} keeps it out of search results`;
  const line = crawlersOf(robotsTxt, otherCrawlers)
    .map((name) => forbiddingLine(robotsTxt, name, target))
    .find((found) => found !== undefined);
  return line && `${tell(line)} forbids crawlers to fetch it`;
}

/** The search engines that robots.txt tells apart. */
export function crawlersOf({ groups }: RobotsTxt, otherCrawlers: readonly string[]): readonly string[] {
  return [...new Set(['*', ...groups.keys()])].filter((name) => !otherCrawlers.includes(name));
}
