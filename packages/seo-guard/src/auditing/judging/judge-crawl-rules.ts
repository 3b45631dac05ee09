import { forbiddingLine } from '../../site-files/robots-txt/crawl-verdict.js';
import { isAnswered } from '../crawling/visit.js';
import { mediaTypeOf } from '../fetching/answer.js';
import type { Evidence, Judge } from './evidence.js';
import { finding, type Finding } from './finding.js';
import type { FindingCode } from './finding-catalogue.js';
import { isNoindexed } from './robots-signals.js';

/** A noindex that no crawler will ever see, since robots.txt keeps it from fetching the page. */
export const judgeDisallowed: Judge = (visit, { table, bot, robotsTxt }) => {
  const { url, method } = visit.answer;
  const explanation = table?.explain(url);
  const isHidden = isNoindexed(visit, bot) || explanation?.indexable === false;
  const line = method === 'GET' && isHidden ? forbiddingLine(robotsTxt.says, bot, target(url)) : undefined;
  if (!line) return [];
  const rules = (explanation?.rules ?? []).map(({ source }) => source);
  return [finding('noindexed-disallowed', visit, { seen: `robots.txt:${line.number} ${line.text}`, expected: '', rules })]; // prettier-ignore
};

/** The robots.txt itself: an error of the server keeps crawlers out of everything, a page of HTML says nothing. */
export function judgeRobotsTxt({ robotsTxt: { visit } }: Evidence): readonly Finding[] {
  if (!isAnswered(visit)) return [];
  const { answer } = visit;
  const type = mediaTypeOf(answer);
  if (answer.status >= 500 || answer.status === 429) {
    return [finding('robots-txt-failed', visit, { seen: String(answer.status), expected: '200' })];
  }
  const isOther = answer.status < 300 && type !== 'text/plain';
  return isOther ? [finding('robots-txt-not-text', visit, { seen: type, expected: 'text/plain' })] : [];
}

/** Sitemaps, and every URL that they list: it asks crawlers to index what must then be there, fetchable and indexable. */
export function judgeSitemaps(evidence: Evidence): readonly Finding[] {
  return evidence.sitemaps.flatMap(({ visit, pages, isNamed }) => {
    if (pages) return pages.flatMap((url) => judgeListed(url, visit, evidence));
    const seen = isAnswered(visit) ? `${visit.answer.status} ${mediaTypeOf(visit.answer)}`.trim() : '';
    return isNamed ? [finding('sitemap-unreadable', visit, { seen, expected: '' })] : [];
  });
}

function judgeListed(
  listed: string,
  sitemap: Evidence['robotsTxt']['visit'],
  { site, pages, table, bot, robotsTxt }: Evidence,
): readonly Finding[] {
  const found = (code: FindingCode, seen: string) => [
    {
      ...finding(code, pages.get(local?.href ?? '') ?? sitemap, { seen, expected: '' }),
      from: sitemap.answer.url,
    },
  ];
  const local = site.locate(listed);
  if (!local) return found('sitemap-other-host', listed);
  const line = forbiddingLine(robotsTxt.says, bot, target(local.href));
  const disallowed = line ? found('sitemap-disallowed', `robots.txt:${line.number} ${line.text}`) : [];
  const visit = pages.get(local.href);
  if (!visit || !isAnswered(visit)) return disallowed;
  const { status } = visit.answer;
  if (status >= 400) return [...disallowed, ...found('sitemap-error', String(status))];
  if (status >= 300) return [...disallowed, ...found('sitemap-redirect', String(status))];
  const isHidden = isNoindexed(visit, bot) || table?.explain(local.href).indexable === false;
  return [...disallowed, ...(isHidden ? found('sitemap-noindexed', 'noindex') : [])];
}

function target(url: string): string {
  const { pathname, search } = new URL(url);
  return pathname + search;
}
