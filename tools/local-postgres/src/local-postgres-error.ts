/** PostgreSQL cannot be started here, told in one sentence with what to do next. */
export class LocalPostgresError extends Error {
  override readonly name = 'LocalPostgresError';
}

/** What helps in every case. */
export const USE_YOUR_OWN = 'set DATABASE_URL to use a PostgreSQL of yours';

/**
 * Tells what the operating system or PostgreSQL refused as a `LocalPostgresError`. Other errors, without a code or
 * with one of Node's `ERR_`, are defects of ours and keep their stack.
 */
export async function inOneSentence<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (cause) {
    const code = codeOf(cause);
    if (cause instanceof LocalPostgresError || code === undefined || code.startsWith('ERR_')) throw cause;
    throw new LocalPostgresError(`PostgreSQL could not be started (${firstLine(cause)}); ${USE_YOUR_OWN}.`, {
      cause,
    });
  }
}

/** The code of a system error or the SQLSTATE of a PostgreSQL error. */
export function codeOf(error: unknown): string | undefined {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : undefined;
}

/** What an error says, without the lines that follow. */
export function firstLine(error: unknown): string {
  return (error instanceof Error ? error.message : String(error)).split('\n', 1)[0]?.replace(/\.$/, '') ?? '';
}
