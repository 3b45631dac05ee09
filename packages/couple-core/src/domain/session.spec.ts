import { describe, expect, it } from 'vitest';
import { sameEverywhere } from './answer-sets.fixture.js';
import { ResponsesMissingError } from './answer-errors.js';
import {
  enterStage,
  NOTHING_COMPLETE,
  requireComplete,
  sessionKState,
  visibleSnapshot,
  withResponses,
  type Session,
  type Stage,
} from './session.js';
import { StageIncompleteError, StageInvalidError, StageOrderError } from './stage-errors.js';

const all = { a_self: true, a_guess: true, b_self: true, b_guess: true };
const session = (given: Partial<Session>): Session => ({
  id: 's',
  stage: 1,
  participants: [],
  completion: NOTHING_COMPLETE,
  stage3Completed: false,
  kThreshold: 3,
  kCurrent: 0,
  visibilityWanted: false,
  stageOneSnapshot: null,
  createdAt: new Date(0),
  updatedAt: new Date(0),
  ...given,
});

describe('stages', () => {
  it.each<[string, Partial<Session>, Stage, Stage | typeof StageInvalidError | typeof StageOrderError]>([
    ['stage 1 is open at birth', {}, 1, 1],
    ['the first answers begin stage 2', {}, 2, 2],
    ['stage 1 stays open for friends during stage 2', { stage: 2 }, 1, 2],
    ['stage 3 cannot be reached from stage 1', {}, 3, StageOrderError],
    [
      'stage 3 waits for all four sets',
      { stage: 2, completion: { ...all, b_guess: false } },
      3,
      StageOrderError,
    ],
    ['stage 3 opens when all four are complete', { stage: 2, completion: all }, 3, 3],
    ['stage 1 ends with stage 3', { stage: 3, completion: all }, 1, StageInvalidError],
    ['stage 2 ends with stage 3', { stage: 3, completion: all }, 2, StageInvalidError],
    ['stage 3 takes corrections', { stage: 3, completion: all }, 3, 3],
    [
      'stage 3 ends with the result',
      { stage: 3, completion: all, stage3Completed: true },
      3,
      StageInvalidError,
    ],
  ])('%s', (_, state, stage, expected) => {
    if (typeof expected === 'number') expect(enterStage(session(state), stage)).toBe(expected);
    else expect(() => enterStage(session(state), stage)).toThrow(expected);
  });
});

describe('withResponses', () => {
  const full = sameEverywhere(2);

  it('marks exactly the sets that are complete, and unmarks them again', () => {
    const after = withResponses(session({}), { role: 'A', stage: 2, self: full, guess: { CS1: 1 } });
    expect(after).toMatchObject({ stage: 2, completion: { ...NOTHING_COMPLETE, a_self: true } });
    const undone = withResponses(after, { role: 'A', stage: 2, self: {}, guess: full });
    expect(undone.completion).toEqual({ ...NOTHING_COMPLETE, a_guess: true });
  });

  it('keeps stage 3 complete', () => {
    const ready = session({ stage: 3, completion: all });
    expect(withResponses(ready, { role: 'B', stage: 3, self: full, guess: full }).completion).toEqual(all);
    expect(() => withResponses(ready, { role: 'B', stage: 3, self: full, guess: { CS1: 1 } })).toThrow(
      ResponsesMissingError,
    );
  });
});

describe('requireComplete', () => {
  it('names what is not complete', () => {
    expect(() => requireComplete(session({ completion: { ...all, a_guess: false } }))).toThrow(
      expect.objectContaining({ code: 'stage-incomplete', incomplete: ['a_guess'] }),
    );
    expect(() => requireComplete(session({}))).toThrow(StageIncompleteError);
    expect(() => requireComplete(session({ completion: all }))).not.toThrow();
  });
});

describe('k-anonymity', () => {
  const snapshot = { k: 3, dimensions: { warmth: 3.2 } };
  it.each([
    [2, true, false],
    [3, false, false],
    [3, true, true],
    [4, true, true],
  ])('%i of 3 raters, wanted %o: visible %o', (kCurrent, visibilityWanted, visible) => {
    const state = session({ kCurrent, visibilityWanted, stageOneSnapshot: snapshot });
    expect(sessionKState(state)).toEqual({ threshold: 3, current: kCurrent, visible });
    expect(visibleSnapshot(state)).toEqual(visible ? snapshot : null);
  });
});
