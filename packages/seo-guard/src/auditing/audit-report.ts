import type { SkipReason } from './crawling/frontier.js';
import type { Finding } from './judging/finding.js';

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

/** The service did not answer at all, so nothing can be said of it. */
export class AuditUnreachableError extends Error {
  override readonly name = 'AuditUnreachableError';

  constructor(
    readonly url: string,
    /** `ECONNREFUSED`, or a sentence without its full stop. */
    readonly failure: string,
  ) {
    super(`${url} cannot be reached: ${failure}.`);
  }
}
