import { siteFile, type SiteFile } from '../site-file.js';
import type { SitemapProvider } from './sitemap-entry.js';
import { sitemapUrls, type SitemapUrl } from './sitemap-url.js';
import { writeSitemap } from './write-sitemap.js';

/** What a sitemap is made from. */
export interface SitemapParts {
  readonly origin: string;
  /** The URL of the sitemap. */
  readonly location: string;
  /** Pages that are known at the start, checked then. */
  readonly known: readonly SitemapUrl[];
  readonly provider: SitemapProvider | undefined;
  /** Why a path with its query must not be listed; undefined where it may. */
  readonly refusal: (target: string) => string | undefined;
  /** How long the provider's answer is good. */
  readonly maxAgeMs: number;
  readonly report: SitemapReport;
  /** Milliseconds of a clock that only goes forward. */
  readonly now: () => number;
}

/** Who hears of trouble. */
export interface SitemapReport {
  error(message: string, cause?: unknown): void;
}

interface Edition {
  readonly files: readonly SiteFile[];
  readonly until: number;
}

/** After a failure, the provider is left alone for a while. */
const RETRY_MS = 10_000;

/** The files of a sitemap, written again when they are too old; one writer at a time. */
export class SitemapLibrary {
  private edition: Edition | undefined;
  private writing: Promise<Edition> | undefined;

  constructor(private readonly parts: SitemapParts) {}

  /**
   * A file, 0 for the sitemap itself; undefined where there is none. While the provider fails, the last one is good.
   * @throws what the provider throws, if there has been no sitemap yet
   */
  async find(page: number): Promise<SiteFile | undefined> {
    const { now, report } = this.parts;
    if (this.edition && now() < this.edition.until) return this.edition.files[page];
    this.writing ??= this.write().finally(() => (this.writing = undefined));
    try {
      this.edition = await this.writing;
    } catch (error) {
      if (!this.edition) throw error;
      this.edition = { ...this.edition, until: now() + RETRY_MS };
      report.error('The sitemap could not be written again; the last one is served.', error);
    }
    return this.edition.files[page];
  }

  private async write(): Promise<Edition> {
    const { known, provider, location, maxAgeMs, now } = this.parts;
    const urls = new Map(known.map((url) => [url.location.href, url]));
    if (provider) for (const url of await this.listed(provider)) urls.set(url.location.href, url);
    const files = writeSitemap([...urls.values()], location).map((xml) => siteFile(xml, 'application/xml; charset=utf-8')); // prettier-ignore
    return { files, until: provider ? now() + maxAgeMs : Infinity };
  }

  /** What the provider lists and search engines may index; the rest is told by its reasons, without URLs, which can be secret. */
  private async listed(provider: SitemapProvider): Promise<readonly SitemapUrl[]> {
    const { origin, refusal, report } = this.parts;
    const good: SitemapUrl[] = [];
    const refused = new Map<string, number>();
    for await (const entry of provider.entries()) {
      try {
        const urls = sitemapUrls(entry, origin);
        const reason = urls.map(({ location }) => refusal(location.pathname + location.search)).find((why) => why !== undefined); // prettier-ignore
        if (reason === undefined) good.push(...urls);
        else refused.set(reason, (refused.get(reason) ?? 0) + 1);
      } catch (error) {
        const reason = error instanceof Error ? error.message : String(error);
        refused.set(reason, (refused.get(reason) ?? 0) + 1);
      }
    }
    for (const [reason, count] of refused) report.error(`Left out of the sitemap: ${count} of ${provider.constructor.name}, because ${reason}.`); // prettier-ignore
    return good;
  }
}
