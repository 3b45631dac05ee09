import type { IncomingHttpHeaders } from 'node:http';

/**
 * Whether a report comes from a page of this service, as far as browsers say. Programs that are no browsers can claim
 * anything, so this keeps other sites from reporting through their visitors, and nothing else.
 *
 * `Sec-Fetch-Site` counts before `Origin`, which is `null` on pages with `Referrer-Policy: no-referrer`.
 * Sources: https://www.w3.org/TR/fetch-metadata/ and https://fetch.spec.whatwg.org/#origin-header
 * @param origins further ones that may report, such as `https://www.example.com`
 */
export function mayReport(headers: IncomingHttpHeaders, origins: readonly string[]): boolean {
  const { origin, host } = headers;
  if (origin !== undefined && origins.includes(origin)) return true;
  const site = headers['sec-fetch-site'];
  if (site !== undefined) return site === 'same-origin';
  return origin === undefined || URL.parse(origin)?.host === host?.toLowerCase();
}
