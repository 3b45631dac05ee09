import type { EnforcementAction, PolicyIssue } from '../adsense/policy-issue.js';
import { isDateReached, type KnownIssue } from './known-issue.js';
import type { EscalationReason, PolicyIssueEvent } from './policy-issue-event.js';
import { isUnknownAction, severityOf } from './severity.js';

export interface Watch {
  /** Issues with these actions are reported; with one that nobody knows, always. */
  readonly actions: readonly EnforcementAction[];
  /** When the listing was read. */
  readonly at: Date;
}

/**
 * What is new in a listing. It has to be a whole one: what is not in it counts as cleared.
 *
 * Once reported, an issue stays followed until it is gone, whatever its action becomes: Confirmed Click that turns into no ads
 * at all is not good news.
 */
export function decideEvents(
  known: readonly KnownIssue[],
  listed: readonly PolicyIssue[],
  watch: Watch,
): readonly PolicyIssueEvent[] {
  const before = new Map(known.map((each) => [each.issue.name, each]));
  const still = new Set(listed.map(({ name }) => name));
  const found = listed.flatMap((issue) => eventOf(issue, before.get(issue.name), watch) ?? []);
  const gone = known.filter(({ issue }) => !still.has(issue.name));
  return [
    ...found,
    ...gone.map(({ issue }) => ({ kind: 'cleared' as const, issue, ...stamp(issue, watch.at) })),
  ];
}

/** Whether an issue is one of those that people want to hear of. */
export function isWatched({ action }: PolicyIssue, actions: readonly EnforcementAction[]): boolean {
  return actions.includes(action) || isUnknownAction(action);
}

function eventOf(
  issue: PolicyIssue,
  before: KnownIssue | undefined,
  { actions, at }: Watch,
): PolicyIssueEvent | undefined {
  if (!before) return isWatched(issue, actions) ? { kind: 'new', issue, ...stamp(issue, at) } : undefined;
  const previous = before.issue;
  const reasons = escalations(issue, before, at);
  if (reasons.length > 0) return { kind: 'escalated', issue, previous, reasons, ...stamp(issue, at) };
  if (substance(issue) === substance(previous)) return undefined;
  return { kind: 'changed', issue, previous, ...stamp(issue, at) };
}

function stamp({ name }: PolicyIssue, at: Date): { readonly id: string; readonly at: string } {
  return { id: `${name}@${at.toISOString()}`, at: at.toISOString() };
}

function escalations(issue: PolicyIssue, { issue: previous, dateReached }: KnownIssue, at: Date) {
  const isNearer =
    issue.escalatesOn !== undefined &&
    (previous.escalatesOn === undefined || issue.escalatesOn < previous.escalatesOn);
  const must = new Set(previous.topics.filter(({ mustFix }) => mustFix).map(({ topic }) => topic));
  const reasons: readonly [EscalationReason, boolean][] = [
    ['action', severityOf(issue.action) > severityOf(previous.action)],
    ['date-nearer', isNearer],
    ['date-reached', !dateReached && isDateReached(issue, at)],
    ['must-fix', issue.topics.some(({ topic, mustFix }) => mustFix && !must.has(topic))],
  ];
  return reasons.filter(([, holds]) => holds).map(([reason]) => reason);
}

/** What makes an issue another one: not when it was last seen, nor how many requests there were. */
function substance({ action, escalatesOn, topics }: PolicyIssue): string {
  const causes = topics.map(({ topic, type, mustFix }) => JSON.stringify([topic, type, mustFix]));
  return JSON.stringify([action, escalatesOn, causes.toSorted()]);
}
