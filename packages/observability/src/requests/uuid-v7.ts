import { randomUUID } from 'node:crypto';

/**
 * UUIDs version 7 (RFC 9562 section 5.7) from Node's pool of version 4 ones: their 74 random bits stay, time takes the
 * place of the others.
 */
export function uuidV7(now: number = Date.now()): string {
  const time = now.toString(16).padStart(12, '0');
  return `${time.slice(0, 8)}-${time.slice(8)}-7${randomUUID().slice(15)}`;
}
