import { VitalsRateLimit, type RateDecision } from './vitals-rate-limit.js';

/** How much a client may send. */
export interface TokenBucketOptions {
  /** Reports at once. A page sends one whenever it is hidden. @default 30 */
  readonly burst?: number;
  /** Reports per minute in the long run. @default 30 */
  readonly perMinute?: number;
  /** Clients remembered; beyond that the one longest unseen is forgotten. @default 10000 */
  readonly clients?: number;
}

interface Bucket {
  readonly tokens: number;
  readonly at: number;
}

/** A token bucket for each client, in the memory of this process. */
export class TokenBuckets extends VitalsRateLimit {
  /** The client longest unseen is first. */
  private readonly buckets = new Map<string, Bucket>();
  private readonly burst: number;
  private readonly perMs: number;
  private readonly clients: number;

  /** @throws {TypeError} naming the option that is not a positive number */
  constructor({ burst = 30, perMinute = 30, clients = 10_000 }: TokenBucketOptions = {}) {
    super();
    for (const [name, value] of Object.entries({ burst, perMinute, clients })) {
      if (!Number.isFinite(value) || value < (name === 'perMinute' ? Number.MIN_VALUE : 1)) {
        throw new TypeError(`web-vitals: rateLimit.${name} must be a number above zero.`);
      }
    }
    this.burst = burst;
    this.perMs = perMinute / 60_000;
    this.clients = clients;
  }

  /**
   * Takes one of the client's tokens.
   * @param now milliseconds of a clock that never goes back
   */
  take(client: string, now = performance.now()): RateDecision {
    const tokens = this.tokensOf(client, now);
    const allowed = tokens >= 1;
    this.buckets.delete(client);
    this.buckets.set(client, { tokens: allowed ? tokens - 1 : tokens, at: now });
    this.forget();
    if (allowed) return { allowed };
    return { allowed, retryAfterSeconds: Math.max(1, Math.ceil((1 - tokens) / this.perMs / 1_000)) };
  }

  /** Clients remembered now. */
  get size(): number {
    return this.buckets.size;
  }

  private tokensOf(client: string, now: number): number {
    const bucket = this.buckets.get(client);
    if (!bucket) return this.burst;
    return Math.min(this.burst, bucket.tokens + (now - bucket.at) * this.perMs);
  }

  private forget(): void {
    for (const client of this.buckets.keys()) {
      if (this.buckets.size <= this.clients) return;
      this.buckets.delete(client);
    }
  }
}
