import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CONFIRMED_CLICK, type PolicyIssue } from '../adsense/policy-issue.js';
import { decideEvents, isWatched } from './decide-events.js';
import { applyEvents, refreshKnown, type KnownIssue } from './known-issue.js';
import { anyListing, ISSUE } from './policy-issue.fixture.js';
import type { PolicyIssueEvent } from './policy-issue-event.js';

const AT = new Date('2026-11-25T12:00:00Z');
const WATCH = { actions: [CONFIRMED_CLICK], at: AT };

const known = (issue: PolicyIssue, dateReached = false): KnownIssue => ({ issue, dateReached });
const decide = (before: Partial<PolicyIssue>, after: Partial<PolicyIssue>, dateReached = false) =>
  decideEvents([known({ ...ISSUE, ...before }, dateReached)], [{ ...ISSUE, ...after }], WATCH).map(
    (event) => [event.kind, ...(event.kind === 'escalated' ? event.reasons : [])],
  );

describe('a listing', () => {
  it('with a watched issue that nobody knows is new', () => {
    expect(decideEvents([], [ISSUE], WATCH)).toEqual([
      { kind: 'new', issue: ISSUE, at: AT.toISOString(), id: `${ISSUE.name}@${AT.toISOString()}` },
    ]);
  });

  it('with an issue of another action is nothing', () => {
    expect(decideEvents([], [{ ...ISSUE, action: 'AD_SERVING_DISABLED' }], WATCH)).toEqual([]);
  });

  it.each(['AD_SERVED_UPSIDE_DOWN', 'ENFORCEMENT_ACTION_UNSPECIFIED'])(
    'with the unknown action %s is new',
    (action) => {
      expect(decideEvents([], [{ ...ISSUE, action }], WATCH)).toMatchObject([{ kind: 'new' }]);
    },
  );

  it('without a known issue has cleared it', () => {
    expect(decideEvents([known(ISSUE)], [], WATCH)).toMatchObject([{ kind: 'cleared', issue: ISSUE }]);
  });

  it('that is the same but for when it was last seen is nothing', () => {
    expect(decide({}, { lastDetected: '2026-11-25', adRequestCount: 9_999 })).toEqual([]);
  });

  it('with the same topics in another order is nothing', () => {
    const [a, b] = [{ topic: 'a', type: 'POLICY', mustFix: false }, { topic: 'b', type: 'POLICY', mustFix: true }] as const; // prettier-ignore
    expect(decide({ topics: [a, b] }, { topics: [b, a] })).toEqual([]);
  });
});

describe('a known issue', () => {
  const gambling = (mustFix: boolean) => [{ topic: 'Gambling', type: 'POLICY', mustFix }];
  const [free, must] = [gambling(false), gambling(true)];

  it.each<[string, Partial<PolicyIssue>, Partial<PolicyIssue>, string[]]>([
    ['no ads at all', {}, { action: 'AD_SERVING_DISABLED' }, ['escalated', 'action']],
    ['an action that is new to us', {}, { action: 'AD_SERVED_UPSIDE_DOWN' }, ['escalated', 'action']],
    ['only a warning', {}, { action: 'WARNED' }, ['changed']],
    ['a day of enforcement', {}, { escalatesOn: '2026-12-01' }, ['escalated', 'date-nearer']],
    [
      'an earlier day',
      { escalatesOn: '2026-12-02' },
      { escalatesOn: '2026-12-01' },
      ['escalated', 'date-nearer'],
    ],
    ['a later day', { escalatesOn: '2026-12-01' }, { escalatesOn: '2026-12-02' }, ['changed']],
    ['no day any more', { escalatesOn: '2026-12-01' }, {}, ['changed']],
    [
      'a day that is here',
      { escalatesOn: '2026-11-25' },
      { escalatesOn: '2026-11-25' },
      ['escalated', 'date-reached'],
    ],
    ['something that must be fixed', { topics: free }, { topics: must }, ['escalated', 'must-fix']],
    ['a new topic that must be fixed', {}, { topics: [...ISSUE.topics, ...must] }, ['escalated', 'must-fix']],
    ['a new topic that need not', {}, { topics: [...ISSUE.topics, ...free] }, ['changed']],
    ['a topic less', { topics: [...ISSUE.topics, ...must] }, {}, ['changed']],
    ['nothing that must be fixed', { topics: must }, { topics: free }, ['changed']],
    [
      'everything at once',
      { topics: free, escalatesOn: '2026-11-30' },
      { topics: must, escalatesOn: '2026-11-24', action: 'AD_SERVING_RESTRICTED' },
      ['escalated', 'action', 'date-nearer', 'date-reached', 'must-fix'],
    ],
  ])('that gets %s', (_, before, after, expected) => {
    expect(decide(before, after)).toEqual([expected]);
  });

  it('whose day is here is told once', () => {
    expect(decide({ escalatesOn: '2026-11-24' }, { escalatesOn: '2026-11-24' }, true)).toEqual([]);
  });

  it('has its day by the clocks of Mountain View', () => {
    const issue = { ...ISSUE, escalatesOn: '2026-11-25' };
    const at = (time: string) =>
      decideEvents([known(issue)], [issue], { ...WATCH, at: new Date(time) }).length;
    expect([at('2026-11-25T07:59:59Z'), at('2026-11-25T08:00:00Z')]).toEqual([0, 1]);
  });

  it('is followed whatever its action becomes', () => {
    const events = decideEvents([known(ISSUE)], [{ ...ISSUE, action: 'AD_SERVING_DISABLED' }], WATCH);
    expect(applyEvents([known(ISSUE)], events)).toMatchObject([{ issue: { action: 'AD_SERVING_DISABLED' } }]);
  });
});

/** Listings an hour apart, over three days. */
const history = fc.array(anyListing, { minLength: 1, maxLength: 12 });
const later = (hours: number) => new Date(AT.getTime() + hours * 6 * 3_600_000);

function replay(listings: readonly (readonly PolicyIssue[])[]) {
  let state: readonly KnownIssue[] = [];
  const all: PolicyIssueEvent[] = [];
  for (const [index, listing] of listings.entries()) {
    const events = decideEvents(state, listing, { ...WATCH, at: later(index) });
    state = refreshKnown(applyEvents(state, events), listing);
    all.push(...events);
  }
  return { state, all };
}

/** Without what is not worth an event. */
const substance = (each: KnownIssue) => ({
  ...each,
  issue: { ...each.issue, lastDetected: '', adRequestCount: 0 },
});
const byName = (issues: readonly KnownIssue[]) =>
  Object.fromEntries(issues.map((each) => [each.issue.name, substance(each)]));

describe('whatever AdSense lists', () => {
  it('replaying the events gives the state', () => {
    fc.assert(
      fc.property(history, (listings) => {
        const { state, all } = replay(listings);
        expect(byName(applyEvents([], all))).toEqual(byName(state));
      }),
    );
  });

  it('the state is what was listed: every watched issue of the last listing, and nothing that is gone', () => {
    fc.assert(
      fc.property(history, (listings) => {
        const { state } = replay(listings);
        const last = listings.at(-1) ?? [];
        const names = new Set(state.map(({ issue }) => issue.name));
        for (const { issue } of state) expect(last).toContainEqual(issue);
        for (const issue of last) if (isWatched(issue, WATCH.actions)) expect(names).toContain(issue.name);
      }),
    );
  });

  it('the same listing at the same time has no events', () => {
    fc.assert(
      fc.property(history, (listings) => {
        const { state } = replay(listings);
        const at = later(listings.length - 1);
        expect(decideEvents(state, listings.at(-1) ?? [], { ...WATCH, at })).toEqual([]);
      }),
    );
  });

  it('an issue is new before it is anything else, and cleared before it is new again', () => {
    fc.assert(
      fc.property(history, (listings) => {
        const open = new Set<string>();
        for (const { kind, issue } of replay(listings).all) {
          expect(open.has(issue.name)).toBe(kind !== 'new');
          if (kind === 'cleared') open.delete(issue.name);
          else open.add(issue.name);
        }
      }),
    );
  });

  it('no two events have the same id', () => {
    fc.assert(
      fc.property(history, (listings) => {
        const ids = replay(listings).all.map(({ id }) => id);
        expect(new Set(ids).size).toBe(ids.length);
      }),
    );
  });
});
