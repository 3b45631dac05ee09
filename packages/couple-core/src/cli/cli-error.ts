import type { LocalizedText } from '../domain/localized-text.js';

/** Something that a person can put right, in one sentence. */
export class CliError extends Error {
  override readonly name = 'CliError';

  constructor(
    readonly text: LocalizedText,
    options?: ErrorOptions,
  ) {
    super(text.en, options);
  }
}
