/** What @nestjs/throttler tells its `errorMessage` function about a request that is too much; times in its own units. */
export interface ThrottledDetail {
  readonly limit: number;
  /** Milliseconds. */
  readonly ttl: number;
  /** Seconds. */
  readonly timeToBlockExpire: number;
}

const MARK = 'throttled';

/**
 * For the option `errorMessage` of @nestjs/throttler: passes the limit that was really exceeded on to `throttlerPack`, also
 * where `@Throttle` changed it for a route. Without it the pack knows only what is configured for all routes.
 */
export function throttledMessage(
  _context: unknown,
  { limit, ttl, timeToBlockExpire }: ThrottledDetail,
): string {
  return `${MARK} ${JSON.stringify({ limit, ttl, timeToBlockExpire })}`;
}

/** Reads the message back; undefined for any other. */
export function readThrottledMessage(message: unknown): Partial<ThrottledDetail> | undefined {
  if (typeof message !== 'string' || !message.startsWith(`${MARK} {`)) return undefined;
  try {
    return JSON.parse(message.slice(MARK.length + 1)) as Partial<ThrottledDetail>;
  } catch {
    // The words of an application that happen to start the same way.
    return undefined;
  }
}
