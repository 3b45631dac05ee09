import { randomBytes } from 'node:crypto';

const POOL_BYTES = 4096;
/** By a hexadecimal digit, the one that a UUID has at its variant (RFC 9562 section 4.1). */
const VARIANT = Object.fromEntries([...'0123456789abcdef'].map((digit, i) => [digit, '89ab'.charAt(i & 3)]));

/** Makes ids from a pool of random digits: to ask for random bytes at every request costs more than the rest of an id. */
export class IdSource {
  private pool = '';
  private at = 0;
  private millisecond = -1;
  private time = '';

  /** A trace id (https://www.w3.org/TR/trace-context/#trace-id). */
  traceId(): string {
    return this.digits(32);
  }

  /** A span id (https://www.w3.org/TR/trace-context/#parent-id). */
  spanId(): string {
    return this.digits(16);
  }

  /** A UUID version 7 (RFC 9562 section 5.7): the time in milliseconds, then random bits. */
  uuidV7(now: number = Date.now()): string {
    if (now !== this.millisecond) {
      const time = now.toString(16).padStart(12, '0');
      this.millisecond = now;
      this.time = `${time.slice(0, 8)}-${time.slice(8)}-7`;
    }
    return `${this.time}${this.digits(3)}-${VARIANT[this.digits(1)]}${this.digits(3)}-${this.digits(12)}`;
  }

  private digits(count: number): string {
    if (this.at + count > this.pool.length) {
      this.pool = randomBytes(POOL_BYTES).toString('hex');
      this.at = 0;
    }
    this.at += count;
    return this.pool.slice(this.at - count, this.at);
  }
}
