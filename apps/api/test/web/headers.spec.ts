import { ADAPTERS, getRequest, rawHttp } from '@couplekit/testkit';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runApi, type RunningApi } from '../running-api.js';

const SILENT = "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

const post = (path: string, body: string, more = '') =>
  `POST ${path} HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/x-www-form-urlencoded\r\n${more}Content-Length: ${body.length}\r\nConnection: close\r\n\r\n${body}`;

const html = (request: string) => request.replace('\r\n', '\r\nAccept: text/html\r\n');

describe.each(ADAPTERS)('every response on %s', (adapter) => {
  let api: RunningApi;
  beforeAll(async () => void (api = await runApi(adapter)));
  afterAll(() => api[Symbol.asyncDispose]());

  it.each([
    ['a page', html(getRequest('/')), 200],
    ['HEAD of a page', getRequest('/', 'HEAD'), 200],
    ['JSON', getRequest('/healthz'), 200],
    ['a file', getRequest('/docs/swagger-ui.css'), 200],
    ['404', getRequest('/nothing'), 404],
    ['404 as a page', html(getRequest('/nothing')), 404],
    ['a file that is not there', getRequest('/assets/x/y'), 404],
    ['405', getRequest('/invite', 'DELETE'), 405],
    ['a bad URL', getRequest('/api/couples/sessions/%E0%A4%A'), 400],
    ['a foreign host', getRequest('/').replace('127.0.0.1', 'evil.example'), 400],
    ['a form of another site', post('/invite', 'link=x'), 403],
    ['something for somebody else', html(getRequest('/api/couples/sessions/x')), 401],
    ['a form that is too large', post('/invite', 'x'.repeat(200_000)), 413],
    ['an unmet Expect', post('/invite', '', 'Expect: the-unexpected\r\n'), 417],
    ['a missing Host', 'GET / HTTP/1.1\r\nConnection: close\r\n\r\n', 400],
    ['bytes that are not HTTP', 'NOT HTTP\r\n\r\n', 400],
    ['headers that are too large', `GET / HTTP/1.1\r\nX-Big: ${'x'.repeat(20_000)}\r\n\r\n`, 431],
    ['the pages about problems', html(getRequest('/problems')), 200],
  ])('is protected: %s', async (_, request, status) => {
    const response = await rawHttp(api.port, request);
    expect(response.status).toBe(status);
    expectProtected(response.headers);
  });

  it('is protected: 500, which tells nothing of what failed', async () => {
    await api.dataSource.query('ALTER TABLE web_browser_grant RENAME TO gone');
    try {
      const cookie = `Cookie: __Host-browser=${'a'.repeat(43)}\r\n`;
      const request = getRequest('/').replace('\r\n', `\r\nAccept: text/html\r\n${cookie}`);
      const response = await rawHttp(api.port, request);
      expect(response.status).toBe(500);
      expectProtected(response.headers);
      expect(response.body).toContain('저희 쪽에 문제가 생겼어요');
      expect(response.body).not.toContain('web_browser_grant');
    } finally {
      await api.dataSource.query('ALTER TABLE gone RENAME TO web_browser_grant');
    }
  });

  it('may load what it needs, and nothing inline: a page names its scripts by a nonce of its own', async () => {
    const policies = await Promise.all(
      [1, 2].map(async () => {
        const response = await fetch(`${api.url}/continue`);
        const policy = response.headers.get('content-security-policy') ?? '';
        const nonce = /script-src 'nonce-([\w-]{22})';/.exec(policy)?.[1] ?? 'none';
        expect(policy.replace(nonce, 'N')).toBe(
          "default-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'; script-src 'nonce-N'; style-src 'self'; font-src 'self'; img-src 'self'; connect-src 'self'; manifest-src 'self'",
        );
        const body = await response.text();
        expect(body).toContain(`<script type="module" nonce="${nonce}" src="/assets/`);
        expect(body).not.toMatch(/ style=| on\w+=|<style|javascript:/);
        return nonce;
      }),
    );
    expect(policies[0]).not.toBe(policies[1]);
  });

  it('has no ad unless the service is told of a unit, and nothing that would allow one', async () => {
    for (const path of ['/', '/?lang=en']) {
      const page = await fetch(api.url + path);
      expect(await page.text()).not.toMatch(/adsbygoogle|data-ad-|google/);
      expect(page.headers.get('content-security-policy')).not.toMatch(
        /https:|strict-dynamic|unsafe|frame-src/,
      );
    }
    expect((await fetch(`${api.url}/ads.txt`)).status).toBe(404);
  });

  it('may load nothing where it is no page', async () => {
    for (const path of ['/healthz', '/nothing', '/api/couples/sessions/x']) {
      expect((await fetch(api.url + path)).headers.get('content-security-policy')).toBe(SILENT);
    }
  });
});

function expectProtected(headers: readonly (readonly [string, string])[]): void {
  const of = (name: string) => headers.filter(([header]) => header === name).map(([, value]) => value);
  const policy = of('content-security-policy');
  expect(policy).toHaveLength(1);
  expect(policy[0]).toMatch(/^default-src 'none'; /);
  expect(policy[0]).toMatch(/base-uri 'none'/);
  expect(policy[0]).toMatch(/frame-ancestors 'none'/);
  expect(of('strict-transport-security')).toEqual(['max-age=63072000']);
  expect(of('x-frame-options')).toEqual(['DENY']);
  expect(of('x-content-type-options')).toEqual(['nosniff']);
  expect(of('cross-origin-opener-policy')).toEqual(['same-origin']);
  expect(of('cross-origin-resource-policy')).toEqual(['same-origin']);
  // Stricter where a page is one person's: see crawlers.spec.ts.
  const [referrer, ...others] = of('referrer-policy');
  expect(['same-origin', 'no-referrer']).toContain(referrer);
  expect(others).toEqual([]);
  expect(of('permissions-policy')).toEqual([expect.stringContaining('camera=(), ')]);
  expect(of('x-powered-by')).toEqual([]);
}

it('does not ask for https where the service is reached by http', async () => {
  await using api = await runApi('fastify', { env: { PUBLIC_BASE_URL: 'http://127.0.0.1:3000' } });
  expect((await fetch(api.url)).headers.get('strict-transport-security')).toBeNull();
});
