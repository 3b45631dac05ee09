import type { ThrottlerStorage } from '@nestjs/throttler';
import type { DataSource } from 'typeorm';

type ThrottlerRecord = Awaited<ReturnType<ThrottlerStorage['increment']>>;

/** One statement: of simultaneous requests each gets its own count. */
const HIT = `
  INSERT INTO web_rate_limit AS r (key, hits, expires_at) VALUES ($1, 1, now() + $2 * interval '1 millisecond')
  ON CONFLICT (key) DO UPDATE SET
    hits = CASE WHEN r.expires_at > now() THEN r.hits + 1 ELSE 1 END,
    expires_at = CASE WHEN r.expires_at > now() THEN r.expires_at ELSE excluded.expires_at END
  RETURNING hits, greatest(1, ceil(extract(epoch FROM expires_at - now())))::integer AS wait`;

/** Counts requests in PostgreSQL, for all instances together, in windows that begin with the first request. */
export class PostgresThrottlerStorage implements ThrottlerStorage {
  constructor(private readonly dataSource: DataSource) {}

  /** @param ttl of the window, in milliseconds */
  async increment(key: string, ttl: number, limit: number): Promise<ThrottlerRecord> {
    const [row] = await this.dataSource.query<{ readonly hits: number; readonly wait: number }[]>(HIT, [
      key,
      ttl,
    ]);
    const { hits, wait } = row ?? { hits: 1, wait: 1 };
    const isBlocked = hits > limit;
    return { totalHits: hits, timeToExpire: wait, isBlocked, timeToBlockExpire: isBlocked ? wait : 0 };
  }
}
