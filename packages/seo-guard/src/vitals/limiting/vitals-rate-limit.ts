/** Whether a client may report now. */
export type RateDecision =
  | { readonly allowed: true }
  | { readonly allowed: false; /** Whole seconds, at least 1. */ readonly retryAfterSeconds: number };

/** Port: counts reports by client. The default counts in memory; one that several instances share goes here. */
export abstract class VitalsRateLimit {
  /** Counts one report. @param client see `clientKey` */
  abstract take(client: string): RateDecision | Promise<RateDecision>;
}
