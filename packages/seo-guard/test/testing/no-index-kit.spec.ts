import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { ADAPTERS, bootApp, type RunningApp } from '@couplekit/testkit';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { NOINDEX_CHECKLIST, noIndexKit, type NoIndexKitOptions } from '../../src/testing/index.js';
import { startFakeSite, page, sitemap, type Route } from '../auditing/fake-site.js';
import { PagesModule } from '../auditing/nest-app.js';

const PATHS = {
  guarded: ['/share/7', '/share/nothing', '/open/1'],
  sensitive: ['/invites/7'],
  indexable: ['/'],
  post: '/share',
  weakening: ['/open/1'],
  robots: 'noindex, nofollow',
} satisfies Omit<NoIndexKitOptions, 'baseUrl'>;

describe.each(ADAPTERS)('a guarded application on %s', (adapter) => {
  let app: RunningApp;
  beforeAll(async () => {
    app = await bootApp({ adapter, module: PagesModule.guarded() });
  });
  afterAll(() => app.close());

  noIndexKit({ baseUrl: () => app.url, ...PATHS }).register({ describe, it });
});

describe.each(ADAPTERS)('an application on %s that is not guarded', (adapter) => {
  it('fails every rule about the header', async () => {
    await using app = await bootApp({ adapter, module: PagesModule });
    const { ok, results } = await noIndexKit({ baseUrl: app.url, ...PATHS }).run();
    expect(ok).toBe(false);
    expect(results.filter(({ failure }) => failure === undefined).map(({ name }) => name)).toEqual([
      'canonical', 'fetchable', 'sitemap', 'indexable',
    ]);
    expect(results[0]?.failure).toMatch(/^N1 get: .+ \(https:\/\/developers\.google\.com\/.+\)\nGET http:.+\/share\/7 \(200\) has 0 X-Robots-Tag lines\n/);
  }); // prettier-ignore
});

describe('fails exactly', () => {
  const text = (body: string): Route => ({ headers: { 'content-type': 'text/plain' }, body });
  it.each<[string, Readonly<Record<string, Route>>, readonly string[]]>([
    ['nothing of a clean site', {}, []],
    ['get, head, query and conditional for two lines', { '/share/1': { headers: { 'x-robots-tag': ['noindex', 'nofollow'] } } }, ['get', 'head', 'query', 'conditional', 'unmet-expectation']],
    ['not-found', { '/share/1/couplekit-probe-below': { status: 404, headers: { 'x-robots-tag': '' } } }, ['not-found']],
    ['other-method', { 'PROPFIND /share/1': { status: 405, headers: { 'x-robots-tag': '' } } }, ['other-method']],
    ['options', { 'OPTIONS /share/1': { status: 204, headers: { 'x-robots-tag': 'all' } } }, ['options']],
    ['malformed-url', { '/share/1/%E0%A4%A': { status: 400, headers: { 'x-robots-tag': '' } } }, ['malformed-url']],
    ['malformed-json and content-too-large', { 'POST /share/1': { status: 400, headers: { 'x-robots-tag': '' } } }, ['malformed-json', 'content-too-large']],
    ['spelling', { '/SHARE/1': { status: 404, headers: { 'x-robots-tag': '' } } }, ['spelling']],
    ['weakening', { '/share/2': { headers: { 'x-robots-tag': 'index' } } }, ['weakening']],
    ['meta', { '/share/1': page('/share/1', { head: '<meta name=robots content=index>' }) }, ['meta']],
    ['canonical', { '/share/1': page('/share/1', { head: '<link rel=canonical href=/about>' }) }, ['canonical']],
    ['fetchable', { '/robots.txt': text('User-agent: *\nDisallow: /share/') }, ['fetchable']],
    ['sitemap', { '/sitemap.xml': sitemap('/', '/share/1') }, ['sitemap']],
    ['sensitive for another method', { 'PROPFIND /invites/1': { status: 405, headers: { 'cache-control': 'no-store' } } }, ['sensitive']],
    ['sensitive for a validator', { '/invites/1': { headers: { etag: '"1"' } } }, ['sensitive']],
    ['indexable for an error', { '/about': { status: 404 } }, ['indexable']],
    ['indexable for a noindex', { '/about': { headers: { 'x-robots-tag': 'googlebot: noindex' } } }, ['indexable']],
  ])('%s', async (_, routes, expected) => {
    await using site = await startFakeSite(routes);
    const kit = noIndexKit({ baseUrl: site.url, guarded: ['/share/1'], sensitive: ['/invites/1'], indexable: ['/about'], post: '/share/1', weakening: ['/share/2'] });
    const { results, notRun } = await kit.run();
    expect(results.filter(({ failure }) => failure !== undefined).map(({ name }) => name)).toEqual(expected);
    expect([results.length, notRun]).toEqual([NOINDEX_CHECKLIST.length, []]);
  }); // prettier-ignore
});

describe('noIndexKit', () => {
  const baseUrl = 'http://127.0.0.1:9';

  it('says which rules it cannot check for want of a path', () => {
    const { cases, notRun } = noIndexKit({ baseUrl, guarded: ['/share/1'] });
    expect(notRun.map(({ id }) => id)).toEqual(['N7', 'N8', 'N13', 'N18', 'N19']);
    expect(cases.length).toBe(NOINDEX_CHECKLIST.length - notRun.length);
  });

  it('checks what is chosen, by id or name', () => {
    const chosen = (options: Partial<NoIndexKitOptions>) =>
      noIndexKit({ baseUrl, guarded: ['/a'], ...options }).cases.map(({ rule }) => rule.id);
    expect(chosen({ only: ['get', 'N3'] })).toEqual(['N1', 'N3']);
    expect(chosen({ only: ['get', 'N3'], except: ['N1'] })).toEqual(['N3']);
  });

  it.each<[string, Partial<NoIndexKitOptions>]>([
    ['give at least one guarded path', { guarded: [] }],
    ['"share" is no path', { guarded: ['share'] }],
    ['"x" is no path', { sensitive: ['x'] }],
    ['there is no rule "N99"', { only: ['N99'] }],
    ['there is no rule "nope"', { except: ['nope'] }],
  ])('refuses: %s', (message, options) => {
    expect(() => noIndexKit({ baseUrl, guarded: ['/a'], ...options })).toThrow(message);
  });

  it('tells that nothing answers', async () => {
    const { results } = await noIndexKit({ baseUrl, guarded: ['/a'], only: ['get'] }).run();
    expect(results).toEqual([{ id: 'N1', name: 'get', failure: 'GET /a: ECONNREFUSED.' }]);
  });

  it('works in node:test, from the built package', async () => {
    const run = (BASE_URL: string) => promisify(execFile)(process.execPath, ['--test', fileURLToPath(new URL('node-test.mjs', import.meta.url))], { env: { PATH: process.env['PATH'], BASE_URL } }); // prettier-ignore
    await using good = await bootApp({ adapter: 'fastify', module: PagesModule.guarded() });
    expect((await run(good.url)).stdout).toMatch(/pass 2\b/);
    await using bad = await bootApp({ adapter: 'fastify', module: PagesModule });
    await expect(run(bad.url)).rejects.toMatchObject({ stdout: expect.stringContaining('N1 get') as string });
  });
});
