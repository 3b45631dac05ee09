import { DuplicateAnswerError, QuestionInvalidError, ResponsesMissingError } from './answer-errors.js';
import { ITEMS, findItem, type ItemCode } from './questionnaire.js';

/** One participant's answers to one wording (SELF or GUESS): raw values by item, absent when not answered yet. */
export type Answers = Readonly<Partial<Record<ItemCode, number>>>;

/** All 48 items answered. */
export type CompleteAnswers = Readonly<Record<ItemCode, number>>;

/** One answer as it arrives. */
export interface Answer {
  readonly code: string;
  readonly value: number;
}

/**
 * Reads a list of answers.
 * @throws {QuestionInvalidError} when an item does not exist or a value is not an integer in its range
 * @throws {DuplicateAnswerError} when an item occurs twice
 */
export function readAnswers(list: readonly Answer[]): Answers {
  const answers: Partial<Record<ItemCode, number>> = {};
  for (const { code, value } of list) {
    const item = findItem(code);
    if (!item) throw new QuestionInvalidError(code.slice(0, 16), undefined);
    if (!Number.isInteger(value) || value < 0 || value > item.max) {
      throw new QuestionInvalidError(item.code, { min: 0, max: item.max });
    }
    if (answers[item.code] !== undefined) throw new DuplicateAnswerError(item.code);
    answers[item.code] = value;
  }
  return answers;
}

/** The items without an answer, in questionnaire order. */
export function missingItems(answers: Answers): readonly ItemCode[] {
  return ITEMS.filter(({ code }) => answers[code] === undefined).map(({ code }) => code);
}

export function isComplete(answers: Answers): answers is CompleteAnswers {
  return missingItems(answers).length === 0;
}

export function sameAnswers(a: Answers, b: Answers): boolean {
  return ITEMS.every(({ code }) => a[code] === b[code]);
}

/**
 * Checks that every item of every set is answered.
 * @throws {ResponsesMissingError} naming the sets and their missing items
 */
export function requireEveryItem<S extends string>(
  sets: Readonly<Record<S, Answers>>,
): asserts sets is Readonly<Record<S, CompleteAnswers>> {
  const missing = Object.entries<Answers>(sets)
    .map(([set, answers]) => ({ set, items: missingItems(answers) }))
    .filter(({ items }) => items.length > 0);
  if (missing.length > 0) throw new ResponsesMissingError(missing);
}
