import type { AdSenseFailureKind } from '../adsense/adsense-error.js';
import type { KnownIssue } from './known-issue.js';
import type { PolicyIssueEvent } from './policy-issue-event.js';

/** All that is remembered about an account between two polls. Plain JSON. */
export interface PollRecord {
  readonly known: readonly KnownIssue[];
  /** What has happened and has not been told yet. */
  readonly outbox: readonly Notice[];
  /** ISO time of the last whole listing. */
  readonly lastSuccess?: string | undefined;
  /** Present while the issues cannot be read. */
  readonly trouble?: Trouble | undefined;
}

/** The issues cannot be read. */
export interface Trouble {
  readonly kind: AdSenseFailureKind;
  /** For operators; without secrets. */
  readonly reason: string;
  /** ISO time of the first failure since the last success. */
  readonly since: string;
  /** Failures since then. */
  readonly failures: number;
  /** Whether people have been told. */
  readonly told: boolean;
}

/** Something to tell, at least once. */
export interface Notice {
  readonly id: string;
  /** How often telling it has failed. */
  readonly attempts: number;
  readonly about: NoticeSubject;
}

/** What a notice tells: an event of an issue, that polling fails, or that it works again. */
export type NoticeSubject =
  | { readonly kind: 'issue'; readonly event: PolicyIssueEvent }
  | { readonly kind: 'trouble'; readonly trouble: Trouble; readonly lastSuccess?: string | undefined }
  | { readonly kind: 'recovered'; readonly since: string };

export const EMPTY_RECORD: PollRecord = { known: [], outbox: [] };

/** Whether what is known is too old to rely on; true before the first success. */
export function isStale({ lastSuccess }: PollRecord, now: Date, staleAfterMs: number): boolean {
  return lastSuccess === undefined || now.getTime() - Date.parse(lastSuccess) > staleAfterMs;
}
