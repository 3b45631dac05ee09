/** The parts of a Node, Express or Fastify request that a problem is made of. */
export interface ProblemRequest {
  readonly method?: string | undefined;
  readonly url?: string | undefined;
  /** The target as it arrived; mounted middleware shortens `url`. */
  readonly originalUrl?: string | undefined;
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>;
}

/** The request target as it arrived. */
export function requestTarget(request: ProblemRequest): string {
  return request.originalUrl || request.url || '/';
}

/** What nearly every path is: valid as it stands, without a query and without `//` at its start. */
const PLAIN_PATH = /^\/(?!\/)[\w\-.~!$&'()*+,;=:@/]*$/;

/**
 * The `instance` of a problem (RFC 9457 section 3.1.5): the path of the request, never its query, as a valid relative
 * reference (RFC 3986 section 4.2) whatever bytes the client sent.
 */
export function instancePath(request: ProblemRequest): string {
  const target = requestTarget(request);
  if (PLAIN_PATH.test(target)) return target;
  const path = target.replace(/[?#].*$/s, '').replace(/^https?:\/\/[^/]*/i, '');
  const encoded = path
    .replaceAll(/%(?![0-9a-f]{2})/gi, '%25')
    .replaceAll(/[^a-z0-9\-._~!$&'()*+,;=:@/%]+/gi, (bytes) => encodeURIComponent(bytes.toWellFormed()));
  // A leading `//` would read as a host name.
  return encoded.startsWith('//') ? `/.${encoded}` : encoded || '/';
}
