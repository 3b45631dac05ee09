import { DuplicateAnswerError, QuestionInvalidError, ResponsesMissingError } from './answer-errors.js';
import type { Answer } from './answers.js';
import { byScale, SCALES, type ScaleCode } from './questionnaire.js';
import type { StageOneSnapshot } from './session.js';

/** How a rater knows the partner they rate. */
export const RELATIONS = ['friend', 'family', 'colleague', 'other'] as const;
/** One of `RELATIONS`. */
export type Relation = (typeof RELATIONS)[number];

/** One rater's view of partner A: every scale, 0..4. */
export type Rating = Readonly<Record<ScaleCode, number>>;

const RANGE = { min: 0, max: 4 };

/**
 * Reads a rating: one whole number from 0 to 4 for each of the eight scales.
 * @throws {QuestionInvalidError | DuplicateAnswerError | ResponsesMissingError}
 */
export function readRating(list: readonly Answer[]): Rating {
  const given = new Map<ScaleCode, number>();
  for (const { code, value } of list) {
    const scale = SCALES.find((known) => known === code);
    if (!scale) throw new QuestionInvalidError(code.slice(0, 16), undefined);
    if (!Number.isInteger(value) || value < RANGE.min || value > RANGE.max)
      throw new QuestionInvalidError(scale, RANGE);
    if (given.has(scale)) throw new DuplicateAnswerError(scale);
    given.set(scale, value);
  }
  const items = SCALES.filter((scale) => !given.has(scale));
  if (items.length > 0) throw new ResponsesMissingError([{ set: 'rating', items }]);
  return byScale((scale) => given.get(scale) ?? 0);
}

/**
 * The averages to release after a new rater, or undefined to keep what was released before. Only every k-th rater releases:
 * between two releases at least k ratings changed, so their difference reveals no single one.
 */
export function releaseRatings(ratings: readonly Rating[], k: number): StageOneSnapshot | undefined {
  if (ratings.length === 0 || ratings.length % k !== 0) return undefined;
  const average = (scale: ScaleCode) =>
    ratings.reduce((sum, rating) => sum + rating[scale], 0) / ratings.length;
  return { k: ratings.length, dimensions: byScale(average) };
}
