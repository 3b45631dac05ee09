import { readRobotsTxt } from '../site-files/robots-txt/read-robots-txt.js';
import { resolveAuditOptions, type AuditOptions, type ResolvedAuditOptions } from './audit-options.js';
import { AuditUnreachableError, type AuditReport } from './audit-report.js';
import { crawl, type Crawled } from './crawling/crawl.js';
import { PROBE } from './crawling/example-path.js';
import { probesOf, type Probe } from './crawling/probe.js';
import { isAnswered, type Answered, type Visit } from './crawling/visit.js';
import { visitProbes } from './crawling/visit-probes.js';
import { visitSitemaps } from './crawling/visit-sitemaps.js';
import { mediaTypeOf } from './fetching/answer.js';
import { Exchange } from './fetching/exchange.js';
import { Site } from './fetching/site.js';
import type { Evidence } from './judging/evidence.js';
import { finding, type Finding } from './judging/finding.js';
import { judgeAll } from './judging/judge-all.js';
import { judgeDuplicate, variantsOf } from './judging/judge-duplicate.js';
import { redactUrl } from './judging/redact-url.js';
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
  const starts = startsOf(resolved, site, sitemaps.flatMap(({ pages }) => pages ?? []));
  const crawled = await crawl({ ...resolved, site, exchange, starts });
  const probed = await visitProbes(probesFor(resolved, site), { exchange, concurrency });
  const pages = new Map(crawled.visits.map((visit) => [visit.answer.url, visit]));
  const evidence: Evidence = { site, bot, table, robotsTxt, pages, sitemaps };
  const findings = [
    ...judgeAll([...crawled.visits, ...probed], evidence),
    ...(await judgeDuplicates(indexableOf(crawled, bot), evidence, resolved, exchange)),
    ...judgeEnd(crawled, robotsTxt.visit),
  ];
  return report(resolved, { findings, crawled, requests: exchange.requests });
}

async function visitRobotsTxt(site: Site, exchange: Exchange): Promise<Evidence['robotsTxt']> {
  const answer = await exchange.ask({ url: new URL('/robots.txt', site.base) });
  if (!('status' in answer)) throw new AuditUnreachableError(site.base.href, answer.failure);
  const text = answer.status < 300 ? new TextDecoder().decode(answer.body) : '';
  return { visit: { kind: 'robots.txt', answer }, says: readRobotsTxt(text) };
}

function startsOf({ baseUrl, seeds }: ResolvedAuditOptions, site: Site, listed: readonly string[]) {
  const found = (references: readonly string[], kind: string) =>
    references.flatMap((reference) => {
      const url = site.locate(reference, baseUrl.href);
      return url ? [{ url, depth: 0, kind }] : [];
    });
  return [...found([baseUrl.href, '/', '/robots.txt', '/favicon.ico', ...seeds], 'seed'), ...found(listed, 'sitemap')];
}

function probesFor({ table, readOnly }: ResolvedAuditOptions, site: Site): readonly Probe[] {
  const nowhere: Probe = {
    name: 'below',
    question: { url: new URL(`/${PROBE}-below`, site.base) },
    isMissing: true,
  };
  return [nowhere, ...(table?.rules() ?? []).flatMap((rule) => probesOf(rule, site.base, readOnly))];
}

function indexableOf({ visits }: Crawled, bot: string): readonly Answered[] {
  return visits.filter(isAnswered).filter((visit) => couldBeIndexed(visit, bot));
}

/** A router treats all pages alike: so many tell. */
const MAX_DUPLICATES = 50;

async function judgeDuplicates(
  originals: readonly Answered[],
  evidence: Evidence,
  { concurrency }: ResolvedAuditOptions,
  exchange: Exchange,
): Promise<readonly Finding[]> {
  const htmlPages = originals.filter(({ answer }) => mediaTypeOf(answer) === 'text/html').slice(0, MAX_DUPLICATES);
  const pairs = htmlPages.flatMap((original) =>
    variantsOf(new URL(original.answer.url))
      .filter(({ href }) => !evidence.pages.has(href))
      .map((url) => ({ original, probe: { name: url.pathname.endsWith('/') ? 'trailing-slash' : 'uppercase', question: { url }, isMissing: false } as const })), // prettier-ignore
  );
  const variants = new Map((await visitProbes(pairs.map(({ probe }) => probe), { exchange, concurrency })).map((visit) => [visit.answer.url, visit])); // prettier-ignore
  return pairs.flatMap(({ original, probe }) => {
    const variant = variants.get(probe.question.url.href);
    return variant && isAnswered(variant) ? judgeDuplicate(variant, original, evidence) : [];
  });
}

/** A crawl that did not come to its end proves nothing. */
function judgeEnd({ skipped }: Crawled, start: Visit): readonly Finding[] {
  const left = skipped['too-many-pages'] ?? 0;
  return left > 0 ? [finding('crawl-stopped', start, { seen: String(left), expected: '0' })] : [];
}

function report(
  { baseUrl, bot, table }: ResolvedAuditOptions,
  { findings, crawled, requests }: { readonly findings: readonly Finding[]; readonly crawled: Crawled; readonly requests: number },
): AuditReport {
  const [errors, warnings] = (['error', 'warning'] as const).map((level) => findings.filter(({ severity }) => severity === level)); // prettier-ignore
  return {
    version: 1,
    baseUrl: baseUrl.href,
    bot,
    ...(table && { tableRules: table.rules().length }),
    isClean: findings.length === 0,
    requests,
    pages: crawled.visits.length,
    errors: errors?.length ?? 0,
    warnings: warnings?.length ?? 0,
    findings: [...(errors ?? []), ...(warnings ?? [])],
    indexable: indexableOf(crawled, bot).map(({ kind, answer }) => ({
      url: redactUrl(answer.url),
      mediaType: mediaTypeOf(answer),
      foundBy: kind,
    })),
    skipped: crawled.skipped,
  };
}
