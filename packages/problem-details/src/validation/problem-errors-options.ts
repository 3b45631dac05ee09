import { isErrorStatus } from '../registry/error-status.js';
import type { ValidationTexts } from './validation-texts.js';

/** How the pipes of this package answer. */
export interface ProblemErrorsOptions {
  /** Status of the problem; `statusProblems` may give it a type of your own. @default 422 */
  readonly status?: number;
  /** Most entries in `errors`; `errors_omitted` counts the rest. @default 100 */
  readonly maxErrors?: number;
  /** Your words for rules, by code; they replace the words of the library, not those you wrote in a decorator. @default none */
  readonly texts?: ValidationTexts;
}

/** @throws {Error} naming the option that makes no sense */
export function checkErrorsOptions(options: Required<ProblemErrorsOptions>): Required<ProblemErrorsOptions> {
  const { status, maxErrors, texts } = options;
  if (!isErrorStatus(status)) {
    throw new Error(`problem-details: status must be 400 to 599, not ${String(status)}.`);
  }
  if (!Number.isInteger(maxErrors) || maxErrors < 1) {
    throw new Error(`problem-details: maxErrors must be a positive integer, not ${String(maxErrors)}.`);
  }
  for (const [code, text] of Object.entries(texts)) {
    if (!text?.en?.trim() || !text.ko?.trim()) {
      throw new Error(`problem-details: texts.${code} needs words in "en" and "ko".`);
    }
  }
  return options;
}
