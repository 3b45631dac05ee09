import { ADAPTERS } from '@couplekit/testkit';
import { describe, expect, it } from 'vitest';
import { siteFiles } from '../src/site-files.js';
import { runApi } from './running-api.js';

describe.each(ADAPTERS)('robots.txt and the sitemap on %s', (adapter) => {
  it('let crawlers see every page, and list those that may be indexed, which all are there', async () => {
    await using api = await runApi(adapter);
    const robots = await (await fetch(`${api.url}/robots.txt`)).text();
    expect(robots).toBe('User-agent: *\nDisallow:\n\nSitemap: https://couple.example/sitemap.xml\n');
    const sitemap = await (await fetch(`${api.url}/sitemap.xml`)).text();
    const urls = sitemap.match(/(?<=<loc>).*(?=<\/loc>)/g) ?? [];
    expect(urls).toContain('https://couple.example/');
    expect(urls).toContain('https://couple.example/problems/share-not-found');
    expect(urls.filter((url) => /\/(?:share|api)\//.test(url))).toEqual([]);
    for (const url of urls) {
      const page = await fetch(url.replace('https://couple.example', api.url), { redirect: 'manual' });
      expect([url, page.status < 400, page.headers.get('x-robots-tag')]).toEqual([url, true, null]);
    }
  });

  it('have no sitemap on staging, and allow everything, so that noindex is seen', async () => {
    await using api = await runApi(adapter, { env: { ENVIRONMENT: 'staging' } });
    const robots = await fetch(`${api.url}/robots.txt`);
    expect(robots.headers.get('x-robots-tag')).toBe('noindex, nofollow');
    expect(await robots.text()).not.toMatch(/Disallow: *\S|Sitemap/);
    expect((await fetch(`${api.url}/sitemap.xml`)).status).toBe(404);
  });
});

describe('a service below a path', () => {
  it('leaves robots.txt to the root of its host', () => {
    expect(siteFiles({ publicBaseUrl: 'https://couple.example/app' })).toBeUndefined();
  });
});
