import { describe, expect, it } from 'vitest';
import type { SitemapEntry } from './sitemap-entry.js';
import { SitemapProvider } from './sitemap-entry.js';
import { SitemapLibrary, type SitemapParts } from './sitemap-library.js';
import { sitemapUrls } from './sitemap-url.js';

const ORIGIN = 'https://couple.example';

class Articles extends SitemapProvider {
  asked = 0;
  failing = false;
  constructor(public listed: readonly SitemapEntry[]) {
    super();
  }
  async *entries(): AsyncIterable<SitemapEntry> {
    this.asked += 1;
    await Promise.resolve();
    if (this.failing) throw new Error('no database');
    yield* this.listed;
  }
}

function libraryOf(provider: SitemapProvider | undefined, more: Partial<SitemapParts> = {}) {
  const clock = { now: 0 };
  const errors: string[] = [];
  const library = new SitemapLibrary({
    origin: ORIGIN,
    location: `${ORIGIN}/sitemap.xml`,
    known: sitemapUrls({ url: '/' }, ORIGIN),
    provider,
    refusal: (target) => (target.startsWith('/share') ? 'rule /share{/*path} keeps it out' : undefined),
    maxAgeMs: 1_000,
    report: { error: (message) => errors.push(message) },
    now: () => clock.now,
    ...more,
  });
  const listed = async () => (await library.find(0))?.body.toString().match(/(?<=<loc>).*(?=<\/loc>)/g);
  return { library, clock, errors, listed };
}

describe('the sitemap of a provider', () => {
  it('has known pages and listed ones, each once', async () => {
    const { listed, library } = libraryOf(new Articles([{ url: '/a' }, { url: '/' }, { url: '/a' }]));
    expect(await listed()).toEqual([`${ORIGIN}/`, `${ORIGIN}/a`]);
    expect(await library.find(1)).toBeUndefined();
  });

  it('leaves out what is not to be indexed, and says why without naming it', async () => {
    const entries = [
      { url: '/share/secret-token' },
      { url: '/share/other' },
      { url: '/a', alternates: { ko: '/a', en: '/share/en' } },
      { url: 'https://other.example/secret-token' },
      { url: '/b' },
    ];
    const { listed, errors } = libraryOf(new Articles(entries));
    expect(await listed()).toEqual([`${ORIGIN}/`, `${ORIGIN}/b`]);
    expect(errors).toEqual([
      'Left out of the sitemap: 3 of Articles, because rule /share{/*path} keeps it out.',
      'Left out of the sitemap: 1 of Articles, because a URL is not one of https://couple.example.',
    ]);
    expect(errors.join()).not.toContain('secret-token');
  });

  it('is asked for once for many requests, and again when it is too old', async () => {
    const articles = new Articles([{ url: '/a' }]);
    const { listed, clock } = libraryOf(articles);
    await Promise.all([listed(), listed(), listed()]);
    clock.now = 999;
    articles.listed = [{ url: '/b' }];
    expect(await listed()).toContain(`${ORIGIN}/a`);
    expect(articles.asked).toBe(1);
    clock.now = 1_000;
    expect(await listed()).toContain(`${ORIGIN}/b`);
    expect(articles.asked).toBe(2);
  });

  it('stays the last one while the provider fails, which is not asked again at once', async () => {
    const articles = new Articles([{ url: '/a' }]);
    const { listed, clock, errors } = libraryOf(articles);
    await listed();
    clock.now = 2_000;
    articles.failing = true;
    expect(await listed()).toContain(`${ORIGIN}/a`);
    expect(await listed()).toContain(`${ORIGIN}/a`);
    expect([errors, articles.asked]).toEqual([
      ['The sitemap could not be written again; the last one is served.'],
      2,
    ]);
    clock.now = 12_000;
    articles.failing = false;
    articles.listed = [{ url: '/b' }];
    expect(await listed()).toContain(`${ORIGIN}/b`);
  });

  it('fails when there has been none, and works as soon as the provider does', async () => {
    const articles = new Articles([]);
    articles.failing = true;
    const { listed } = libraryOf(articles);
    await expect(listed()).rejects.toThrow('no database');
    articles.failing = false;
    expect(await listed()).toEqual([`${ORIGIN}/`]);
  });

  it('is not there without pages', async () => {
    expect(await libraryOf(new Articles([]), { known: [] }).library.find(0)).toBeUndefined();
  });

  it('without a provider is written once', async () => {
    const { library, clock } = libraryOf(undefined);
    const first = await library.find(0);
    clock.now = Number.MAX_SAFE_INTEGER;
    expect(await library.find(0)).toBe(first);
  });
});
