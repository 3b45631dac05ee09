import { readRobotsTxt } from '../site-files/robots-txt/read-robots-txt.js';
import { findDuplicates } from './find-duplicates.js';
import { resolveAuditOptions, type AuditOptions, type ResolvedAuditOptions } from './audit-options.js';
import { auditReport, type AuditReport } from './audit-report.js';
import { AuditUnreachableError } from './audit-unreachable-error.js';
import { crawl, type Crawled } from './crawling/crawl.js';
import { examplePath, PROBE } from './crawling/example-path.js';
import type { Waiting } from './crawling/frontier.js';
import { probesOf } from './crawling/probe.js';
import { isAnswered, type Visit } from './crawling/visit.js';
import { visitProbes } from './crawling/visit-probes.js';
import { visitSitemaps } from './crawling/visit-sitemaps.js';
import { Exchange } from './fetching/exchange.js';
import { Site } from './fetching/site.js';
import type { Evidence } from './judging/evidence.js';
import { finding, type Finding } from './judging/finding.js';
import { judgeAll } from './judging/judge-all.js';
import { couldBeIndexed } from './judging/robots-signals.js';

/**
 * Crawls a running service as a search engine would, asks it for paths of the table on which headers are easily lost, and
 * reports what a crawler could index against the table, and what contradicts itself. Asks this service only.
 *
 * @throws {TypeError} naming an option that cannot be used
 * @throws {AuditUnreachableError} when the service does not answer
 */
export async function auditNoIndex(options: AuditOptions): Promise<AuditReport> {
  const resolved = resolveAuditOptions(options);
  const { baseUrl, publicUrl, table, bot, concurrency } = resolved;
  const site = new Site(baseUrl, publicUrl);
  using exchange = new Exchange(resolved);
  const robotsTxt = await visitRobotsTxt(site, exchange);
  const sitemaps = await visitSitemaps(robotsTxt.says.sitemaps, { site, exchange });
  const starts = startsOf(resolved, site, sitemaps);
  const crawled = await crawl({ ...resolved, site, exchange, starts });
  const probes = (table?.rules() ?? []).flatMap((rule) => probesOf(rule, site.base, resolved.readOnly));
  const probed = await visitProbes(probes, { exchange, concurrency });
  const pages = new Map(crawled.visits.map((visit) => [visit.answer.url, visit]));
  const evidence: Evidence = { site, bot, table, robotsTxt, pages, sitemaps };
  const indexable = crawled.visits.filter(isAnswered).filter((visit) => couldBeIndexed(visit, bot));
  const findings = [
    ...judgeAll(crawled.visits, probed, evidence),
    ...(await findDuplicates(indexable, evidence, { exchange, concurrency })),
    ...judgeEnd(crawled, robotsTxt.visit),
  ];
  return auditReport(resolved, { findings, indexable, crawled, requests: exchange.requests });
}

/** @throws {AuditUnreachableError} when not only this is not answered */
async function visitRobotsTxt(site: Site, exchange: Exchange): Promise<Evidence['robotsTxt']> {
  const answer = await exchange.ask({ url: new URL('/robots.txt', site.base) });
  if ('failure' in answer) {
    const other = await exchange.ask({ url: site.base });
    if ('failure' in other) throw new AuditUnreachableError(site.base.href, other.failure);
  }
  const isFound = 'status' in answer && answer.status < 300;
  const says = readRobotsTxt(isFound ? new TextDecoder().decode(answer.body) : '');
  return { visit: { kind: 'robots.txt', answer }, says };
}

function startsOf(
  { baseUrl, seeds, table }: ResolvedAuditOptions,
  site: Site,
  sitemaps: Evidence['sitemaps'],
): readonly Waiting[] {
  const found = (references: readonly string[], kind: string) =>
    references.flatMap((reference) => {
      const url = site.locate(reference, baseUrl.href);
      return url ? [{ url, depth: 0, kind }] : [];
    });
  return [
    ...found([baseUrl.href, '/', '/robots.txt', ...seeds], 'seed'),
    ...found(sitemaps.flatMap(({ pages }) => pages ?? []), 'sitemap'),
    ...found((table?.rules() ?? []).map(({ path }) => examplePath(path)), 'table'),
    ...found([`/${PROBE}`], 'probe'),
  ]; // prettier-ignore
}

/** A crawl that did not come to its end proves nothing. */
function judgeEnd({ skipped }: Crawled, start: Visit): readonly Finding[] {
  const left = skipped['too-many-pages'] ?? 0;
  return left > 0 ? [finding('crawl-stopped', start, { seen: String(left), expected: '0' })] : [];
}
