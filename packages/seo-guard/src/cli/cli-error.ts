import type { LocalizedText } from './localized-text.js';

/** How a command ends, for scripts; 64, 66 and 69 are EX_USAGE, EX_NOINPUT and EX_UNAVAILABLE of sysexits(3). */
export const EXIT_CODE = {
  clean: 0,
  /** Something was found. Also when something failed that has no code of its own. */
  findings: 1,
  usage: 64,
  /** A file cannot be read. */
  noInput: 66,
  /** The service does not answer. */
  unreachable: 69,
} as const;

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

/** An argument that cannot be used. */
export function usageError(en: string, ko: string): CliError {
  return new CliError({ en, ko }, EXIT_CODE.usage);
}
