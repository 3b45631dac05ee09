/** The service did not answer at all, so nothing can be said of it. */
export class AuditUnreachableError extends Error {
  override readonly name = 'AuditUnreachableError';

  constructor(
    readonly url: string,
    /** `ECONNREFUSED`, or a sentence without its full stop. */
    readonly failure: string,
  ) {
    super(`${url} cannot be reached: ${failure}.`);
  }
}
