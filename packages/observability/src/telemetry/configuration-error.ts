/** An environment variable that cannot be used. The message names it and never repeats a value that may be secret. */
export class ConfigurationError extends Error {
  override readonly name = 'ConfigurationError';

  constructor(
    readonly variable: string,
    rule: string,
  ) {
    super(`${variable} ${rule}.`);
  }
}
