import type { Type } from '@nestjs/common';
import type { CrawlerGroup } from './robots-txt/write-robots-txt.js';
import type { SitemapEntry, SitemapProvider } from './sitemap/sitemap-entry.js';

/** robots.txt and the sitemap of a service. */
export interface SiteFilesOptions extends Omit<CrawlerGroup, 'crawlers'> {
  /** Scheme and host where crawlers reach the service, such as `https://couple.example`. */
  readonly baseUrl: string;
  /**
   * `{ crawlers, disallow, allow }`; these crawlers obey none of the lines for everyone.
   *
   * Such as those that collect texts for language models.
   * @default none
   */
  readonly groups?: readonly CrawlerGroup[];
  /** Lines of your own at the end. @default none */
  readonly extra?: string;
  /** Text of a robots.txt that something else serves, such as a CDN: checked, not served. @default ours */
  readonly robotsTxt?: string;
  /** `{ url, lastModified, alternates }`, checked at the start. @default none */
  readonly sitemap?: readonly SitemapEntry[];
  /**
   * A provider that lists the other pages.
   *
   * Of any module.
   * @default none
   */
  readonly sitemapProvider?: Type<SitemapProvider>;
  /**
   * More crawlers without a search index, which may be kept off pages whose noindex they need not see.
   *
   * Besides the well-known ones, such as `GPTBot` and `Google-Extended`.
   * @default the well-known ones
   */
  readonly otherCrawlers?: readonly string[];
  /** How long the files may be kept, and what the provider listed. @default 3600 */
  readonly maxAgeSeconds?: number;
}
