/** A page for search engines to find. */
export interface SitemapEntry {
  /** Its path, or its URL on the host of `baseUrl`. */
  readonly url: string;
  /**
   * When its content last changed: a date, or W3C datetime text such as `2026-11-26`.
   * Source: https://www.w3.org/TR/NOTE-datetime
   * @default not told
   */
  readonly lastModified?: Date | string;
  /**
   * The same page by language, itself included: `{ ko: '/guide', en: '/en/guide', 'x-default': '/guide' }`. Each of them is
   * listed. Source: https://developers.google.com/search/docs/specialty/international/localized-versions
   * @default none
   */
  readonly alternates?: Readonly<Record<string, string>>;
}

/** Lists pages that are known only when they are asked for. Provide a subclass and name it in `siteFiles.sitemapProvider`. */
export abstract class SitemapProvider {
  /** All pages, in any order. Those that are not to be indexed are left out of the sitemap, and logged as an error. */
  abstract entries(): Iterable<SitemapEntry> | AsyncIterable<SitemapEntry>;
}
