import { createHash } from 'node:crypto';

/** The strong entity tag of what is made from a text by one version of a maker (RFC 9110 section 8.8.3). */
export function entityTag(source: string, makerVersion: string): string {
  const hash = createHash('sha256').update(`${makerVersion}\n${source}`);
  return `"${hash.digest('base64url').slice(0, 27)}"`;
}

/** Whether `If-None-Match` names the tag; weak comparison, as the header is defined (RFC 9110 section 13.1.2). */
export function noneMatchNames(ifNoneMatch: string | undefined, tag: string): boolean {
  const named = (ifNoneMatch ?? '').split(',').map((entry) => entry.trim().replace(/^W\//, ''));
  return named.includes(tag) || named.includes('*');
}
