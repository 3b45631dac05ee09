import { EXIT_CODES, type ExitCode } from './exit-codes.js';
import type { LocalizedText } from './localized-text.js';

/** Something that the operator can understand and do something about: one sentence, and how the command ends. */
export class OperatorError extends Error {
  override readonly name = 'OperatorError';

  constructor(
    readonly text: LocalizedText,
    readonly exitCode: ExitCode = EXIT_CODES.fail,
    options?: ErrorOptions,
  ) {
    super(text.en, options);
  }
}
