import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { AdSenseFailureKind } from '../adsense/adsense-error.js';
import { CONFIRMED_CLICK, type PolicyIssue } from '../adsense/policy-issue.js';
import { nextTurnMs } from './next-turn.js';
import { anyListing, ISSUE } from './policy-issue.fixture.js';
import { EMPTY_RECORD, isStale, type PollRecord } from './poll-record.js';
import { MOST_ATTEMPTS, recordFailure, recordListing, recordTelling } from './record-poll.js';

const HOUR_MS = 3_600_000;
const START = Date.parse('2026-11-25T00:00:00Z');
const at = (hours: number) => new Date(START + hours * HOUR_MS);
const POLICY = { staleAfterMs: 6 * HOUR_MS };

const listed = (record: PollRecord, issues: readonly PolicyIssue[], hours: number) =>
  recordListing(record, issues, { actions: [CONFIRMED_CLICK], at: at(hours) }).record;
const failed = (record: PollRecord, kind: AdSenseFailureKind, hours: number) =>
  recordFailure(record, { kind, message: `because of ${kind}` }, { ...POLICY, at: at(hours) });
const subjects = ({ outbox }: PollRecord) => outbox.map(({ about }) => about.kind);

describe('a failure', () => {
  it.each<AdSenseFailureKind>(['credentials', 'refused', 'unreported'])(
    '%s is told at once, and once',
    (kind) => {
      const once = failed(EMPTY_RECORD, kind, 0);
      const often = failed(failed(once, kind, 1), kind, 100);
      expect(subjects(once)).toEqual(['trouble']);
      expect(often.outbox).toEqual(once.outbox);
      expect(often.trouble).toMatchObject({ kind, failures: 3, since: at(0).toISOString() });
    },
  );

  it('unavailable is told once the last success is six hours old', () => {
    let record = listed(EMPTY_RECORD, [], 0);
    record = failed(record, 'unavailable', 5.9);
    expect(subjects(record)).toEqual([]);
    record = failed(record, 'unavailable', 6);
    expect(subjects(record)).toEqual(['trouble']);
    expect(subjects(failed(record, 'unavailable', 7))).toEqual(['trouble']);
  });

  it('unavailable from the start is told six hours after the first failure', () => {
    const record = failed(EMPTY_RECORD, 'unavailable', 1);
    expect(subjects(failed(record, 'unavailable', 6.9))).toEqual([]);
    expect(subjects(failed(record, 'unavailable', 7))).toEqual(['trouble']);
  });

  it('of another kind is told again, but an unavailable one in between is not', () => {
    const refused = failed(EMPTY_RECORD, 'refused', 0);
    const between = failed(failed(refused, 'unavailable', 20), 'refused', 21);
    expect(subjects(between)).toEqual(['trouble']);
    expect(subjects(failed(between, 'credentials', 22))).toEqual(['trouble', 'trouble']);
  });

  it('that people have to repair is told after an unavailable one that was not', () => {
    expect(subjects(failed(failed(EMPTY_RECORD, 'unavailable', 0), 'credentials', 1))).toEqual(['trouble']);
  });

  it('that was told is over with the next listing, which is told', () => {
    const record = listed(failed(EMPTY_RECORD, 'refused', 0), [ISSUE], 1);
    expect(subjects(record)).toEqual(['trouble', 'recovered', 'issue']);
    expect(record.trouble).toBeUndefined();
  });

  it('that was not told ends untold', () => {
    expect(subjects(listed(failed(EMPTY_RECORD, 'unavailable', 0), [], 1))).toEqual([]);
  });

  it('decides nothing about issues, whatever is known', () => {
    const kinds = fc.constantFrom<AdSenseFailureKind>('credentials', 'refused', 'unreported', 'unavailable');
    fc.assert(
      fc.property(anyListing, fc.array(kinds, { minLength: 1 }), (issues, failures) => {
        const before = listed(EMPTY_RECORD, issues, 0);
        const after = failures.reduce((record, kind, index) => failed(record, kind, index + 1), before);
        expect(after.known).toEqual(before.known);
        expect(after.lastSuccess).toBe(before.lastSuccess);
        expect(after.outbox.filter(({ about }) => about.kind === 'issue')).toEqual(before.outbox);
      }),
    );
  });
});

describe('what is known', () => {
  it('is as new as the last listing, also where that is worth no event', () => {
    const before = listed(EMPTY_RECORD, [ISSUE], 0);
    const after = listed(before, [{ ...ISSUE, lastDetected: '2026-11-25' }], 1);
    expect(after.known).toMatchObject([{ issue: { lastDetected: '2026-11-25' } }]);
    expect(after.outbox).toEqual(before.outbox);
  });

  it('is stale before the first success and when it is too old', () => {
    const record = listed(EMPTY_RECORD, [], 0);
    const stale = (each: PollRecord, hours: number) => isStale(each, at(hours), POLICY.staleAfterMs);
    expect([stale(EMPTY_RECORD, 0), stale(record, 6), stale(record, 6.01)]).toEqual([true, false, true]);
  });
});

describe('a notice', () => {
  const record = listed(EMPTY_RECORD, [ISSUE, { ...ISSUE, name: 'b' }], 0);
  const [first, second] = record.outbox;

  it('that was told is gone', () => {
    expect(recordTelling(record, String(first?.id), true).outbox).toEqual([second]);
  });

  it('that could not be told waits on', () => {
    expect(recordTelling(record, String(first?.id), false).outbox).toEqual([
      { ...first, attempts: 1 },
      second,
    ]);
  });

  it('is given up in the end', () => {
    let waiting = record;
    for (let times = 0; times < MOST_ATTEMPTS; times += 1)
      waiting = recordTelling(waiting, String(first?.id), false);
    expect(waiting.outbox).toEqual([second]);
  });
});

describe('the next turn', () => {
  const MINUTE_MS = 60_000;
  const next = (record: PollRecord, askedFor?: number) =>
    nextTurnMs(record, HOUR_MS, 0.5, askedFor) / MINUTE_MS;

  it('is an interval away, give or take a tenth', () => {
    const minutes = [0, 0.5, 1].map(
      (random) => nextTurnMs(EMPTY_RECORD, HOUR_MS, random, undefined) / MINUTE_MS,
    );
    expect(minutes).toEqual([54, 60, 66]);
  });

  it('is sooner while Google is unavailable, twice as long each time', () => {
    const times = (failures: number): PollRecord => ({
      ...EMPTY_RECORD,
      trouble: { kind: 'unavailable', reason: '', since: '', failures, told: false },
    });
    expect([1, 2, 3, 6, 7, 500].map((failures) => next(times(failures)))).toEqual([1, 2, 4, 32, 60, 60]);
  });

  it('is as late as Google asks for', () => {
    expect(next(EMPTY_RECORD, 90 * MINUTE_MS)).toBe(90);
    expect(next(EMPTY_RECORD, MINUTE_MS)).toBe(60);
  });

  it('comes soon for a process that has other credentials', () => {
    expect(next({ ...failed(EMPTY_RECORD, 'credentials', 0), outbox: [] })).toBe(1);
  });

  it('takes its time after what only people can repair', () => {
    expect(next({ ...failed(EMPTY_RECORD, 'refused', 0), outbox: [] })).toBe(60);
  });

  it('is sooner while something is untold', () => {
    const record = listed(EMPTY_RECORD, [ISSUE], 0);
    const after = (times: number) => ({ ...record, outbox: record.outbox.map((each) => ({ ...each, attempts: times })) }); // prettier-ignore
    expect([0, 1, 2, 3, 19].map((times) => next(after(times)))).toEqual([1, 1, 2, 4, 60]);
  });
});
