import { createHash } from 'node:crypto';

/** A file ready to be sent. */
export interface SiteFile {
  readonly body: Buffer;
  readonly contentType: string;
  /** Strong: it changes with every byte (RFC 9110 section 8.8.3). */
  readonly etag: string;
}

/** Text as a file. */
export function siteFile(text: string, contentType: string): SiteFile {
  const body = Buffer.from(text);
  const etag = `"${createHash('sha256').update(body).digest('base64url').slice(0, 22)}"`;
  return { body, contentType, etag };
}

/** True when `If-None-Match` names the entity tag, compared weakly (RFC 9110 section 13.1.2). */
export function isUnchanged({ etag }: SiteFile, ifNoneMatch: string | undefined): boolean {
  if (ifNoneMatch === undefined) return false;
  const tags: readonly string[] = ifNoneMatch.match(/"[^"]*"/g) ?? [];
  return ifNoneMatch.trim() === '*' || tags.includes(etag);
}
