import type { Type } from '@nestjs/common';
import { OTHER_CRAWLERS } from '../doctor/other-crawlers.js';
import { writeRobotsTxt, type CrawlerGroup } from './robots-txt/write-robots-txt.js';
import type { SiteFilesOptions } from './site-files-options.js';
import type { SitemapProvider } from './sitemap/sitemap-entry.js';
import { sitemapUrls, type SitemapUrl } from './sitemap/sitemap-url.js';

/** Where robots.txt is (RFC 9309 section 2.3). */
export const ROBOTS_TXT_PATH = '/robots.txt';
/** At the root, so that it may list every page (https://www.sitemaps.org/protocol.html#location). */
export const SITEMAP_PATH = '/sitemap.xml';

/** Options with their defaults, checked. */
export interface ResolvedSiteFiles {
  readonly origin: string;
  /** What crawlers read in production. */
  readonly robotsTxt: string;
  readonly servesRobotsTxt: boolean;
  readonly sitemap: readonly SitemapUrl[];
  readonly sitemapProvider: Type<SitemapProvider> | undefined;
  /** In lower case. */
  readonly otherCrawlers: readonly string[];
  readonly maxAgeSeconds: number;
}

/** @throws {TypeError} naming the option that cannot be used */
export function resolveSiteFiles(options: SiteFilesOptions): ResolvedSiteFiles {
  const { robotsTxt, sitemapProvider, maxAgeSeconds = 3_600 } = options;
  const origin = readOrigin(options.baseUrl);
  const sitemap = readSitemap(options, origin);
  if (!Number.isSafeInteger(maxAgeSeconds) || maxAgeSeconds < 0) {
    throw invalid('maxAgeSeconds', 'must be a whole number of seconds');
  }
  const sitemaps = sitemap.length > 0 || sitemapProvider ? [origin + SITEMAP_PATH] : [];
  const text = robotsTxt ?? writeRobotsTxt({ groups: readGroups(options), sitemaps, extra: options.extra });
  if (robotsTxt !== undefined && OWN_LINES.some((name) => options[name] !== undefined)) {
    throw invalid('robotsTxt', `is served by something else, so that ${OWN_LINES.join(', ')} belong there`);
  }
  if (Buffer.byteLength(text) > LARGEST_ROBOTS_TXT) {
    throw invalid(
      'robotsTxt',
      'is larger than 500 KiB, of which crawlers read no more (RFC 9309 section 2.5)',
    );
  }
  return {
    origin,
    robotsTxt: text,
    servesRobotsTxt: robotsTxt === undefined,
    sitemap,
    sitemapProvider,
    otherCrawlers: [...OTHER_CRAWLERS, ...(options.otherCrawlers ?? []).map((name) => name.toLowerCase())],
    maxAgeSeconds,
  };
}

/** Paths of the files that are there to be served. */
export function siteFilePaths(files: ResolvedSiteFiles): readonly string[] {
  const { servesRobotsTxt, sitemap, sitemapProvider } = files;
  return [
    ...(servesRobotsTxt ? [ROBOTS_TXT_PATH] : []),
    ...(sitemap.length > 0 || sitemapProvider ? [SITEMAP_PATH] : []),
  ];
}

const OWN_LINES = ['disallow', 'allow', 'groups', 'extra'] as const;
const LARGEST_ROBOTS_TXT = 500 * 1024;

function invalid(option: string, reason: string): TypeError {
  return new TypeError(`seo-guard: siteFiles.${option} ${reason}.`);
}

function readOrigin(baseUrl: string): string {
  const url = URL.parse(baseUrl);
  const isOrigin = url && /^https?:$/.test(url.protocol) && url.href === `${url.origin}/`;
  if (!isOrigin) throw invalid('baseUrl', 'must be a scheme and a host, such as "https://couple.example"');
  return url.origin;
}

function readGroups({ disallow, allow, groups = [] }: SiteFilesOptions): readonly CrawlerGroup[] {
  checkPaths('', { disallow, allow });
  for (const [index, group] of groups.entries()) {
    const isNamed = group.crawlers.length > 0 && group.crawlers.every((name) => /^[\w-]+$/.test(name));
    if (!isNamed) throw invalid(`groups[${index}].crawlers`, 'must be names such as "GPTBot"');
    checkPaths(`groups[${index}].`, group);
  }
  return [{ crawlers: ['*'], disallow: disallow ?? [], allow: allow ?? [] }, ...groups];
}

interface CheckedPaths {
  readonly disallow?: readonly string[] | undefined;
  readonly allow?: readonly string[] | undefined;
}

/** What a line can hold as one path: no space, no comment. */
function checkPaths(at: string, { disallow = [], allow = [] }: CheckedPaths): void {
  for (const [name, paths] of Object.entries({ disallow, allow })) {
    const bad = paths.find((path) => !/^[/*][^\s#]*$/.test(path));
    if (bad !== undefined) {
      throw invalid(`${at}${name}`, `must be paths that begin with "/" or "*", without spaces and "#", not "${bad}"`); // prettier-ignore
    }
  }
}

function readSitemap({ sitemap = [] }: SiteFilesOptions, origin: string): readonly SitemapUrl[] {
  return sitemap.flatMap((entry, index) => {
    try {
      return sitemapUrls(entry, origin);
    } catch (cause) {
      const reason = cause instanceof Error ? cause.message : String(cause);
      throw new TypeError(`seo-guard: siteFiles.sitemap[${index}] "${entry.url}": ${reason}.`, { cause });
    }
  });
}
