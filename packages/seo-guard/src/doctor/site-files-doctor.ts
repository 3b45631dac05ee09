import type { ResolvedSiteFiles } from '../site-files/resolve-site-files.js';
import { ROBOTS_TXT_PATH, SITEMAP_PATH } from '../site-files/resolve-site-files.js';
import { forbiddingLine } from '../site-files/robots-txt/crawl-verdict.js';
import { readRobotsTxt } from '../site-files/robots-txt/read-robots-txt.js';
import { examineRobotsTxt, tell } from './examine-robots-txt.js';
import { crawlersOf, sitemapRefusal, type SitemapChecks } from './examine-sitemap.js';
import { SiteFilesConflictError } from './site-files-conflict.error.js';
import { tableOfGuard, type ExplainingGuard } from './table-of-guard.js';

/** What the site files are held against. */
export function sitemapChecks(files: ResolvedSiteFiles, guard: ExplainingGuard): SitemapChecks {
  return {
    table: tableOfGuard(guard, [ROBOTS_TXT_PATH, SITEMAP_PATH]),
    robotsTxt: readRobotsTxt(files.robotsTxt),
    otherCrawlers: files.otherCrawlers,
  };
}

/**
 * Holds robots.txt and the known pages of the sitemap against the table, as in production: a lock hides no mistake.
 * @throws {SiteFilesConflictError} with everything that contradicts
 */
export function requireAgreement(files: ResolvedSiteFiles, guard: ExplainingGuard): void {
  const checks = sitemapChecks(files, guard);
  const problems = [
    ...examineRobotsTxt(checks.robotsTxt, checks.table, files.otherCrawlers),
    ...sitemapProblems(files, checks),
  ];
  if (problems.length > 0) throw new SiteFilesConflictError(problems);
}

function sitemapProblems(files: ResolvedSiteFiles, checks: SitemapChecks): readonly string[] {
  const { sitemap, sitemapProvider, origin } = files;
  if (sitemap.length === 0 && !sitemapProvider) return [];
  const listed = sitemap.flatMap(({ location }) => {
    const reason = sitemapRefusal(location.pathname + location.search, checks);
    return reason === undefined ? [] : [`The sitemap lists ${location.href}, but ${reason}.`];
  });
  // Only a provider fills more than one file.
  const paths = [SITEMAP_PATH, ...(sitemapProvider ? [`${SITEMAP_PATH}?page=1`] : [])];
  const crawlers = crawlersOf(checks.robotsTxt, files.otherCrawlers);
  const hidden = paths.flatMap((path) => {
    const line = crawlers.map((name) => forbiddingLine(checks.robotsTxt, name, path)).find((found) => found);
    return line ? [`${tell(line)} forbids crawlers to fetch the sitemap itself, ${origin}${path}.`] : [];
  });
  return [...listed, ...hidden];
}
