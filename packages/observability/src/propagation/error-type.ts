/** A value of `error.type`, of few different ones: the error's code, such as `ECONNREFUSED`, else its name. */
export function errorType(error: unknown): string {
  if (!(error instanceof Error)) return typeof error;
  return 'code' in error && typeof error.code === 'string' ? error.code : error.name;
}
