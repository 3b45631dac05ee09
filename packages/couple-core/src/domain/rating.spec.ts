import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DuplicateAnswerError, QuestionInvalidError, ResponsesMissingError } from './answer-errors.js';
import { byScale, SCALES } from './questionnaire.js';
import { readRating, releaseRatings, type Rating } from './rating.js';

const every = (value: number) => SCALES.map((code) => ({ code: code as string, value }));

describe('readRating', () => {
  it('takes one value for each scale', () => {
    expect(readRating(every(3))).toEqual(byScale(() => 3));
  });

  it.each([
    ['an unknown scale', [...every(1), { code: 'CS1', value: 1 }], QuestionInvalidError],
    ['a value above 4', [{ code: 'CS', value: 5 }], QuestionInvalidError],
    ['a fraction', [{ code: 'CS', value: 0.5 }], QuestionInvalidError],
    ['a scale twice', [...every(1), { code: 'CS', value: 1 }], DuplicateAnswerError],
    ['a scale left out', every(1).slice(1), ResponsesMissingError],
  ])('refuses %s', (_, list, error) => {
    expect(() => readRating(list)).toThrow(error);
  });
});

describe('releaseRatings', () => {
  const anyRating: fc.Arbitrary<Rating> = fc
    .tuple(...SCALES.map(() => fc.integer({ min: 0, max: 4 })))
    .map((values) => byScale((scale) => values[SCALES.indexOf(scale)] ?? 0));

  it('releases the averages with every k-th rater and never in between', () => {
    fc.assert(
      fc.property(fc.array(anyRating, { maxLength: 12 }), fc.integer({ min: 1, max: 10 }), (ratings, k) => {
        const released = releaseRatings(ratings, k);
        expect(released !== undefined).toBe(ratings.length > 0 && ratings.length % k === 0);
        if (!released) return;
        expect(released.k).toBe(ratings.length);
        for (const scale of SCALES) {
          const values = ratings.map((rating) => rating[scale]);
          expect(released.dimensions[scale]).toBeCloseTo(values.reduce((a, b) => a + b) / values.length, 12);
        }
      }),
    );
  });
});
