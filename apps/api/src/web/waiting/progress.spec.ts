import type { Session } from '@couplekit/couple-core';
import { describe, expect, it } from 'vitest';
import { progressVersion } from './progress-version.js';
import { progressOf } from './progress.js';

const A = { role: 'A', nickname: '하나' } as const;
const B = { role: 'B', nickname: '두리' } as const;
const all = { a_self: true, a_guess: true, b_self: true, b_guess: true };

const session = (given: Partial<Session> = {}): Session => ({
  id: '00000000-0000-4000-8000-000000000000',
  stage: 2,
  completion: all,
  stage3Completed: false,
  kThreshold: 3,
  kCurrent: 0,
  visibilityWanted: false,
  stageOneSnapshot: null,
  createdAt: new Date(0),
  updatedAt: new Date(0),
  participants: [A, B],
  ...given,
});

describe('the one thing that comes next', () => {
  it.each([
    ['answer', 'A', session({ completion: { ...all, a_self: false } })],
    ['answer', 'A', session({ completion: { ...all, a_guess: false } })],
    ['answer', 'B', session({ completion: { ...all, b_guess: false } })],
    ['wait', 'A', session({ completion: { ...all, b_guess: false } })],
    ['wait', 'B', session({ completion: { ...all, a_self: false } })],
    ['invite', 'A', session({ completion: { ...all, b_self: false, b_guess: false }, participants: [A] })],
    ['compute', 'A', session()],
    ['compute', 'B', session()],
    ['read', 'B', session({ stage: 3, stage3Completed: true })],
  ] as const)('is to %s, for %s', (step, role, given) => {
    expect(progressOf(given, role).step).toBe(step);
  });
});

it('each partner sees what is their own and what the other has finished', () => {
  const given = session({ completion: { a_self: true, a_guess: false, b_self: false, b_guess: true } });
  expect(progressOf(given, 'A')).toMatchObject({
    partner: '두리',
    mine: { self: true, guess: false },
    theirs: { self: false, guess: true },
  });
  expect(progressOf(given, 'B')).toMatchObject({
    partner: '하나',
    mine: { self: false, guess: true },
    theirs: { self: true, guess: false },
  });
});

it('names a progress by what it shows: nothing else changes the name, and all of that does', () => {
  const version = (given: Partial<Session>) => progressVersion(progressOf(session(given), 'A'));
  expect(version({ updatedAt: new Date() })).toBe(version({}));
  const others = [
    { kCurrent: 1 },
    { visibilityWanted: true },
    { completion: { ...all, b_self: false } },
    { participants: [A] },
    { stage3Completed: true },
  ];
  expect(new Set([{}, ...others].map(version)).size).toBe(others.length + 1);
});
