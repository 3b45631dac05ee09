import { createHmac, randomBytes } from 'node:crypto';
import type { Visit } from '../visits/visit.js';

/** As long as a link for raters can last. */
const LIFETIME_S = 90 * 24 * 60 * 60;
/** 256 bits, base64url. */
const SECRET = /^[\w-]{43}$/;

/**
 * The key of this browser for one link, by which its rating can be changed. What the browser keeps is a secret that the key follows
 * from, so that the keys of two links tell nobody that one and the same person has rated.
 * @returns undefined for a browser that has rated nobody yet
 */
export function raterKey(visit: Visit, raterToken: string): string | undefined {
  const secret = visit.cookie('rater-key');
  return secret !== undefined && SECRET.test(secret) ? keyOf(secret, raterToken) : undefined;
}

/** The same, for one who rates now: the browser keeps its secret from here on. */
export function keepRaterKey(visit: Visit, raterToken: string): string {
  const kept = visit.cookie('rater-key');
  const secret = kept !== undefined && SECRET.test(kept) ? kept : randomBytes(32).toString('base64url');
  visit.keep('rater-key', secret, LIFETIME_S);
  return keyOf(secret, raterToken);
}

function keyOf(secret: string, raterToken: string): string {
  return createHmac('sha256', secret).update(raterToken).digest('base64url');
}
