import type { ResolvedAuditOptions } from './audit-options.js';
import type { Crawled } from './crawling/crawl.js';
import type { SkipReason } from './crawling/frontier.js';
import type { Answered } from './crawling/visit.js';
import { mediaTypeOf } from './fetching/answer.js';
import type { Finding } from './judging/finding.js';
import { redactUrl } from './judging/redact-url.js';

/** What an audit found; the same as JSON. */
export interface AuditReport {
  /** Grows by one when a member changes its meaning. */
  readonly version: 1;
  readonly baseUrl: string;
  /** The crawler that was thought of. */
  readonly bot: string;
  /** Rules of the table; none where there was no table. */
  readonly tableRules?: number;
  /** True when there is no finding. */
  readonly isClean: boolean;
  readonly requests: number;
  /** Pages that were crawled; probes are not among them. */
  readonly pages: number;
  readonly errors: number;
  readonly warnings: number;
  /** Errors first. */
  readonly findings: readonly Finding[];
  /** What a crawler could put into its index, in the order in which it was found. */
  readonly indexable: readonly IndexablePage[];
  /** How many URLs were found and not visited, by reason. */
  readonly skipped: Readonly<Partial<Record<SkipReason, number>>>;
}

/** A page that a crawler could index. */
export interface IndexablePage {
  readonly url: string;
  readonly mediaType: string;
  /** How it was found. */
  readonly foundBy: string;
}

/** What a report is made of. */
interface AuditResult {
  readonly findings: readonly Finding[];
  readonly indexable: readonly Answered[];
  readonly crawled: Crawled;
  readonly requests: number;
}

/** Puts a report together. */
export function auditReport(
  { baseUrl, bot, table }: ResolvedAuditOptions,
  { findings, indexable, crawled, requests }: AuditResult,
): AuditReport {
  const errors = findings.filter(({ severity }) => severity === 'error');
  const warnings = findings.filter(({ severity }) => severity === 'warning');
  return {
    version: 1,
    baseUrl: baseUrl.href,
    bot,
    ...(table && { tableRules: table.rules().length }),
    isClean: findings.length === 0,
    requests,
    pages: crawled.visits.length,
    errors: errors.length,
    warnings: warnings.length,
    findings: [...errors, ...warnings],
    indexable: indexable.map(({ kind, answer }) => ({
      url: redactUrl(answer.url),
      mediaType: mediaTypeOf(answer),
      foundBy: kind,
    })),
    skipped: crawled.skipped,
  };
}
