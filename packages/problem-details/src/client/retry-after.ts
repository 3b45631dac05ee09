import { parseHttpDate } from './http-date.js';
import type { HeadersLike } from './response-like.js';

/** When a request can be tried again. */
export interface RetryAfter {
  /**
   * How long to wait from now, in milliseconds; 0 when the moment is past. At most 2^31 seconds. `setTimeout` takes less
   * (24.8 days) and fires at once when it is given more.
   */
  readonly ms: number;
  /** The same moment by the clock of this machine. */
  readonly date: Date;
}

/** What RFC 9111 section 1.2.2 has recipients take for more seconds than they can represent. */
const MAX_SECONDS = 2_147_483_648;

/**
 * Reads `Retry-After` (RFC 9110 section 10.2.3), seconds or an HTTP date. A date is one of the server's clock, so it is
 * compared with its `Date` header where there is one: a client whose clock is wrong still waits as long as it should.
 *
 * @param now milliseconds since the epoch
 * @returns undefined when there is none, or none that is well-formed
 */
export function readRetryAfter(headers: HeadersLike, now: number = Date.now()): RetryAfter | undefined {
  const value = headers.get('retry-after')?.trim() ?? '';
  const ms = /^\d+$/.test(value) ? Number(value) * 1000 : untilDate(value, headers, now);
  if (ms === undefined) return undefined;
  const wait = Math.min(Math.max(ms, 0), MAX_SECONDS * 1000);
  return { ms: wait, date: new Date(now + wait) };
}

function untilDate(value: string, headers: HeadersLike, now: number): number | undefined {
  const time = parseHttpDate(value, now);
  return time === undefined ? undefined : time - serverTime(headers, now);
}

/** The time by the clock of the server when it answered, else by this machine's. */
export function serverTime(headers: HeadersLike, now: number): number {
  return parseHttpDate(headers.get('date'), now) ?? now;
}
