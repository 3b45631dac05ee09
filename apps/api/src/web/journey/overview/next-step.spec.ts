import { ITEMS, type Answers } from '@couplekit/couple-core';
import { describe, expect, it } from 'vitest';
import { nextStep, type Standing } from './next-step.js';

const all: Answers = Object.fromEntries(ITEMS.map(({ code }) => [code, 0]));
const { SF6: _left, ...allButOne } = all;
const done = { self: all, guess: all };
const born: Standing = {
  role: 'A',
  completion: { a_self: false, a_guess: false, b_self: false, b_guess: false },
  partnerJoined: false,
  resultReady: false,
  own: { self: {}, guess: {} },
};
const half = { a_self: true, a_guess: true, b_self: true, b_guess: false };

describe('the next step', () => {
  it.each<[string, Partial<Standing>, string]>([
    ['nothing is answered', {}, 'self'],
    ['one item about me is missing', { own: { self: allButOne, guess: all } }, 'self'],
    ['I have answered about me', { own: { self: all, guess: {} } }, 'guess'],
    ['I am done, alone', { own: done }, 'invite'],
    ['I am done, and B has come', { own: done, partnerJoined: true, completion: half }, 'wait'],
    ['I am B, and done', { role: 'B', own: done, partnerJoined: true }, 'wait'],
    [
      'all four sets are complete',
      { own: done, partnerJoined: true, completion: { ...half, b_guess: true } },
      'open',
    ],
    [
      'the result is there',
      { own: done, resultReady: true, completion: { ...half, b_guess: true } },
      'result',
    ],
  ])('when %s', (_, change, expected) => {
    expect(nextStep({ ...born, ...change })).toBe(expected);
  });
});
