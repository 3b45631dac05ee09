import { Controller, Get, Header, Injectable, Module, Req, type DynamicModule } from '@nestjs/common';
import { ADAPTERS, bootApp, getRequest, rawHttp, type AdapterName } from '@couplekit/testkit';
import { XmlDocument } from 'libxml2-wasm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  canonicalLink,
  parseRobotsTag,
  SeoGuard,
  SeoGuardModule,
  SitemapProvider,
  type SeoGuardModuleOptions,
  type SiteFilesOptions,
  type SitemapEntry,
} from '../src/index.js';
import { parseIndependently } from './independent-parser.js';

const ORIGIN = 'https://couple.example';
const noindex = { noindex: true, nofollow: true } as const;

@Injectable()
class Articles extends SitemapProvider {
  listed: readonly SitemapEntry[] = [{ url: '/articles/1' }, { url: '/share/secret-token' }];
  broken = false;

  entries(): Iterable<SitemapEntry> {
    if (this.broken) throw new Error('no database');
    return this.listed;
  }
}

@Controller()
class PagesController {
  constructor(private readonly guard: SeoGuard) {}

  @Get('*')
  @Header('Content-Type', 'text/html; charset=utf-8')
  page(@Req() { url }: { readonly url: string }) {
    const head = this.guard.meta(url) + canonicalLink(this.guard.explain(url), ORIGIN);
    return `<!doctype html><head>${head}</head>`;
  }
}

@Module({ controllers: [PagesController], providers: [Articles] })
class SiteModule {
  static with(options: SeoGuardModuleOptions): DynamicModule {
    return { module: SiteModule, imports: [SeoGuardModule.forRoot(options)] };
  }
}

const RULES: SeoGuardModuleOptions['rules'] = [
  { path: '/', robots: {} },
  { path: '/articles{/*path}', robots: {} },
  { path: '/share{/*path}', robots: noindex },
  { path: '/limited', robots: { maxSnippet: 20, unavailableAfter: new Date(Date.UTC(2030, 0, 2)) } },
  { path: '/limited', robots: { nosnippet: true }, bot: 'Googlebot' },
  { path: '/limited', robots: { noindex: true }, bot: 'yeti' },
];

const site = (siteFiles: Partial<SiteFilesOptions>, more: Partial<SeoGuardModuleOptions> = {}) =>
  SiteModule.with({ rules: RULES, siteFiles: { baseUrl: ORIGIN, ...siteFiles }, ...more });

const boot = (adapter: AdapterName, ...parts: Parameters<typeof site>) =>
  bootApp({ adapter, module: site(...parts), configure: (app) => void app.setGlobalPrefix('api') });

const failure = async (...parts: Parameters<typeof boot>): Promise<string> => {
  try {
    await using _app = await boot(...parts);
  } catch (error) {
    return String(error);
  }
  return 'started';
};

describe.each(ADAPTERS)('site files on %s', (adapter) => {
  let app: Awaited<ReturnType<typeof boot>>;
  beforeAll(async () => {
    app = await boot(adapter, {
      disallow: ['/articles/search'],
      groups: [{ crawlers: ['GPTBot'], disallow: ['/'] }],
      extra: '# ours',
      sitemap: [{ url: '/', lastModified: '2026-11-26' }],
      sitemapProvider: Articles,
    });
  });
  afterAll(() => app.close());

  it('are there beside a route that matches everything', async () => {
    await using own = await bootApp({ adapter, module: site({ sitemap: [{ url: '/' }] }) });
    const types = ['/robots.txt', '/sitemap.xml', '/x'].map(async (path) => (await fetch(own.url + path)).headers.get('content-type')); // prettier-ignore
    expect(await Promise.all(types)).toEqual(['text/plain; charset=utf-8', 'application/xml; charset=utf-8', 'text/html; charset=utf-8']); // prettier-ignore
  });

  it('are at the root, whatever the global prefix', async () => {
    const response = await fetch(`${app.url}/robots.txt`);
    expect([response.status, response.headers.get('content-type')]).toEqual([200, 'text/plain; charset=utf-8']); // prettier-ignore
    const text = await response.text();
    expect(text).toMatch(/^User-agent: \*\n.*# ours\n$/s);
    const robots = parseIndependently(`${ORIGIN}/robots.txt`, text);
    expect(robots.getSitemaps()).toEqual([`${ORIGIN}/sitemap.xml`]);
    expect(robots.isDisallowed(`${ORIGIN}/articles/search?q=x`, 'Googlebot')).toBe(true);
    expect(robots.isAllowed(`${ORIGIN}/share/x`, 'Googlebot')).toBe(true);
    expect(robots.isAllowed(`${ORIGIN}/sitemap.xml`, 'Googlebot')).toBe(true);
    expect(robots.isAllowed(`${ORIGIN}/`, 'GPTBot')).toBe(false);
  });

  it('have a sitemap of what may be indexed, well-formed', async () => {
    const response = await fetch(`${app.url}/sitemap.xml`);
    expect([response.status, response.headers.get('content-type')]).toEqual([200, 'application/xml; charset=utf-8']); // prettier-ignore
    using document = XmlDocument.fromString(await response.text());
    const names = { s: 'http://www.sitemaps.org/schemas/sitemap/0.9' };
    expect(document.find('/s:urlset/s:url/s:loc', names).map(({ content }) => content)).toEqual([
      `${ORIGIN}/`,
      `${ORIGIN}/articles/1`,
    ]);
  });

  it.each(['/robots.txt', '/sitemap.xml'])('answer conditional and HEAD requests: %s', async (path) => {
    const full = await fetch(app.url + path);
    const body = await full.text();
    const etag = full.headers.get('etag') ?? '';
    expect(full.headers.get('cache-control')).toBe('public, max-age=3600');
    const same = await fetch(app.url + path, { headers: { 'If-None-Match': `"x", W/${etag}` } });
    expect([same.status, same.headers.get('etag'), await same.text()]).toEqual([304, etag, '']);
    const other = await fetch(app.url + path, { headers: { 'If-None-Match': '"x"' } });
    expect([other.status, await other.text()]).toEqual([200, body]);
    const head = await rawHttp(app.port, getRequest(path, 'HEAD'));
    expect([head.status, head.body]).toEqual([200, '']);
    expect(head.headers.find(([name]) => name === 'content-length')?.[1]).toBe(`${Buffer.byteLength(body)}`);
    expect(head.headers.find(([name]) => name === 'etag')?.[1]).toBe(etag);
  });

  it.each(['/robots.txt', '/sitemap.xml'])('may be fetched and are not to be shown: %s', async (path) => {
    expect((await fetch(app.url + path)).headers.get('x-robots-tag')).toBe('noindex');
  });

  it.each(['page=1', 'page=0', 'page=x', 'page=99999', 'page=1e1'])(
    'are not there for ?%s',
    async (query) => {
      expect((await fetch(`${app.url}/sitemap.xml?${query}`)).status).toBe(404);
    },
  );

  it.each(['/', '/share/x', '/limited', '/nowhere'])('agree with the header in the meta elements of %s', async (path) => {
    await using own = await bootApp({ adapter, module: site({}) });
    const response = await fetch(own.url + path);
    const meta = policyIn(await response.text());
    expect(meta).toEqual(policyOf(response));
    expect(meta.size > 0).toBe(path !== '/');
  }); // prettier-ignore

  it('have a canonical link on pages that may be indexed only', async () => {
    await using own = await bootApp({ adapter, module: site({}) });
    const page = async (path: string) => (await fetch(own.url + path)).text();
    expect(await page('/articles/1?x=y')).toContain(`<link rel="canonical" href="${ORIGIN}/articles/1">`);
    expect(await page('/share/x')).not.toContain('canonical');
  });

  it('of an environment that is locked allow every path, list none, and say noindex', async () => {
    const options = {
      disallow: ['/articles/search'],
      sitemap: [{ url: '/' }],
      extra: 'Disallow: /articles/x',
    };
    await using staging = await bootApp({ adapter, module: site(options, { environment: 'staging' }) }); // prettier-ignore
    const robots = await fetch(`${staging.url}/robots.txt`);
    expect(robots.headers.get('x-robots-tag')).toBe('noindex, nofollow');
    const text = await robots.text();
    expect(text).not.toMatch(/Disallow: *\S|Sitemap/);
    expect((await fetch(`${staging.url}/sitemap.xml`)).headers.get('content-type')).not.toContain('xml');
    const page = await fetch(staging.url);
    const meta = policyIn(await page.text());
    expect(meta).toEqual(policyOf(page));
    expect(meta.get('')?.index).toBe(0);
  });

  it('are not served when something else serves robots.txt, or without the option', async () => {
    await using other = await boot(adapter, { robotsTxt: 'User-agent: *\nAllow: /' });
    expect((await fetch(`${other.url}/robots.txt`)).status).toBe(404);
    await using none = await bootApp({ adapter, module: SiteModule.with({ rules: RULES }), configure: (plain) => void plain.setGlobalPrefix('api') }); // prettier-ignore
    const files = ['/robots.txt', '/sitemap.xml'].map(async (path) => (await fetch(none.url + path)).status);
    expect(await Promise.all(files)).toEqual([404, 404]);
  });

  it('are a failure of the service when the provider fails, and are there as soon as it works', async () => {
    await using own = await boot(adapter, { sitemapProvider: Articles });
    const articles = own.app.get(Articles);
    articles.broken = true;
    expect((await fetch(`${own.url}/sitemap.xml`)).status).toBe(500);
    articles.broken = false;
    expect((await fetch(`${own.url}/sitemap.xml`)).status).toBe(200);
  });

  it('have pages when a provider lists more than one file can hold', async () => {
    await using own = await boot(adapter, { sitemapProvider: Articles });
    own.app.get(Articles).listed = Array.from({ length: 50_001 }, (_, index) => ({ url: `/articles/${index}` })); // prettier-ignore
    const index = await (await fetch(`${own.url}/sitemap.xml`)).text();
    const pages = index.match(/(?<=<loc>).*?(?=<\/loc>)/g) ?? [];
    expect(pages).toEqual([`${ORIGIN}/sitemap.xml?page=1`, `${ORIGIN}/sitemap.xml?page=2`]);
    const last = await fetch(pages[1]?.replace(ORIGIN, own.url) ?? '');
    expect(await last.text()).toContain(`<loc>${ORIGIN}/articles/50000</loc>`);
    expect((await fetch(`${own.url}/sitemap.xml?page=3`)).status).toBe(404);
  });
});

describe.each(ADAPTERS)('the doctor on %s', (adapter) => {
  it.each([
    ['a line that forbids a path that is noindex', { disallow: ['/sha'] }, 'robots.txt line 2 "Disallow: /sha" forbids /share, which rule /share{/*path} keeps out of search results'],
    ['a robots.txt of something else', { robotsTxt: '# cdn\nUser-agent: *\nDisallow: /articles/x\nDisallow: /*/secret' }, 'robots.txt line 4 "Disallow: /*/secret" forbids /share/secret, which rule /share{/*path}'],
    ['extra lines', { extra: 'User-agent: Yeti\nDisallow: /share/' }, 'robots.txt line 5 "Disallow: /share/"'],
    ['a page that is noindex in the sitemap', { sitemap: [{ url: '/share/x' }] }, `The sitemap lists ${ORIGIN}/share/x, but rule /share{/*path} keeps it out of search results`],
    ['a page that no rule knows in the sitemap', { sitemap: [{ url: '/nowhere' }] }, 'but unmatched path keeps it out'],
    ['a page in the sitemap that crawlers may not fetch', { disallow: ['/articles/x'], sitemap: [{ url: '/articles/xy?z' }] }, `The sitemap lists ${ORIGIN}/articles/xy?z, but robots.txt line 2 "Disallow: /articles/x" forbids crawlers to fetch it`],
    ['a sitemap that crawlers may not fetch', { disallow: ['/*.xml$'], sitemap: [{ url: '/' }] }, 'forbids crawlers to fetch the sitemap itself'],
    ['a line for paths that nobody declared', { disallow: ['/admin'] }, 'robots.txt line 2 "Disallow: /admin" forbids only paths that are not to be indexed, such as /admin (unmatched path)'],
  ] as const)('stops the start: %s', async (_, siteFiles, message) => {
    expect(await failure(adapter, siteFiles)).toContain(message);
  }); // prettier-ignore

  it('stops at a sitemap whose pages crawlers may not fetch', async () => {
    const disallow = ['/*?page='];
    const rules = [{ path: '/', robots: {} }];
    expect(await failure(adapter, { disallow, sitemapProvider: Articles }, { rules, unmatched: {} })).toContain(`robots.txt line 2 "Disallow: /*?page=" forbids crawlers to fetch the sitemap itself, ${ORIGIN}/sitemap.xml?page=1`); // prettier-ignore
    expect(await failure(adapter, { disallow, sitemap: [{ url: '/' }] }, { rules, unmatched: {} })).toBe('started'); // prettier-ignore
  });

  it('says everything at once, on staging too', async () => {
    const told = await failure(adapter, { disallow: ['/share'], sitemap: [{ url: '/share/x' }] }, { environment: 'staging' }); // prettier-ignore
    expect(told).toContain('SiteFilesConflictError: seo-guard: robots.txt and the sitemap must agree');
    expect(told.match(/^- /gm)).toHaveLength(2);
    expect(told).not.toContain('environment staging');
  });

  it.each([
    { disallow: ['/articles/search'] },
    { disallow: ['/articles/*?sort='] },
    { disallow: ['/'], allow: ['/'] },
    { groups: [{ crawlers: ['GPTBot'], disallow: ['/share'] }] },
    { groups: [{ crawlers: ['OurBot'], disallow: ['/share'] }], otherCrawlers: ['OURBOT'] },
    { robotsTxt: '' },
  ])('lets %j start', async (siteFiles) => {
    expect(await failure(adapter, siteFiles)).toBe('started');
  });
});

/** What a page's robots meta elements say, by crawler. */
function policyIn(html: string) {
  const elements = html.matchAll(/<meta name="([^"]*)" content="([^"]*)">/g);
  const lines = [...elements].map(([, name = '', content = '']) =>
    name === 'robots' ? content : `${name}: ${content}`,
  );
  return parseRobotsTag(lines.join(', '));
}

const policyOf = (response: Response) => parseRobotsTag(response.headers.get('x-robots-tag') ?? '');
