/** Lines for some crawlers. */
export interface CrawlerGroup {
  /** Names of crawlers, such as `Googlebot`; they obey this group only, none of the lines for everyone. */
  readonly crawlers: readonly string[];
  /** Paths that are not to be fetched: prefixes, with `*` for anything and `$` for the end. @default none */
  readonly disallow?: readonly string[];
  /** Paths that may be fetched all the same, if longer than the one that forbids it. @default none */
  readonly allow?: readonly string[];
}

/** What a robots.txt is written from. */
export interface RobotsTxtParts {
  readonly groups: readonly CrawlerGroup[];
  /** Absolute URLs. */
  readonly sitemaps: readonly string[];
  /** Lines of your own, at the end. */
  readonly extra?: string | undefined;
}

/** The text of a robots.txt (RFC 9309); a group without a path allows everything. */
export function writeRobotsTxt({ groups, sitemaps, extra }: RobotsTxtParts): string {
  const blocks = [
    ...groups.map(writeGroup),
    ...(sitemaps.length > 0 ? [sitemaps.map((url) => `Sitemap: ${url}`).join('\n')] : []),
    ...(extra?.trim() ? [extra.trim()] : []),
  ];
  return `${blocks.join('\n\n')}\n`;
}

function writeGroup({ crawlers, disallow = [], allow = [] }: CrawlerGroup): string {
  const nothing = disallow.length + allow.length === 0;
  return [
    ...crawlers.map((name) => `User-agent: ${name}`),
    ...allow.map((path) => `Allow: ${path}`),
    ...disallow.map((path) => `Disallow: ${path}`),
    ...(nothing ? ['Disallow:'] : []),
  ].join('\n');
}

/**
 * The robots.txt of an application that must not be found, such as staging. It allows everything: a crawler that may not fetch
 * a page never sees its noindex, and indexes the bare URL.
 * Source: https://developers.google.com/search/docs/crawling-indexing/block-indexing
 */
export const LOCKED_ROBOTS_TXT =
  '# Not for search results: every response says noindex, which a crawler has to fetch to see.\nUser-agent: *\nDisallow:\n';
