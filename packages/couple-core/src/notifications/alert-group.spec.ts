import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  dueAt,
  observe,
  pass,
  type AlertFacts,
  type AlertGroup,
  type AlertKind,
  type Occurrence,
} from './alert-group.js';

const POLICY = { digestEveryMs: 600, surgeThreshold: 20, surgeWindowMs: 300, resolveAfterMs: 900 };
const at = (time: number): Occurrence => ({
  at: time,
  requestId: `r${time}`,
  actor: 'visitor',
  codeRef: 'b',
});

/** Plays failures at these times, looking at the clock whenever something is due. */
function play(times: readonly number[], until: number) {
  const messages: { readonly at: number; readonly kind: AlertKind; readonly facts: AlertFacts }[] = [];
  let group: AlertGroup | undefined;
  const passUntil = (now: number) => {
    for (
      let due = group && dueAt(group, POLICY);
      group && due !== undefined && due <= now;
      due = group && dueAt(group, POLICY)
    ) {
      // prettier-ignore
      const step = pass(group, due, POLICY);
      messages.push(...step.messages.map((message) => ({ ...message, at: due ?? 0 })));
      group = step.group;
    }
  };
  for (const time of times) {
    passUntil(time);
    const step = observe(group, [at(time)], POLICY);
    messages.push(...step.messages.map((message) => ({ ...message, at: time })));
    group = step.group;
  }
  passUntil(until);
  return { messages, group };
}

const kinds = (times: readonly number[], until: number) =>
  play(times, until).messages.map(({ at: time, kind, facts }) => `${time} ${kind} ${facts.count}`);

describe('failures of one kind', () => {
  it('are told at once, then in digests, then as over', () => {
    expect(kinds([0, 10, 20, 700], 5_000)).toEqual([
      '0 first 1',
      '600 digest 2',
      '1200 digest 1',
      '1600 resolved 4',
    ]);
  });

  it('are escalated once when they surge, whatever comes after', () => {
    const times = Array.from({ length: 60 }, (_, n) => n);
    expect(kinds(times, 599)).toEqual(['0 first 1', '19 surge 19']);
    expect(kinds(times, 600).at(-1)).toBe('600 digest 40');
  });

  it('do not surge when they are spread out', () => {
    const times = Array.from({ length: 60 }, (_, n) => n * 50);
    expect(kinds(times, 10_000).filter((line) => line.includes('surge'))).toEqual([]);
  });

  it('are each told exactly once before they are over, and no message comes without news', () => {
    const times = fc.array(fc.nat(3_000), { minLength: 1, maxLength: 120 });
    fc.assert(
      fc.property(times, (unsorted) => {
        const sorted = unsorted.toSorted((x, y) => x - y);
        const { messages, group } = play(sorted, 10_000);
        expect(group).toBeUndefined();
        let told = 0;
        let total = 0;
        for (const { kind, facts } of messages) {
          expect(facts.count).toBeGreaterThan(0);
          expect(facts.requestIds.length).toBeLessThanOrEqual(5);
          if (kind === 'resolved') total += facts.count;
          else told += facts.count;
        }
        expect(total).toBe(sorted.length);
        // What came after the last digest is told by `resolved` only.
        expect(told).toBeLessThanOrEqual(sorted.length);
        expect(messages.filter(({ kind }) => kind === 'first').length).toBe(
          messages.filter(({ kind }) => kind === 'resolved').length,
        );
      }),
    );
  });
});
