import { expect } from 'vitest';
import type { ProvenEvent } from '@couplekit/testkit';
import { bornWith, judge, type State, type Verdict } from './couple-model.js';
import type { Done } from './model-run.js';

/**
 * Replays what committed in one session, in the order of its audit chain, through the model. Every answer that a client
 * got must be the model's at that place; whatever left no event must have been right at some moment of its batch.
 * @returns the state at the end
 */
export function replay(
  done: readonly Done[],
  chain: readonly ProvenEvent[],
  systemChain: readonly ProvenEvent[],
): State {
  const calls = new Map(done.map((one) => [one.id, one]));
  const replayed = chain.map((event) => ({ event, one: callOf(calls, event) }));
  const batches = replayed.map(({ one }) => one.batch);
  expect(batches, 'calls take effect before those that begin after their end').toEqual(
    batches.toSorted((x, y) => x - y),
  );
  expect(new Set(chain.map(({ request_id }) => request_id)).size, 'one event for a call').toBe(chain.length);

  const [birth] = done.filter(({ call }) => call.kind === 'create');
  const states: State[] = [bornWith(birth?.session.k ?? 0)];
  for (const [index, { event, one }] of replayed.entries()) {
    const before = states[index] ?? bornWith(0);
    if (event.type.startsWith('error.')) {
      expect(`error.${one.outcome.refused}`, said(one)).toBe(event.type);
      expectSometime(one, states.slice(firstOf(batches, one.batch), index + 1));
      states.push(before);
    } else {
      states.push(expectNow(one, before, event.type));
    }
  }
  for (const one of done.filter(({ id }) => !chain.some(({ request_id }) => request_id === id))) {
    expectSometime(one, states.slice(firstOf(batches, one.batch), lastOf(batches, one.batch) + 1));
    const errors = systemChain.filter(({ request_id }) => request_id === one.id).map(({ type }) => type);
    const leavesNone = one.outcome.refused === undefined || one.call.kind === 'read' || one.call.kind === 'open'; // prettier-ignore
    expect(errors, said(one)).toEqual(leavesNone ? [] : [`error.${one.outcome.refused}`]);
  }
  return states.at(-1) ?? bornWith(0);
}

/** How many events precede a batch: the index of the state in which it begins. */
const firstOf = (batches: readonly number[], batch: number) => batches.filter((one) => one < batch).length;
const lastOf = (batches: readonly number[], batch: number) => batches.filter((one) => one <= batch).length;

function callOf(calls: ReadonlyMap<string, Done>, { request_id, type }: ProvenEvent): Done {
  const one = calls.get(request_id ?? '');
  if (!one) throw new Error(`Nobody asked for ${type} of ${request_id}.`);
  return one;
}

function said({ call, batch }: Done): string {
  return `batch ${batch}: ${JSON.stringify(call)}`;
}

/** The change took effect exactly here, and the client was told so. */
function expectNow(one: Done, before: State, event: string): State {
  const { outcome } = one;
  if (outcome.refused !== undefined) throw new Error(`Refused, and yet done: ${said(one)}`);
  const verdict = judge(before, one.call, outcome.chosen);
  if ('refused' in verdict) throw new Error(`Should be ${verdict.refused}, and was done: ${said(one)}`);
  expect({ event: verdict.event, answer: outcome.answer }, said(one)).toEqual({ event, answer: verdict.answer }); // prettier-ignore
  return verdict.state;
}

/** The answer was right in one of these states, and changed none. */
function expectSometime(one: Done, states: readonly State[]): void {
  const chosen = one.outcome.refused === undefined ? one.outcome.chosen : {};
  const wanted = view(one.outcome);
  const possible = states.map((state) => verdictView(judge(state, one.call, chosen)));
  if (possible.length === 1) expect(wanted, said(one)).toEqual(possible[0]);
  else expect(possible, said(one)).toContainEqual(wanted);
}

function view(outcome: Done['outcome']): unknown {
  return outcome.refused === undefined ? { answer: outcome.answer, event: undefined } : { refused: outcome.refused }; // prettier-ignore
}

function verdictView(verdict: Verdict): unknown {
  return 'refused' in verdict ? verdict : { answer: verdict.answer, event: verdict.event };
}
