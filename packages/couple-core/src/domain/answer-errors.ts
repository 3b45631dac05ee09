import { CoupleError } from './couple-error.js';

/** An answer names no item of the questionnaire, or its value is not an integer in the item's range. */
export class QuestionInvalidError extends CoupleError {
  readonly code = 'question-invalid';

  constructor(
    /** The code as it was sent, at most 16 characters of it. */
    readonly item: string,
    /** The allowed range, or undefined when the item does not exist. */
    readonly range: { readonly min: number; readonly max: number } | undefined,
  ) {
    super(
      range
        ? `The answer to ${item} must be an integer from ${range.min} to ${range.max}.`
        : `There is no item ${item}.`,
    );
  }
}

/** The same item is answered twice in one set. */
export class DuplicateAnswerError extends CoupleError {
  readonly code = 'duplicate-answer';

  constructor(readonly item: string) {
    super(`${item} is answered more than once.`);
  }
}

/** A set of answers lacks items that the step needs. */
export class ResponsesMissingError extends CoupleError {
  readonly code = 'responses-missing';

  constructor(readonly missing: readonly MissingAnswers[]) {
    super(`Answers are missing: ${missing.map(({ set, items }) => `${set} ${items.join(' ')}`).join('; ')}.`);
  }
}

/** Items that one set of answers lacks. */
export interface MissingAnswers {
  /** Whose answers to what: `a_self`, `a_guess`, `b_self` or `b_guess`. */
  readonly set: string;
  readonly items: readonly string[];
}
