/** What the headers that a status demands are made of. */
export interface RequiredHeaderSource {
  /** The challenge of a 401 that has none of its own; false for none. */
  readonly challenge: string | false;
  /** The methods that the resource supports besides the one it refused. */
  readonly allow: () => string;
}

/**
 * The header that HTTP demands of an answer with this status and that its thrower left out: `WWW-Authenticate` of 401
 * (RFC 9110 sections 15.5.2 and 11.6.1), `Allow` of 405 (section 15.5.6).
 */
export function requiredHeaders(
  status: number,
  has: (name: string) => boolean,
  { challenge, allow }: RequiredHeaderSource,
): Readonly<Record<string, string>> {
  if (status === 401 && challenge !== false && !has('www-authenticate')) {
    return { 'WWW-Authenticate': challenge };
  }
  return status === 405 && !has('allow') ? { Allow: allow() } : {};
}
