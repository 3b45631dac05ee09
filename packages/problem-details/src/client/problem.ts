import type { RateLimit } from './rate-limits.js';
import type { RetryAfter } from './retry-after.js';

/**
 * What became of the body: read as `problem+json` or `problem+xml`; or why everything but the headers is unknown. `other`
 * is another media type, `none` no body, `too-large` more than the limit, `broken` a connection that failed in the middle
 * (or an abort), `malformed` not what its media type says, `used` read by somebody else before.
 */
export type ProblemSource =
  'problem+json' | 'problem+xml' | 'other' | 'none' | 'too-large' | 'broken' | 'malformed' | 'used';

/** Further members of a problem (RFC 9457 section 3.2). Without a prototype: every name in it was sent. */
export type ProblemExtensions = Readonly<Record<string, unknown>>;

/** An error response as a problem (RFC 9457 section 3). Everything in it was chosen by the server: it is data, not markup. */
export interface Problem {
  /**
   * What kind of problem it is: the URI to compare, absolute when the URL of the response is known. `about:blank` when
   * the server named none. Check the scheme before making a link of it.
   */
  readonly type: string;
  /** The title that was sent, else the phrase of the status. */
  readonly title: string;
  /** The status of the response, whatever the body says. */
  readonly status: number;
  /**
   * The `status` member, which is only advisory (RFC 9457 section 3.1.2): where it differs from `status`, somebody between
   * the server and here has changed that.
   */
  readonly statedStatus?: number;
  /** What happened this time. */
  readonly detail?: string;
  /** The URI of this occurrence, absolute when the URL of the response is known. */
  readonly instance?: string;
  /** `Content-Language`: the language of `title` and `detail`. */
  readonly language?: string;
  readonly extensions: ProblemExtensions;
  /** When to try again, if the server said so. */
  readonly retryAfter?: RetryAfter;
  /** The quotas that the server told about; empty when none. */
  readonly rateLimits: readonly RateLimit[];
  readonly source: ProblemSource;
}
