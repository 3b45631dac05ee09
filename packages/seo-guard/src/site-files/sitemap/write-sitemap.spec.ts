import fc from 'fast-check';
import { XmlDocument, XmlElement } from 'libxml2-wasm';
import { describe, expect, it } from 'vitest';
import { sitemapUrls } from './sitemap-url.js';
import { writeSitemap } from './write-sitemap.js';

const ORIGIN = 'https://couple.example';
const LOCATION = `${ORIGIN}/sitemap.xml`;
const NAMES = {
  s: 'http://www.sitemaps.org/schemas/sitemap/0.9',
  x: 'http://www.w3.org/1999/xhtml',
};

/** The texts or attributes that an XPath finds, once the XML is well-formed. */
function read(xml: string | undefined, xpath: string, attribute?: string): readonly (string | undefined)[] {
  const document = XmlDocument.fromString(xml ?? '');
  try {
    return document.find(xpath, NAMES).map((node) => {
      if (attribute === undefined || !(node instanceof XmlElement)) return node.content;
      return node.attr(attribute)?.content;
    });
  } finally {
    document.dispose();
  }
}

const urls = (...paths: readonly string[]) => paths.flatMap((url) => sitemapUrls({ url }, ORIGIN));

describe('a sitemap', () => {
  it('lists absolute URLs, escaped for URLs and for XML', () => {
    const [xml] = writeSitemap(urls('/', '/가?a=1&b=<2>', 'https://couple.example/x'), LOCATION);
    expect(read(xml, '/s:urlset/s:url/s:loc')).toEqual([
      'https://couple.example/',
      'https://couple.example/%EA%B0%80?a=1&b=%3C2%3E',
      'https://couple.example/x',
    ]);
    expect(xml).toMatch(/^<\?xml version="1\.0" encoding="UTF-8"\?>\n<urlset /);
  });

  it('says when pages changed, and which pages are the same in other languages', () => {
    const alternates = { ko: '/guide', en: '/en/guide', 'x-default': '/guide' };
    const entry = { url: '/guide', lastModified: new Date(Date.UTC(2026, 10, 26)), alternates };
    const [xml] = writeSitemap(sitemapUrls(entry, ORIGIN), LOCATION);
    expect(read(xml, '//s:url/s:loc')).toEqual([`${ORIGIN}/guide`, `${ORIGIN}/en/guide`]);
    expect(read(xml, '//s:url/*[2][self::s:lastmod]')).toEqual(Array(2).fill('2026-11-26T00:00:00.000Z'));
    expect(read(xml, '//s:url[1]/x:link[@rel="alternate"]', 'hreflang')).toEqual(['ko', 'en', 'x-default']);
    expect(read(xml, '//s:url[2]/x:link', 'href')).toEqual([`${ORIGIN}/guide`, `${ORIGIN}/en/guide`, `${ORIGIN}/guide`]); // prettier-ignore
  });

  it('is not there without pages, which the protocol does not allow', () => {
    expect(writeSitemap([], LOCATION)).toEqual([]);
  });

  it('has 50,000 URLs at most, and becomes an index of pages with more', () => {
    const many = urls(...Array.from({ length: 50_001 }, (_, index) => `/p/${index}`));
    expect(writeSitemap(many.slice(1), LOCATION)).toHaveLength(1);
    const [index, ...pages] = writeSitemap(many, LOCATION);
    expect(read(index, '/s:sitemapindex/s:sitemap/s:loc')).toEqual([`${LOCATION}?page=1`, `${LOCATION}?page=2`]); // prettier-ignore
    expect(pages.map((page) => page.match(/<url>/g)?.length)).toEqual([50_000, 1]);
  });

  it('has 50 MiB at most: pages lose no URL and none is too large', () => {
    const path = fc.webPath().map((text) => `/p${encodeURI(text)}`);
    fc.assert(
      fc.property(fc.array(path, { minLength: 1, maxLength: 30 }), fc.integer({ min: 400, max: 900 }), (paths, bytes) => {
        const files = writeSitemap(urls(...paths), LOCATION, { urls: 7, bytes });
        const pages = files.length === 1 ? files : files.slice(1);
        for (const page of pages) {
          const count = read(page, '//s:url').length;
          expect(count).toBeLessThanOrEqual(7);
          if (count > 1) expect(Buffer.byteLength(page)).toBeLessThanOrEqual(bytes);
        }
        expect(pages.flatMap((page) => read(page, '//s:loc'))).toEqual(urls(...paths).map(({ location }) => location.href)); // prettier-ignore
      }),
      { numRuns: 30 },
    ); // prettier-ignore
  });

  it('cannot have more pages than an index holds', () => {
    expect(() => writeSitemap(urls('/1', '/2', '/3'), LOCATION, { urls: 1, bytes: 1_000 })).toThrow(
      'a sitemap index holds 1 pages at most',
    );
  });
});

describe('an entry of the sitemap', () => {
  it.each([
    [{ url: 'https://other.example/' }, 'is not one of https://couple.example'],
    [{ url: '//other.example/' }, 'is not one of'],
    [{ url: 'http://couple.example/' }, 'is not one of'],
    [{ url: '/x#y' }, 'fragment'],
    [{ url: 'https://me@couple.example/' }, 'user'],
    [{ url: `/${'x'.repeat(2_048 - ORIGIN.length - 1)}` }, 'longer than 2047'],
    [{ url: '/', lastModified: 'yesterday' }, 'lastModified must be'],
    [{ url: '/', lastModified: '2026-13-01' }, 'lastModified must be'],
    [{ url: '/', lastModified: new Date(NaN) }, 'lastModified must be'],
    [{ url: '/', alternates: { korean: '/' } }, '"korean" of alternates'],
    [{ url: '/', alternates: { ko: '/ko' } }, 'must name the page itself'],
    [{ url: '/', alternates: { ko: '/', en: 'https://other.example/' } }, 'is not one of'],
  ])('%o is refused: %s', (entry, reason) => {
    expect(() => sitemapUrls(entry, ORIGIN)).toThrow(reason);
  });

  it.each(['2026', '2026-11', '2026-11-26', '2026-11-26T09:00Z', '2026-11-26T09:00:00.5+09:00'])(
    'changed at %s, as it is written',
    (lastModified) => {
      expect(sitemapUrls({ url: '/', lastModified }, ORIGIN)[0]?.lastModified).toBe(lastModified);
    },
  );

  it('may be as long as the protocol allows', () => {
    expect(sitemapUrls({ url: `/${'x'.repeat(2_047 - ORIGIN.length - 1)}` }, ORIGIN)).toHaveLength(1);
  });
});
