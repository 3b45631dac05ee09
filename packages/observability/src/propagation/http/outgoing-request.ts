/** An HTTP request on its way out, whichever client sends it. */
export interface OutgoingRequest {
  readonly method: string;
  /** Undefined when there is no such URL, as of `OPTIONS *`. Costs parsing. */
  readonly url: () => URL | undefined;
  hasHeader(name: string): boolean;
  setHeader(name: string, value: string): void;
}

/** How a request ended: with a status, with an error, or with both when its body broke off. */
export interface RequestEnd {
  readonly status: number | undefined;
  readonly error: unknown;
}

/**
 * The URL of a request target (RFC 9112 section 3.2): a path, or for a proxy all of a URL. A path is put behind the origin,
 * not resolved against it: `//host/` is a path, too.
 */
export function requestUrl(origin: string, target: string): URL | undefined {
  return URL.parse(target.startsWith('/') ? `${origin}${target}` : target) ?? undefined;
}
