import type { SitemapEntry } from './sitemap-entry.js';

/** One `url` element, checked. */
export interface SitemapUrl {
  readonly location: URL;
  readonly lastModified: string | undefined;
  /** Absolute URLs by language. */
  readonly alternates: readonly (readonly [language: string, url: string])[];
}

/**
 * The URLs of an entry: itself, and the same page in other languages.
 *
 * @param origin scheme and host, such as `https://couple.example`
 * @throws {TypeError} saying what is wrong with the entry, without its URL
 */
export function sitemapUrls(entry: SitemapEntry, origin: string): readonly SitemapUrl[] {
  const location = locate(entry.url, origin);
  const lastModified = w3cDatetime(entry.lastModified);
  const others = Object.entries(entry.alternates ?? {}).map(([language, url]) => {
    if (!LANGUAGE.test(language))
      throw new TypeError(`"${language}" of alternates is no language such as "ko"`);
    return [language, locate(url, origin)] as const;
  });
  const alternates = others.map(([language, { href }]) => [language, href] as const);
  const distinct = new Map([location, ...others.map(([, url]) => url)].map((url) => [url.href, url]));
  if (others.length > 0 && distinct.size !== new Set(alternates.map(([, href]) => href)).size) {
    throw new TypeError('alternates must name the page itself, too');
  }
  return [...distinct.values()].map((url) => ({ location: url, lastModified, alternates }));
}

/** https://datatracker.ietf.org/doc/html/rfc5646: language, script, region. */
const LANGUAGE = /^(?:x-default|[a-z]{2,3}(?:-[a-z]{4})?(?:-(?:[a-z]{2}|\d{3}))?)$/i;

/** https://www.sitemaps.org/protocol.html#locdef: less than 2,048 characters. */
const LONGEST_URL = 2_047;

function locate(text: string, origin: string): URL {
  const url = URL.parse(text, origin);
  if (url?.origin !== origin) throw new TypeError(`a URL is not one of ${origin}`);
  if (url.hash || url.username || url.password) throw new TypeError('a URL has a fragment, user or password');
  if (url.href.length > LONGEST_URL) throw new TypeError(`a URL is longer than ${LONGEST_URL} characters`);
  return url;
}

const DATETIME = /^\d{4}(?:-\d\d(?:-\d\d(?:T\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:\d\d))?)?)?$/;

function w3cDatetime(date: Date | string | undefined): string | undefined {
  if (date === undefined) return undefined;
  const text = typeof date === 'string' ? date : Number.isNaN(date.getTime()) ? '' : date.toISOString();
  if (!DATETIME.test(text) || Number.isNaN(Date.parse(text))) {
    throw new TypeError('lastModified must be a valid date, or text such as 2026-11-26 or 2026-11-26T09:00:00Z'); // prettier-ignore
  }
  return text;
}
