import { randomBytes } from 'node:crypto';

const SECRET_BYTES = 32;
const POOL_BYTES = 128 * SECRET_BYTES;

let pool: Buffer = Buffer.alloc(0);

/** 256 random bits. Made many at a time, as `randomUUID` does: one by one, making them is most of the cost of using them. */
export function randomSecret(): Buffer {
  if (pool.length === 0) pool = randomBytes(POOL_BYTES);
  const secret = Buffer.from(pool.subarray(0, SECRET_BYTES));
  pool.fill(0, 0, SECRET_BYTES);
  pool = pool.subarray(SECRET_BYTES);
  return secret;
}
