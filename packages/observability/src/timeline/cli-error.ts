import type { LocalizedText } from './localized-text.js';

/** Something that a person can put right, in one sentence. */
export class CliError extends Error {
  override readonly name = 'CliError';

  constructor(
    readonly text: LocalizedText,
    readonly exitCode: number,
    options?: ErrorOptions,
  ) {
    super(text.en, options);
  }
}
