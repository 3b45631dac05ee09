/**
 * Why nobody knows which issues there are.
 * - `credentials`: Google takes the refresh token or the client no longer; trying again is of no use, a person has to act.
 * - `refused`: AdSense refuses the request; a person has to act in Google's consoles.
 * - `unreported`: AdSense answers, but reports no issues for such an account, whether there are any or not.
 * - `unavailable`: no answer, or none that can be read. It may work later.
 */
export type AdSenseFailureKind = 'credentials' | 'refused' | 'unreported' | 'unavailable';

/** The issues of an account could not be read. Its message is for operators, and holds no secret. */
export class AdSenseError extends Error {
  override readonly name = 'AdSenseError';
  readonly kind: AdSenseFailureKind;
  /** Milliseconds after which Google wants to be asked again at the earliest. */
  readonly retryAfterMs: number | undefined;

  constructor(
    kind: AdSenseFailureKind,
    message: string,
    options: { readonly cause?: unknown; readonly retryAfterMs?: number | undefined } = {},
  ) {
    super(message, 'cause' in options ? { cause: options.cause } : undefined);
    this.kind = kind;
    this.retryAfterMs = options.retryAfterMs;
  }
}
