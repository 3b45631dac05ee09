import type { Type } from '@nestjs/common';
import type { CrawlerGroup } from './robots-txt/write-robots-txt.js';
import type { SitemapEntry, SitemapProvider } from './sitemap/sitemap-entry.js';

/** robots.txt and the sitemap of a service. */
export interface SiteFilesOptions extends Omit<CrawlerGroup, 'crawlers'> {
  /** Where crawlers reach the service: scheme and host, such as `https://couple.example`. */
  readonly baseUrl: string;
  /** Lines for single crawlers, such as those that collect texts for language models. @default none */
  readonly groups?: readonly CrawlerGroup[];
  /** Lines of your own at the end of robots.txt. @default none */
  readonly extra?: string;
  /** The text of a robots.txt that something else serves, such as a CDN: it is checked, and not served. @default our own */
  readonly robotsTxt?: string;
  /** Pages of the sitemap that are known at the start. @default none */
  readonly sitemap?: readonly SitemapEntry[];
  /** Lists the other ones; a provider of any module. @default none */
  readonly sitemapProvider?: Type<SitemapProvider>;
  /**
   * More crawlers that keep no index for people to search: robots.txt may keep them off pages whose noindex they need not see.
   * @default none besides the well-known ones, such as `GPTBot` and `Google-Extended`
   */
  readonly otherCrawlers?: readonly string[];
  /** Seconds for which robots.txt and the sitemap may be kept, also by the service itself. @default 3600 */
  readonly maxAgeSeconds?: number;
}
