import type { PolicyIssue } from '../adsense/policy-issue.js';
import type { PolicyIssueEvent } from './policy-issue-event.js';

/** An issue that people have been told about, and that is not gone. */
export interface KnownIssue {
  readonly issue: PolicyIssue;
  /** Whether they have been told that its day of escalation is there. */
  readonly dateReached: boolean;
}

/**
 * The day it is for AdSense, whose policy centre lives in the time of Mountain View.
 * @see https://support.google.com/adsense/answer/16499325
 */
export function policyDay(at: Date): string {
  return MOUNTAIN_VIEW.format(at);
}

const MOUNTAIN_VIEW = new Intl.DateTimeFormat('sv-SE', {
  timeZone: 'America/Los_Angeles',
  dateStyle: 'short',
});

/** Whether a warning's day has come. */
export function isDateReached({ escalatesOn }: PolicyIssue, at: Date): boolean {
  return escalatesOn !== undefined && policyDay(at) >= escalatesOn;
}

/** What is known after events: replaying all of them gives the whole state. */
export function applyEvents(
  known: readonly KnownIssue[],
  events: readonly PolicyIssueEvent[],
): readonly KnownIssue[] {
  const byName = new Map(known.map((each) => [each.issue.name, each]));
  for (const event of events) {
    const { kind, issue, at } = event;
    if (kind === 'cleared') byName.delete(issue.name);
    else byName.set(issue.name, { issue, dateReached: isDateReached(issue, new Date(at)) });
  }
  return [...byName.values()];
}

/** The same issues with what has changed about them without being worth an event, such as when they were last seen. */
export function refreshKnown(
  known: readonly KnownIssue[],
  listed: readonly PolicyIssue[],
): readonly KnownIssue[] {
  const byName = new Map(listed.map((issue) => [issue.name, issue]));
  return known.map((each) => ({ ...each, issue: byName.get(each.issue.name) ?? each.issue }));
}
