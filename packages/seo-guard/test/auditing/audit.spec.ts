import { describe, expect, it } from 'vitest';
import { auditNoIndex, FINDINGS, type AuditOptions } from '../../src/auditing/index.js';
import { page, PUBLIC_URL, sitemap, startFakeSite, TABLE, type Route } from './fake-site.js';

const audit = async (routes: Readonly<Record<string, Route>>, options: Partial<AuditOptions> = {}) => {
  await using site = await startFakeSite(routes);
  const report = await auditNoIndex({ baseUrl: site.url, publicUrl: PUBLIC_URL, table: TABLE, readOnly: true, ...options });
  const found = report.findings.map(({ code, url }) => `${code} ${url.replace(site.url, '')}`);
  return { report, found: [...new Set(found)].toSorted(), asked: site.asked };
};

const NOINDEX = { 'x-robots-tag': 'noindex, nofollow' };

it('finds nothing on a clean site, and lists what could be indexed', async () => {
  const { report, found } = await audit({}, { readOnly: false });
  expect(found).toEqual([]);
  expect(report).toMatchObject({ version: 1, isClean: true, errors: 0, warnings: 0, tableRules: 5, bot: 'googlebot' });
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
    ['a page for every path', { '/stories/couplekit-probe': { body: page('/x') } }, ['canonical-to-noindexed /stories/couplekit-probe', 'canonical-to-noindexed /stories/couplekit-probe?couplekit-probe=1', 'missing-page-indexable /stories/couplekit-probe', 'missing-page-indexable /stories/couplekit-probe?couplekit-probe=1']],
    ['a second address of a page', { '/about/': page('/about', { head: '' }), '/ABOUT': page('/about') }, ['duplicate-indexable /about/']],
    ['a canonical on a noindexed page', { '/share/1': page('/share/1', { head: `<link rel=canonical href=${PUBLIC_URL}/about>` }) }, ['canonical-on-noindexed /share/1']],
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
