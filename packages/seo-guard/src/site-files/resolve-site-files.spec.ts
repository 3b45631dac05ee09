import { describe, expect, it } from 'vitest';
import { resolveSiteFiles } from './resolve-site-files.js';
import type { SiteFilesOptions } from './site-files-options.js';

const baseUrl = 'https://couple.example';
const resolve = (options: Partial<SiteFilesOptions>) => resolveSiteFiles({ baseUrl, ...options });

describe('the options of site files', () => {
  it('have defaults', () => {
    expect(resolve({})).toMatchObject({
      origin: baseUrl,
      robotsTxt: 'User-agent: *\nDisallow:\n',
      servesRobotsTxt: true,
      sitemap: [],
      maxAgeSeconds: 3_600,
    });
  });

  it('name the sitemap in robots.txt if there is one', () => {
    const line = `Sitemap: ${baseUrl}/sitemap.xml`;
    expect(resolve({ sitemap: [{ url: '/' }] }).robotsTxt).toContain(line);
    expect(resolve({ sitemap: [] }).robotsTxt).not.toContain('Sitemap');
  });

  it.each([
    [{ baseUrl: 'couple.example' }, 'siteFiles.baseUrl'],
    [{ baseUrl: 'https://couple.example/app' }, 'siteFiles.baseUrl'],
    [{ baseUrl: 'https://me@couple.example' }, 'siteFiles.baseUrl'],
    [{ baseUrl: 'ftp://couple.example' }, 'siteFiles.baseUrl'],
    [{ disallow: ['search'] }, 'siteFiles.disallow must be paths that begin with "/" or "*", without spaces and "#", not "search"'],
    [{ allow: ['/a\nDisallow: /'] }, 'siteFiles.allow'],
    [{ groups: [{ crawlers: [] }] }, 'siteFiles.groups[0].crawlers'],
    [{ groups: [{ crawlers: ['Yeti'] }, { crawlers: ['*'] }] }, 'siteFiles.groups[1].crawlers'],
    [{ groups: [{ crawlers: ['Yeti'], disallow: ['/#'] }] }, 'siteFiles.groups[0].disallow'],
    [{ robotsTxt: 'User-agent: *', disallow: ['/'] }, 'siteFiles.robotsTxt is served by something else'],
    [{ robotsTxt: '#'.repeat(500 * 1024 + 1) }, 'siteFiles.robotsTxt is larger than 500 KiB'],
    [{ maxAgeSeconds: -1 }, 'siteFiles.maxAgeSeconds'],
    [{ maxAgeSeconds: 0.5 }, 'siteFiles.maxAgeSeconds'],
    [{ sitemap: [{ url: '/' }, { url: '/#x' }] }, 'siteFiles.sitemap[1] "/#x": a URL has a fragment'],
  ])('%j is refused, naming the option', (options, message) => {
    expect(() => resolve(options)).toThrow(message);
  }); // prettier-ignore

  it('take a robots.txt of something else as it is', () => {
    const robotsTxt = 'User-agent: *\nDisallow: /x';
    expect(resolve({ robotsTxt })).toMatchObject({ robotsTxt, servesRobotsTxt: false });
    expect(resolve({ robotsTxt: '#'.repeat(500 * 1024) }).robotsTxt).toHaveLength(500 * 1024);
  });
});
