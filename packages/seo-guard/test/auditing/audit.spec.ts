import { describe, expect, it } from 'vitest';
import { auditNoIndex, FINDINGS, type AuditOptions } from '../../src/auditing/index.js';
import { page, PUBLIC_URL, sitemap, startFakeSite, TABLE, type Route } from './fake-site.js';

const audit = async (routes: Readonly<Record<string, Route>>, options: Partial<AuditOptions> = {}) => {
  await using site = await startFakeSite(routes);
  const report = await auditNoIndex({
    baseUrl: site.url,
    publicUrl: PUBLIC_URL,
    table: TABLE,
    readOnly: true,
    ...options,
  });
  const found = report.findings.map(({ code, url }) => `${code} ${url.replace(site.url, '')}`);
  return { report, found: [...new Set(found)].toSorted(), asked: site.asked };
};

const NOINDEX = { 'x-robots-tag': 'noindex, nofollow' };

it('finds nothing on a clean site, and lists what could be indexed', async () => {
  const { report, found } = await audit({}, { readOnly: false });
  expect(found).toEqual([]);
  expect(report).toMatchObject({
    version: 1,
    isClean: true,
    errors: 0,
    warnings: 0,
    tableRules: 5,
    bot: 'googlebot',
  });
  expect(report.indexable.map(({ url }) => new URL(url).pathname)).toEqual(['/', '/about']);
});

describe('finds exactly', () => {
  it.each<[string, Readonly<Record<string, Route>>, readonly string[]]>([
    ['a page without the header', { '/share/1': { headers: { 'x-robots-tag': '' }, body: page('/share/1', { head: '' }) } }, ['header-missing /share/1']],
    ['an error without the header', { '/share/couplekit-probe': { status: 404, headers: { 'x-robots-tag': '' } } }, ['header-missing /share/couplekit-probe', 'header-missing /share/couplekit-probe?couplekit-probe=1']],
    ['a header that allows more', { '/share/1': { headers: { 'x-robots-tag': 'noindex' }, body: '' } }, ['header-weaker /share/1']],
    ['a header for another crawler only', { '/share/1': { headers: { 'x-robots-tag': 'bingbot: noindex, nofollow' }, body: '' } }, ['header-weaker /share/1']],
    ['two header lines', { '/share/1': { headers: { 'x-robots-tag': ['noindex', 'nofollow'] }, body: '' } }, ['header-repeated /share/1']],
    ['a header that contradicts itself', { '/share/1': { headers: { 'x-robots-tag': 'noindex, nofollow, index' }, body: '' } }, ['contradicting-directives /share/1']],
    ['a typing error', { '/about': { headers: { 'x-robots-tag': 'no-index' }, body: page('/about') } }, ['unknown-directive /about']],
    ['a typing error in a meta', { '/about': page('/about', { head: '<meta name=googlebot content="noindexx">' }) }, ['unknown-directive /about']],
    ['a meta that allows what the header forbids', { '/share/1': page('/share/1', { head: '<meta name=Robots content="INDEX, nofollow">' }) }, ['meta-contradicts-header /share/1']],
    ['a meta that forbids what the header does not', { '/about': page('/about', { head: '<meta name=googlebot content=none>' }) }, ['indexable-is-noindexed /about', 'meta-contradicts-header /about', 'sitemap-noindexed /about']],
    ['a meta behind the end of the head', { '/about': page('/about', { head: '<div></div><meta name=robots content=noindex>' }) }, ['outside-head /about']],
    ['a canonical in the body', { '/about': page('/about', { head: '', body: `<link rel=canonical href=${PUBLIC_URL}/about>` }) }, ['outside-head /about']],
    ['a page that is to be indexed and is not', { '/': { headers: NOINDEX, body: page('/', { body: '<a href=/about>' }) } }, ['indexable-is-noindexed /', 'sitemap-noindexed /']],
    ['a page for every path', { '/stories/couplekit-probe': { body: page('/x') } }, ['canonical-to-error /stories/couplekit-probe', 'missing-page-indexable /stories/couplekit-probe', 'missing-page-indexable /stories/couplekit-probe?couplekit-probe=1']],
    ['a second address of a page', { '/about/': page('/about', { head: '' }), '/ABOUT': page('/about') }, ['duplicate-indexable /about/']],
    ['a canonical on a noindexed page', { '/share/1': page('/share/1', { head: `<link rel=canonical href=${PUBLIC_URL}/about>` }) }, ['canonical-on-noindexed /share/1']],
    ['nothing in a canonical between two noindexed pages', { '/share/1': page('/share/1', { head: '<link rel=canonical href="/share/2">' }), '/share/2': { body: '' } }, []],
    ['a canonical to a noindexed page', { '/about': page('/about', { head: '<link rel=canonical href=/share/1>' }) }, ['canonical-to-noindexed /about']],
    ['a canonical to a redirect', { '/about': page('/about', { head: '<link rel=canonical href=/stories/old>' }), '/stories/old': { status: 301, headers: { location: '/about' } } }, ['canonical-to-redirect /about']],
    ['a canonical to an error', { '/about': page('/about', { head: '<link rel=canonical href=/stories/gone>' }) }, ['canonical-to-error /about']],
    ['a canonical on another host', { '/about': page('/about', { head: '<link rel=canonical href="https://other.example/about">' }) }, ['canonical-to-other-host /about']],
    ['a canonical that is no page', { '/about': page('/about', { head: '<link rel=canonical href="mailto:x@couple.example">' }) }, ['canonical-unreadable /about']],
    ['a canonical in a header and another one in the page', { '/about': { headers: { link: `<${PUBLIC_URL}/>; rel="canonical"` }, body: page('/about') } }, ['canonical-conflict /about']],
    ['a noindexed path that robots.txt disallows', { '/robots.txt': { headers: { 'content-type': 'text/plain' }, body: 'User-agent: *\nDisallow: /share/1$' } }, ['noindexed-disallowed /share/1']],
    ['a sitemap URL that robots.txt disallows', { '/robots.txt': { headers: { 'content-type': 'text/plain' }, body: 'User-agent: Googlebot\nDisallow: /about' } }, ['sitemap-disallowed /about']],
    ['a robots.txt that fails', { '/robots.txt': { status: 503 } }, ['robots-txt-failed /robots.txt', 'server-error /robots.txt']],
    ['a robots.txt that is a page', { '/robots.txt': page('/robots.txt', { head: '' }) }, ['robots-txt-not-text /robots.txt']],
    ['a sitemap that is a page', { '/sitemap.xml': page('/sitemap.xml', { head: '' }) }, ['sitemap-unreadable /sitemap.xml']],
    ['a sitemap with a noindexed page', { '/sitemap.xml': sitemap('/', '/share/1') }, ['sitemap-noindexed /share/1']],
    ['a sitemap with a redirect, an error and another host', { '/sitemap.xml': sitemap('/stories/old', '/stories/gone', 'https://other.example/'), '/stories/old': { status: 302, headers: { location: '/' } } }, ['sitemap-error /stories/gone', 'sitemap-other-host /sitemap.xml', 'sitemap-redirect /stories/old']],
    ['a sensitive page that caches may keep', { '/invites/1': { headers: { 'cache-control': 'public, max-age=60' } } }, ['sensitive-cacheable /invites/1']],
    ['a sensitive page that tells its address', { '/invites/1': { headers: { 'referrer-policy': 'origin' } } }, ['sensitive-referrer /invites/1']],
    ['a sensitive page with validators', { '/invites/1': { headers: { etag: '"1"', 'last-modified': 'x' } } }, ['sensitive-validator /invites/1']],
    ['a token in a link', { '/about': page('/about', { body: '<a href="/share/1?access_token=abc">x</a>' }) }, ['token-in-link /about']],
    ['the address of a sensitive page handed to another site', { '/share/1': page('/share/1', { head: '', body: `<a href="https://social.example/share?u=${encodeURIComponent(`${PUBLIC_URL}/invites/1`)}">x</a>` }) }, ['token-in-link /share/1']],
    ['a broken handler', { '/stories/broken': { status: 500 }, '/about': page('/about', { body: '<img src=/stories/broken>' }) }, ['server-error /stories/broken']],
    ['a connection that breaks', { '/share/1': (_, response) => void response.destroy() }, ['no-answer /share/1']],
    ['a redirect loop, once', { '/share/1': { status: 302, headers: { location: '/share/2' } }, '/share/2': { status: 302, headers: { location: '/share/1' } } }, ['redirect-loop /share/1']],
  ])('%s', async (_, routes, expected) => {
    expect((await audit(routes)).found).toEqual(expected);
  }); // prettier-ignore
});

it('says of each finding what was seen, what was expected, and where the rule comes from', async () => {
  const { report } = await audit({ '/share/1': { headers: { 'x-robots-tag': 'noindex' }, body: '' } });
  expect(report.findings).toEqual([
    {
      code: 'header-weaker',
      severity: 'error',
      url: expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+\/share\/1$/) as string,
      method: 'GET',
      status: 200,
      seen: 'noindex',
      expected: 'noindex, nofollow',
      rules: ['rule /share{/*path}'],
      foundBy: 'a[href]',
      from: expect.stringMatching(/:\d+\/$/) as string,
      source: FINDINGS['header-weaker'].url,
      isOfficial: false,
    },
  ]);
});

describe('without a table', () => {
  it('finds what contradicts itself, and lists what could be indexed with how it was found', async () => {
    await using site = await startFakeSite({
      '/share/1': {
        headers: { 'x-robots-tag': '' },
        body: page('/share/1', { head: '<link rel=canonical href=/invites/1>' }),
      },
    });
    const report = await auditNoIndex({ baseUrl: site.url, publicUrl: PUBLIC_URL });
    expect(report.findings.map(({ code }) => code)).toEqual(['canonical-to-noindexed']);
    expect(report).not.toHaveProperty('tableRules');
    expect(
      report.indexable.map(({ url, mediaType, foundBy }) => [new URL(url).pathname, mediaType, foundBy]),
    ).toEqual([
      ['/', 'text/html', 'seed'],
      ['/about', 'text/html', 'sitemap'],
      ['/share/1', 'text/html', 'a[href]'],
    ]);
  });

  it('counts every media type with content, but no redirect, error or empty answer', async () => {
    const open = (status: number, type: string) => ({ status, headers: { 'x-robots-tag': '', 'content-type': type, location: '/' }, body: status === 204 ? '' : 'x' }); // prettier-ignore
    await using site = await startFakeSite({
      '/share/a.pdf': open(200, 'application/pdf'),
      '/share/b.json': open(201, 'application/json'),
      '/share/c': open(204, ''),
      '/share/d': open(302, 'text/html'),
      '/share/e': open(410, 'text/html'),
    });
    const seeds = ['/share/a.pdf', '/share/b.json', '/share/c', '/share/d', '/share/e'];
    const { indexable } = await auditNoIndex({ baseUrl: site.url, publicUrl: PUBLIC_URL, seeds });
    expect(indexable.map(({ url }) => new URL(url).pathname)).toEqual([
      '/',
      '/share/a.pdf',
      '/share/b.json',
      '/about',
    ]);
  });
});

it('asks for private as well as no-store, and lets links lead to sensitive pages of this site', async () => {
  const stored = await audit({ '/invites/1': { headers: { 'cache-control': 'no-store' } } });
  expect(stored.found).toEqual(['sensitive-cacheable /invites/1']);
  const linked = await audit({ '/about': page('/about', { body: '<a href="/invites/1?token=abc">x</a>' }) });
  expect(linked.found).toEqual([]);
});

it('follows as many redirects in a row as a crawler, and no more', async () => {
  const chain = (length: number) =>
    Object.fromEntries(
      Array.from({ length }, (_, i): [string, Route] => [
        `/share/${i + 1}`,
        { status: 302, headers: { location: `/share/${i + 2}` } },
      ]),
    );
  expect((await audit(chain(10))).found).toEqual([]);
  expect((await audit(chain(11))).found).toEqual(['redirect-loop /share/1']);
});

it('lists no page that is only indexed where it is embedded', async () => {
  const { report } = await audit({
    '/about': { headers: { 'x-robots-tag': 'noindex, indexifembedded' }, body: page('/about') },
  });
  expect(report.indexable.map(({ url }) => new URL(url).pathname)).toEqual(['/']);
});

it('expects nothing of a path that a table does not mention', async () => {
  const { found } = await audit({ '/about': { headers: NOINDEX, body: '' }, '/sitemap.xml': { status: 404 }, '/share/couplekit-probe': { headers: NOINDEX } }, { table: { rules: [{ path: '/share{/*path}', robots: 'noindex' }] } }); // prettier-ignore
  expect(found.filter((line) => line.startsWith('indexable-'))).toEqual([]);
});

describe('asks politely', () => {
  it('only this service, never more requests at a time than allowed, and by GET, HEAD and OPTIONS when reading only', async () => {
    let [open, most] = [0, 0];
    const slow: Route = (_, response) => {
      most = Math.max(most, ++open);
      setImmediate(() => {
        open -= 1;
        response.writeHead(200, { ...NOINDEX, 'content-type': 'text/html' }).end();
      });
    };
    const many = Array.from({ length: 20 }, (_, i) => [`/share/p${i}`, slow] as const);
    const links = many.map(([path]) => `<a href="${path}">x</a>`).join('');
    const { asked, report } = await audit({ ...Object.fromEntries(many), '/share/1': page('/share/1', { head: '', body: links }) }, { concurrency: 3 }); // prettier-ignore
    expect(most).toBe(3);
    expect(new Set(asked.map((line) => line.split(' ')[0]))).toEqual(new Set(['GET', 'HEAD', 'OPTIONS']));
    expect(report.requests).toBe(asked.length);
  });

  it('sends its own headers with every request, and a malformed POST unless told not to', async () => {
    const agents = new Set<unknown>();
    const seen: Route = (request, response) => {
      agents.add(request.headers['x-from']);
      response.writeHead(200, { ...NOINDEX, 'content-type': 'text/plain' }).end();
    };
    const { asked } = await audit({ '/robots.txt': seen, '/share/couplekit-probe': seen, 'POST /share/couplekit-probe': seen }, { headers: { 'x-from': 'audit' }, readOnly: false }); // prettier-ignore
    expect([...agents]).toEqual(['audit']);
    expect(asked).toContain('POST /share/couplekit-probe');
  });

  it('is over when it is aborted', async () => {
    await using site = await startFakeSite();
    await expect(auditNoIndex({ baseUrl: site.url, signal: AbortSignal.abort(new Error('enough')) })).rejects.toThrow('enough'); // prettier-ignore
  });
});

describe('refuses', () => {
  it.each<[string, Partial<AuditOptions>]>([
    ['baseUrl must be a URL', { baseUrl: 'ftp://x' }],
    ['baseUrl must be a URL', { baseUrl: 'x' }],
    ['publicUrl must be a URL', { publicUrl: 'couple.example' }],
    ['maxPages must be a whole number from 1', { maxPages: 0 }],
    ['concurrency must be', { concurrency: 1.5 }],
    ['timeoutMs must be', { timeoutMs: -1 }],
    ['bot must be the name of a crawler', { bot: 'a b' }],
    ['table: rules must be a list', { table: {} as never }],
    ['table: rules[0] must be an object with a path', { table: { rules: [null] } as never }],
    ['table: rules[0].robots must be a string', { table: { rules: [{ path: '/', robots: { noindex: true } }] } as never }],
    ['table: rules[0] has a member "robot"', { table: { rules: [{ path: '/', robot: 'noindex' }] } as never }],
    ['the path "/a/*" cannot be used', { table: { rules: [{ path: '/a/*' }] } }],
  ])('%s', async (message, options) => {
    await expect(auditNoIndex({ baseUrl: 'http://127.0.0.1:9', ...options })).rejects.toThrow(message);
  }); // prettier-ignore

  it('a service that does not answer, naming why', async () => {
    const site = await startFakeSite();
    await site[Symbol.asyncDispose]();
    await expect(auditNoIndex({ baseUrl: site.url })).rejects.toMatchObject({ name: 'AuditUnreachableError', failure: 'ECONNREFUSED' }); // prettier-ignore
  });
});
