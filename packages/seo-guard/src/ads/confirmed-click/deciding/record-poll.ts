import type { AdSenseError } from '../adsense/adsense-error.js';
import type { PolicyIssue } from '../adsense/policy-issue.js';
import { decideEvents, type Watch } from './decide-events.js';
import { applyEvents, refreshKnown } from './known-issue.js';
import type { PolicyIssueEvent } from './policy-issue-event.js';
import type { Notice, NoticeSubject, PollRecord, Trouble } from './poll-record.js';

/** A notice that could not be told so often is given up. */
export const MOST_ATTEMPTS = 20;

/** After a whole listing: its events, and the end of any trouble. */
export function recordListing(
  record: PollRecord,
  listed: readonly PolicyIssue[],
  watch: Watch,
): { readonly record: PollRecord; readonly events: readonly PolicyIssueEvent[] } {
  const events = decideEvents(record.known, listed, watch);
  const at = watch.at.toISOString();
  const recovered = record.trouble?.told
    ? [notice(`recovered@${at}`, { kind: 'recovered', since: record.trouble.since })]
    : [];
  const happened = events.map((event) => notice(event.id, { kind: 'issue', event }));
  return {
    events,
    record: {
      known: refreshKnown(applyEvents(record.known, events), listed),
      outbox: [...record.outbox, ...recovered, ...happened],
      lastSuccess: at,
    },
  };
}

/**
 * After a failure nothing is decided about issues. People are told once: at once of what they have to repair, and of anything
 * else when what is known has become stale.
 */
export function recordFailure(
  record: PollRecord,
  { kind, message }: Pick<AdSenseError, 'kind' | 'message'>,
  { at, staleAfterMs }: { readonly at: Date; readonly staleAfterMs: number },
): PollRecord {
  const before = record.trouble;
  const since = before?.since ?? at.toISOString();
  const failures = (before?.failures ?? 0) + 1;
  // A day on which Google also answers slowly does not make what a person has to repair news again.
  if (before?.told && (before.kind === kind || kind === 'unavailable')) {
    return { ...record, trouble: { ...before, failures } };
  }
  const unknownFor = at.getTime() - Date.parse(record.lastSuccess ?? since);
  const told = kind !== 'unavailable' || unknownFor >= staleAfterMs;
  const trouble: Trouble = { kind, reason: message, since, failures, told };
  if (!told) return { ...record, trouble };
  const subject: NoticeSubject = { kind: 'trouble', trouble, lastSuccess: record.lastSuccess };
  return { ...record, trouble, outbox: [...record.outbox, notice(`trouble@${at.toISOString()}`, subject)] };
}

/** After a notice was told, or could not be. */
export function recordTelling(record: PollRecord, id: string, wasTold: boolean): PollRecord {
  const outbox = record.outbox
    .filter((each) => each.id !== id || !wasTold)
    .map((each) => (each.id === id ? { ...each, attempts: each.attempts + 1 } : each))
    .filter(({ attempts }) => attempts < MOST_ATTEMPTS);
  return { ...record, outbox };
}

function notice(id: string, about: NoticeSubject): Notice {
  return { id, attempts: 0, about };
}
