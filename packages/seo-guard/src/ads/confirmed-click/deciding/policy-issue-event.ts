import type { PolicyIssue } from '../adsense/policy-issue.js';

/** Something about a policy issue that a team wants to know. */
export type PolicyIssueEvent = NewIssue | EscalatedIssue | ChangedIssue | ClearedIssue;

interface EventOfIssue {
  /** The same for the same event, however often it is told. */
  readonly id: string;
  /** ISO time of the listing that it was seen in. */
  readonly at: string;
}

/** An issue with a watched action is there. */
export interface NewIssue extends EventOfIssue {
  readonly kind: 'new';
  readonly issue: PolicyIssue;
}

/** An issue has become worse. */
export interface EscalatedIssue extends EventOfIssue {
  readonly kind: 'escalated';
  readonly issue: PolicyIssue;
  readonly previous: PolicyIssue;
  readonly reasons: readonly EscalationReason[];
}

/** An issue is another one than before, and no worse. */
export interface ChangedIssue extends EventOfIssue {
  readonly kind: 'changed';
  readonly issue: PolicyIssue;
  readonly previous: PolicyIssue;
}

/** An issue is gone: from the listing, and when asked for by its name. */
export interface ClearedIssue extends EventOfIssue {
  readonly kind: 'cleared';
  /** As it was last. */
  readonly issue: PolicyIssue;
}

/**
 * - `action`: Google does something worse
 * - `date-nearer`: the day on which a warning becomes an enforcement has been set, or moved forward
 * - `date-reached`: it is that day
 * - `must-fix`: a topic puts ads at risk that did not before
 */
export type EscalationReason = 'action' | 'date-nearer' | 'date-reached' | 'must-fix';
