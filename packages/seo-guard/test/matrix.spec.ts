import { ADAPTERS, bootApp, getRequest, rawHttp, type RunningApp } from '@couplekit/testkit';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { GuardedModule } from './guarded-app.js';

const post = (path: string, body: string, length = body.length) =>
  `POST ${path} HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: ${length}\r\nConnection: close\r\n\r\n${body}`;
const big = 'x'.repeat(1_200_000);

describe.each(ADAPTERS)('guarded responses on %s', (adapter) => {
  let app: RunningApp;
  beforeAll(async () => {
    const module = GuardedModule.with({
      unmatched: {},
      rules: [{ path: '/share{/*path}', robots: { noindex: true, nofollow: true } }],
    });
    app = await bootApp({ adapter, module });
  });
  afterAll(() => app.close());

  const ask = async (request: string) => {
    const { status, headers, body } = await rawHttp(app.port, request);
    return {
      status,
      lines: headers.filter(([name]) => name === 'x-robots-tag').map(([, value]) => value),
      headers,
      body,
    };
  };

  it.each([
    ['200', getRequest('/share/page'), 200],
    ['HEAD', getRequest('/share/page', 'HEAD'), 200],
    ['a redirect', getRequest('/share/redirect'), 302],
    ['304', getRequest('/share/not-modified'), 304],
    ['a raw stream', getRequest('/share/stream'), 200],
    ['server-sent events', getRequest('/share/events'), 200],
    ['404 below the path', getRequest('/share/nothing/here'), 404],
    ['HEAD 404', getRequest('/share/nothing', 'HEAD'), 404],
    ['another method', getRequest('/share/page', 'DELETE'), 404],
    ['a guard that refuses', getRequest('/share/guarded'), 403],
    ['a pipe that refuses', getRequest('/share/number/x'), 400],
    ['an error in a handler', getRequest('/share/fails'), 500],
    ['an error in middleware', getRequest('/share/middleware'), 500],
    ['malformed JSON', post('/share/echo', '{'), 400],
    ['a body that is too large', post('/share/echo', big), 413],
    ['a bad URL', getRequest('/share/number/%E0%A4%A'), 400],
    ['a handler that weakens it', getRequest('/share/weaken'), 200],
    ['a handler that removes it', getRequest('/share/removed'), 200],
  ])('carry exactly one line: %s', async (_, request, status) => {
    expect(await ask(request)).toMatchObject({ status, lines: ['noindex, nofollow'] });
  });

  it.each(['/share/object', '/share/flat'])(
    'merge what writeHead is given and keep its other headers: %s',
    async (path) => {
      const { lines, headers, body } = await ask(getRequest(path));
      expect(lines).toEqual(['noindex, noarchive, nofollow']);
      expect(headers).toContainEqual(['x-kept', '1']);
      expect(body).toContain('x');
    },
  );

  it('can be stricter than the table, also for single crawlers', async () => {
    const { lines } = await ask(getRequest('/share/strengthen'));
    expect(lines).toEqual(['noindex, noarchive, nofollow, googlebot: nosnippet']);
  });

  it('leave other paths alone', async () => {
    for (const path of ['/decorated/shown', '/nothing', '/shared/page']) {
      expect((await ask(getRequest(path))).lines).toEqual([]);
    }
  });

  it.each([
    ['/decorated/hidden/7', 200, ['noindex, nofollow']],
    ['/all-of-it/below', 404, ['noarchive']],
    ['/all-of-it/page', 403, ['noarchive']],
    ['/again/page', 403, ['noarchive']],
  ])('follow decorators: %s', async (path, status, lines) => {
    expect(await ask(getRequest(path))).toMatchObject({ status, lines });
  });

  it('follow decorators below a global prefix', async () => {
    await using prefixed = await bootApp({
      adapter,
      module: GuardedModule.with({}),
      configure: (nest) => void nest.setGlobalPrefix('v1'),
    });
    const { headers, status } = await rawHttp(prefixed.port, getRequest('/v1/decorated/hidden/7'));
    expect(status).toBe(200);
    expect(headers).toContainEqual(['x-robots-tag', 'noindex, nofollow']);
  });

  it('belong to their application: two in one process have rules of their own', async () => {
    await using other = await bootApp({
      adapter,
      module: GuardedModule.with({ environment: 'staging' }),
    });
    const { headers } = await rawHttp(other.port, getRequest('/decorated/shown'));
    expect(headers).toContainEqual(['x-robots-tag', 'noindex, nofollow']);
    expect((await ask(getRequest('/decorated/shown'))).lines).toEqual([]);
  });

  it('stop the start when a rule cannot be used', async () => {
    const start = bootApp({ adapter, module: GuardedModule.with({ rules: [{ path: '/a/*', robots: {} }] }) });
    await expect(start).rejects.toThrow('rules[0]: the path "/a/*" cannot be used');
  });
});
