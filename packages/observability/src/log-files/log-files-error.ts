/** Log files cannot be written where they should be. */
export class LogFilesError extends Error {
  override readonly name = 'LogFilesError';

  constructor(
    readonly directory: string,
    cause: unknown,
  ) {
    const code = cause instanceof Error && 'code' in cause ? String(cause.code) : String(cause);
    super(`dailyLogFiles: no log file can be written in ${directory} (${code}).`, { cause });
  }
}
