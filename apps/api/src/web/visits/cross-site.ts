import type { IncomingHttpHeaders } from 'node:http';

/**
 * Whether a browser says that another site sent a request: by `Sec-Fetch-Site` (W3C Fetch Metadata), else by `Origin`. An `Origin` of
 * `null`, which a page without a referrer sends, says nothing; neither does silence: then the token in the form decides alone.
 * @param origins those of this service, such as `https://couple.example`
 */
export function isCrossSite(headers: IncomingHttpHeaders, origins: readonly string[]): boolean {
  const site = headers['sec-fetch-site'];
  if (site !== undefined) return site !== 'same-origin' && site !== 'none';
  const { origin } = headers;
  if (origin === undefined || origin === 'null') return false;
  return !origins.includes(origin.toLowerCase());
}
