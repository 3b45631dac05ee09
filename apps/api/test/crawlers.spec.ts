import { ADAPTERS, getRequest, rawHttp } from '@couplekit/testkit';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { call, joinedCouple } from './couple-client.js';
import { runApi, type RunningApi } from './running-api.js';

const CLOSED = 'noindex, nofollow';

describe.each(ADAPTERS)('what crawlers and caches are told on %s', (adapter) => {
  let api: RunningApi;
  beforeAll(async () => void (api = await runApi(adapter)));
  afterAll(() => api[Symbol.asyncDispose]());

  const headersOf = async (path: string, method = 'GET') => {
    const { status, headers } = await rawHttp(api.port, getRequest(path, method));
    const lines = (name: string) => headers.filter(([header]) => header === name).map(([, value]) => value);
    return { status, robots: lines('x-robots-tag'), cache: lines('cache-control'), referrer: lines('referrer-policy'), etag: lines('etag'), explain: lines('x-robots-explain') }; // prettier-ignore
  };

  it.each(['/', '/problems', '/problems/validation'])('opens %s', async (path) => {
    expect((await headersOf(path)).robots).toEqual([]);
  });

  it.each(['/docs', '/docs-json', '/healthz', '/readyz', '/nothing', '/problem', '/%E0%A4%A', '/index.html', '/problems%2Fvalidation'])(
    'closes %s, which no rule opens',
    async (path) => {
      expect((await headersOf(path)).robots).toEqual([CLOSED]);
      expect((await headersOf(path, 'HEAD')).robots).toEqual([CLOSED]);
    },
  ); // prettier-ignore

  it.each(['/share/token', '/share', '/share/%E0%A4%A', '/api/couples/sessions/x/result', '/api/nothing', '/API/couples/sessions'])(
    'keeps %s out of search results, caches and referrers',
    async (path) => {
      const { robots, cache, referrer, etag } = await headersOf(path);
      expect({ robots, cache, referrer, etag }).toEqual({ robots: [CLOSED], cache: ['private, no-store'], referrer: ['no-referrer'], etag: [] }); // prettier-ignore
    },
  ); // prettier-ignore

  it('lets pictures for previews be cached, and closes them to crawlers', async () => {
    const { robots, cache, referrer } = await headersOf('/share/og/token.png');
    expect({ robots, referrer }).toEqual({ robots: [CLOSED], referrer: ['no-referrer'] });
    expect(cache).not.toContain('private, no-store');
  });

  it('holds for a session that exists', async () => {
    const couple = await joinedCouple(api.url);
    const { status, headers } = await call(couple.session, 'GET', { token: couple.a });
    expect([status, headers.get('x-robots-tag'), headers.get('cache-control'), headers.get('etag')]).toEqual([
      200, CLOSED, 'private, no-store', null,
    ]); // prettier-ignore
  });

  it('tells no client which rules decided', async () => {
    expect((await headersOf('/share/token')).explain).toEqual([]);
  });

  it.each(['staging', 'preview', 'development'])('closes everything in %s', async (environment) => {
    await using locked = await runApi(adapter, { env: { ENVIRONMENT: environment } });
    for (const path of ['/', '/problems', '/problems/validation', '/docs']) {
      const { headers } = await fetch(locked.url + path, { redirect: 'manual' });
      expect([path, headers.get('x-robots-tag')]).toEqual([path, CLOSED]);
      expect(headers.get('x-robots-explain') !== null).toBe(environment === 'development');
    }
  });
});
