import fc from 'fast-check';
import type { CompleteAnswers } from './answers.js';
import { byItem, ITEMS } from './questionnaire.js';
import type { AnswerSets } from './scoring.js';

/** The same raw value for every item. */
export const sameEverywhere = (value: number): CompleteAnswers => byItem(() => value);

/** Four sets of twos, but for the given ones. */
export const sets = (given: Partial<AnswerSets>): AnswerSets => ({
  a_self: sameEverywhere(2),
  a_guess: sameEverywhere(2),
  b_self: sameEverywhere(2),
  b_guess: sameEverywhere(2),
  ...given,
});

const anyAnswers: fc.Arbitrary<CompleteAnswers> = fc
  .tuple(...ITEMS.map(({ max }) => fc.integer({ min: 0, max })))
  .map((values) => byItem(({ code }) => values[ITEMS.findIndex((item) => item.code === code)] ?? 0));

/** Any four complete sets. */
export const anySets: fc.Arbitrary<AnswerSets> = fc.record({
  a_self: anyAnswers,
  a_guess: anyAnswers,
  b_self: anyAnswers,
  b_guess: anyAnswers,
});
