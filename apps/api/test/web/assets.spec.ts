import { brotliDecompressSync } from 'node:zlib';
import { ADAPTERS } from '@couplekit/testkit';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runApi, type RunningApi } from '../running-api.js';

describe.each(ADAPTERS)('files on %s', (adapter) => {
  let api: RunningApi;
  let paths: readonly string[];
  beforeAll(async () => {
    api = await runApi(adapter);
    const page = await (await fetch(`${api.url}/continue`)).text();
    paths = [...page.matchAll(/(?:href|src)="(\/assets\/[^"]+)"/g)].map(([, path]) => path ?? '');
  });
  afterAll(() => api[Symbol.asyncDispose]());

  it('can be kept for ever, at an address that says what is in them', async () => {
    expect(paths).toHaveLength(5);
    for (const path of paths) {
      expect(path).toMatch(/^\/assets\/(?:[0-9a-f]{12}|pretendard-1\.3\.9)\//);
      const response = await fetch(api.url + path);
      expect(response.status).toBe(200);
      expect(response.headers.get('cache-control')).toBe('public, max-age=31536000, immutable');
      expect((await response.text()).length).toBeGreaterThan(50);
    }
  });

  it('are those of today at addresses of another build, and not kept', async () => {
    for (const path of paths) {
      const older = path.replace(/\/assets\/(?:[0-9a-f]{12}|(pretendard-)[\d.]+)\//, (_, kind?: string) => `/assets/${kind ? `${kind}1.2.0` : '0123456789ab'}/`); // prettier-ignore
      expect(older).not.toBe(path);
      const [now, then] = await Promise.all([fetch(api.url + path), fetch(api.url + older)]);
      expect([then.status, then.headers.get('cache-control')]).toEqual([200, 'public, max-age=60']);
      expect(await then.text()).toBe(await now.text());
    }
  });

  it.each([
    ['br', 'br'],
    ['gzip, deflate, br', 'br'],
    ['gzip', 'gzip'],
    ['br;q=0, gzip', 'gzip'],
    ['identity', null],
  ])('are compressed as Accept-Encoding %s allows: %s', async (accepted, encoding) => {
    const style = paths.find((path) => path.endsWith('site.css')) ?? '';
    const response = await fetch(api.url + style, { headers: { 'Accept-Encoding': accepted } });
    expect(response.headers.get('content-encoding')).toBe(encoding);
    expect(response.headers.get('vary')).toBe('Accept-Encoding');
    expect(response.headers.get('content-type')).toBe('text/css; charset=utf-8');
    expect(await response.text()).toContain('--accent');
  });

  it('are fonts that a page asks for before its style does, each once, those of its own letters', async () => {
    const { headers } = await fetch(`${api.url}/continue`);
    const links = headers.get('link')?.split(', ') ?? [];
    expect(links.length).toBeGreaterThan(4);
    expect(new Set(links).size).toBe(links.length);
    for (const link of links) {
      const [, path = ''] =
        /^<([^>]+)>; rel=preload; as=font; type="font\/woff2"; crossorigin$/.exec(link) ?? [];
      const font = await fetch(api.url + path);
      expect([font.status, font.headers.get('content-type')]).toEqual([200, 'font/woff2']);
    }
    const english = await fetch(`${api.url}/continue`, { headers: { 'Accept-Language': 'en' } });
    expect(english.headers.get('link')).not.toBe(headers.get('link'));
  });

  it('are fonts of our own, in slices, and not compressed twice', async () => {
    const path = paths.find((other) => other.includes('pretendard')) ?? '';
    const style = await (await fetch(api.url + path)).text();
    expect(style).toContain('font-display: optional');
    expect(style).not.toContain('swap');
    expect(style).not.toMatch(/url\((?!\.\/)/);
    const [, font = ''] = /url\(\.\/([^)]+)\)/.exec(style) ?? [];
    const response = await fetch(new URL(font, api.url + path), { headers: { 'Accept-Encoding': 'br' } });
    expect([response.status, response.headers.get('content-type')]).toEqual([200, 'font/woff2']);
    expect(response.headers.get('content-encoding')).toBeNull();
    const bytes = Buffer.from(await response.arrayBuffer());
    expect(bytes.subarray(0, 4).toString()).toBe('wOF2');
    expect(() => brotliDecompressSync(bytes)).toThrow();
  });

  it.each([
    '/assets/../package.json',
    '/assets/%2e%2e/package.json',
    '/assets/x/..%2f..%2fpackage.json',
    '/assets/x/site.css',
    '/assets/0123456789ab/other.css',
    '/assets/0123456789ab/..%2f..%2fpackage.json',
  ])('are no others than those: %s', async (path) => {
    const response = await fetch(api.url + path);
    expect([400, 404]).toContain(response.status);
    expect(await response.text()).not.toContain('"private"');
  });

  it('of a page weigh less than 80 KB together, fonts aside', async () => {
    let bytes = Buffer.byteLength(await (await fetch(api.url)).text());
    for (const path of paths) {
      const response = await fetch(api.url + path, { headers: { 'Accept-Encoding': 'br' } });
      bytes += Number(response.headers.get('content-length'));
    }
    expect(bytes).toBeLessThan(80 * 1024);
  });
});
