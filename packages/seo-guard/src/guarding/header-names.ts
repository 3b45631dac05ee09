/** What this package writes, as it is written. */
export const ROBOTS_HEADER = 'X-Robots-Tag';
export const EXPLAIN_HEADER = 'X-Robots-Explain';
const REFERRER_HEADER = 'Referrer-Policy';
const CACHE_HEADER = 'Cache-Control';

/** Sends no referrer to anyone. https://www.w3.org/TR/referrer-policy/#referrer-policy-no-referrer */
export const UNREFERRED = [REFERRER_HEADER, 'no-referrer'] as const;
/** Kept by no cache. RFC 9111 sections 5.2.2.5 and 5.2.2.7 */
export const UNCACHED = [CACHE_HEADER, 'private, no-store'] as const;

/**
 * Whether a header, in lower case, lets caches keep or revalidate a response: validators (RFC 9110 section 8.8), what is older
 * than `Cache-Control`, and what single caches put above it: the `CDN-Cache-Control` family (RFC 9213), `Surrogate-Control`,
 * Akamai's `Edge-Control` and nginx's `X-Accel-Expires`.
 */
export function concernsCaches(name: string): boolean {
  return CACHE_NAMES.has(name) || name.endsWith('cache-control');
}

const CACHE_NAMES: ReadonlySet<string> = new Set([
  'etag', 'last-modified', 'expires', 'pragma', 'age', 'surrogate-control', 'edge-control', 'x-accel-expires',
]); // prettier-ignore
