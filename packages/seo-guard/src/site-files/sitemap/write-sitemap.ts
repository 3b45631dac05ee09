import { escapeAttribute } from '../../meta/escape-attribute.js';
import type { SitemapUrl } from './sitemap-url.js';

/** How much fits into one file. */
export interface SitemapLimits {
  readonly urls: number;
  /** Uncompressed. */
  readonly bytes: number;
}

/** https://www.sitemaps.org/protocol.html#index */
export const SITEMAP_LIMITS: SitemapLimits = { urls: 50_000, bytes: 50 * 1024 * 1024 };

const HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n';
const NAMESPACE = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"';
const OPEN = `${HEAD}<urlset ${NAMESPACE} xmlns:xhtml="http://www.w3.org/1999/xhtml">\n`;
const CLOSE = '</urlset>\n';

/**
 * The files of a sitemap, none without URLs: the sitemap itself, or an index and then its pages, which are at `?page=1` and so
 * on of the same path, since a sitemap lists what is in its own folder and below.
 * Source: https://www.sitemaps.org/protocol.html
 *
 * @param location the URL of the sitemap
 * @throws {RangeError} when even an index cannot hold that many
 */
export function writeSitemap(
  urls: readonly SitemapUrl[],
  location: string,
  limits: SitemapLimits = SITEMAP_LIMITS,
): readonly string[] {
  const pages = paginate(urls.map(writeUrl), limits).map((page) => OPEN + page.join('') + CLOSE);
  if (pages.length < 2) return pages;
  if (pages.length > limits.urls) throw new RangeError(`a sitemap index holds ${limits.urls} pages at most`);
  const entries = pages.map((_, index) => `  <sitemap><loc>${escapeAttribute(location)}?page=${index + 1}</loc></sitemap>\n`); // prettier-ignore
  return [`${HEAD}<sitemapindex ${NAMESPACE}>\n${entries.join('')}</sitemapindex>\n`, ...pages];
}

function paginate(written: readonly string[], limits: SitemapLimits): readonly (readonly string[])[] {
  const room = limits.bytes - Buffer.byteLength(OPEN + CLOSE);
  const pages: string[][] = [];
  let bytes = Infinity;
  for (const url of written) {
    const size = Buffer.byteLength(url);
    const page = pages.at(-1);
    if (page && page.length < limits.urls && bytes + size <= room) {
      page.push(url);
      bytes += size;
    } else {
      pages.push([url]);
      bytes = size;
    }
  }
  return pages;
}

function writeUrl({ location, lastModified, alternates }: SitemapUrl): string {
  const links = alternates.map(
    ([language, url]) =>
      `    <xhtml:link rel="alternate" hreflang="${escapeAttribute(language)}" href="${escapeAttribute(url)}"/>\n`,
  );
  return [
    '  <url>\n',
    `    <loc>${escapeAttribute(location.href)}</loc>\n`,
    ...(lastModified === undefined ? [] : [`    <lastmod>${lastModified}</lastmod>\n`]),
    ...links,
    '  </url>\n',
  ].join('');
}
