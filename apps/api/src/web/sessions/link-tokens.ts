import type { Visit } from '../visits/visit.js';

/** Links that let people in before they are somebody. */
export type LinkKind = 'invite' | 'rater';

/** Long enough to read, think, and answer. */
const HOUR_S = 60 * 60;

/** 256 bits, base64url. */
const TOKEN = /^[\w-]{43}$/;

/** The token in a text that somebody pasted: the token itself, or a link with it behind the `#`. */
export function readToken(text: unknown): string | undefined {
  if (typeof text !== 'string') return undefined;
  const token = text.trim().replace(/^.*#/s, '');
  return TOKEN.test(token) ? token : undefined;
}

/** Has the browser, and nobody else, keep the token of a link for an hour: it is in no URL and in no table. */
export function keepLinkToken(visit: Visit, kind: LinkKind, token: string): void {
  visit.keep(kind, token, HOUR_S);
}

/** The token of the link that the browser came by. */
export function linkToken(visit: Visit, kind: LinkKind): string | undefined {
  return readToken(visit.cookie(kind));
}

/** Forgets it, once it is used. */
export function dropLinkToken(visit: Visit, kind: LinkKind): void {
  visit.keep(kind, '', 0);
}
