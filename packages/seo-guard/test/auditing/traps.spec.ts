import { brotliCompressSync, deflateSync, gzipSync } from 'node:zlib';
import { expect, it } from 'vitest';
import { auditNoIndex, type AuditOptions } from '../../src/auditing/index.js';
import { page, PUBLIC_URL, startFakeSite, TABLE, type Route } from './fake-site.js';

const NOINDEX = { 'x-robots-tag': 'noindex, nofollow' };
const HTML = { ...NOINDEX, 'content-type': 'text/html; charset=utf-8' };

const audit = async (routes: Readonly<Record<string, Route>>, options: Partial<AuditOptions> = {}) => {
  await using site = await startFakeSite(routes);
  const report = await auditNoIndex({
    baseUrl: site.url,
    publicUrl: PUBLIC_URL,
    table: TABLE,
    readOnly: true,
    ...options,
  });
  return { report, codes: [...new Set(report.findings.map(({ code }) => code))], asked: site.asked };
};

/** Every page that is asked for below it leads to more. */
const endless =
  (next: (url: string) => string): Route =>
  (request, response) =>
    void response.writeHead(200, HTML).end(`<a href="${next(request.url ?? '')}">more</a>`);

it('stops at the most pages, and does not call that clean', async () => {
  let n = 0;
  const body = Array.from({ length: 50 }, () => `<a href="/share/n${++n}">x</a>`).join('');
  const { report, codes } = await audit(
    { '/share/1': page('/share/1', { head: '', body }) },
    { maxPages: 30 },
  );
  expect(codes).toEqual(['crawl-stopped']);
  expect([report.pages, report.isClean, report.skipped]).toEqual([
    30,
    false,
    { 'too-many-pages': expect.any(Number) as number },
  ]);
});

it('leaves endless queries, ever deeper links, paths below themselves and endless addresses', async () => {
  const { report, codes } = await audit(
    {
      '/share/1': page('/share/1', {
        head: '',
        body: '<a href=/share/q?n=1>q</a><a href=/share/up/up/>u</a><a href=/share/d/d0>d</a><a href=/share/long/>l</a>',
      }),
      '/share/q': endless((url) => `/share/q?n=${Number(/\d+/.exec(url)?.[0]) + 1}`),
      ...Object.fromEntries(
        Array.from({ length: 9 }, (_, i) => [`/share/${'up/'.repeat(i + 1)}`, endless(() => 'up/')]),
      ),
      ...Object.fromEntries(
        Array.from({ length: 40 }, (_, i) => [`/share/d/d${i}`, endless(() => `d${i + 1}`)]),
      ),
      '/share/long/': endless(() => `/share/${'x'.repeat(3_000)}`),
    },
    { maxDepth: 30 },
  );
  expect(codes).toEqual([]);
  expect(report.skipped).toEqual({ 'too-many-queries': 1, repeating: 1, 'too-deep': 1, 'too-long': 1 });
});

it('gives up on an answer that does not come, and takes what came of one that does not end', async () => {
  const { report } = await audit(
    {
      '/share/1': (_, response) => void response.writeHead(200, HTML).write('<a href="/share/2">2</a>'),
      '/share/2': () => undefined,
    },
    { timeoutMs: 300 },
  );
  expect(report.findings.map(({ code, url, seen }) => [code, new URL(url).pathname, seen])).toEqual([
    ['no-answer', '/share/2', 'no answer within 300 ms'],
  ]);
});

it('reads so much of a body, counted without its encoding', async () => {
  const bomb = gzipSync(Buffer.concat([Buffer.alloc(50_000, ' '), Buffer.from('<a href=/share/hidden>')]));
  const { asked } = await audit(
    { '/share/1': { headers: { 'content-encoding': 'gzip' }, body: bomb } },
    { maxBytes: 10_000 },
  );
  expect(asked).not.toContain('GET /share/hidden');
});

it('does not wait for the end of a body that has none', async () => {
  const flooding: Route = (_, response) => {
    response.writeHead(200, HTML);
    const more = () => {
      while (response.write(Buffer.alloc(16_384, ' '))) if (response.destroyed) return;
    };
    response.on('drain', more);
    more();
  };
  const { codes } = await audit({ '/share/1': flooding }, { maxBytes: 100_000, timeoutMs: 600_000 });
  expect(codes).toEqual([]);
});

it.each([
  ['gzip', gzipSync],
  ['deflate', deflateSync],
  ['br', brotliCompressSync],
] as const)('follows the links of a body in %s', async (encoding, compress) => {
  const body = compress('<a href=/share/found>x</a>');
  const { asked } = await audit({ '/share/1': { headers: { 'content-encoding': encoding }, body } });
  expect(asked).toContain('GET /share/found');
});

it('is not stopped by a body that cannot be decoded, or is of an unknown encoding', async () => {
  const { codes } = await audit({
    '/share/1': { headers: { 'content-encoding': 'gzip' }, body: 'not gzip' },
    '/about': { headers: { 'content-encoding': 'x-unknown' }, body: 'x' },
  });
  expect(codes).toEqual([]);
});

it('leaves an event stream that never ends', async () => {
  const { codes } = await audit({
    '/share/1': (_, response) =>
      void response.writeHead(200, { ...NOINDEX, 'content-type': 'text/event-stream' }).write('data: x\n\n'),
  });
  expect(codes).toEqual([]);
});

it('follows what a page leads to in every way, from its base', async () => {
  const head = `<base href="/share/b/"><link rel="next" href=next><link rel="shortcut icon" href=icon><link rel=alternate href=alternate>
    <meta property=og:image content=og.png><meta http-equiv=Refresh content="5; url='refresh'">`;
  const body =
    '<a href=a>a</a><img src=img><iframe src=iframe></iframe><script src=script></script><form action=form></form><form action=posted method=post></form>';
  const { asked } = await audit({
    '/share/1': {
      headers: { link: '</share/b/prev>; rel=prev, </share/b/quoted>; title="a, <b>"; rel="next"' },
      body: page('/share/1', { head, body }),
    },
    '/share/b/a': { status: 302, headers: { location: 'moved?x=1' } },
  });
  const names = [
    'next',
    'icon',
    'alternate',
    'og.png',
    'refresh',
    'a',
    'img',
    'iframe',
    'script',
    'form',
    'prev',
    'quoted',
    'moved?x=1',
  ];
  expect(asked.filter((line) => line.startsWith('GET /share/b/')).toSorted()).toEqual(
    names.map((name) => `GET /share/b/${name}`).toSorted(),
  );
});

it('reads sitemaps of sitemaps, zipped, and as text', async () => {
  const { asked } = await audit({
    '/sitemap.xml': {
      headers: { 'content-type': 'text/xml' },
      body: `<sitemapindex><sitemap><loc>${PUBLIC_URL}/a.xml.gz</loc></sitemap><sitemap><loc><![CDATA[${PUBLIC_URL}/b.txt?x=1&y=2]]></loc></sitemap></sitemapindex>`,
    },
    '/a.xml.gz': {
      headers: { 'content-type': 'application/gzip' },
      body: gzipSync(
        `<s:urlset xmlns:s="x"><s:url><s:loc> ${PUBLIC_URL}/stories/a?x=1&amp;y=2 </s:loc><i:image xmlns:i="y"><i:loc>${PUBLIC_URL}/no</i:loc></i:image></s:url></s:urlset>`,
      ),
    },
    '/b.txt?x=1&y=2': { headers: { 'content-type': 'text/plain' }, body: `${PUBLIC_URL}/stories/b\n` },
  });
  expect(asked.filter((line) => line.startsWith('GET /stories/') && !line.includes('probe'))).toEqual([
    'GET /stories/a?x=1&y=2',
    'GET /stories/b',
  ]);
  expect(asked).not.toContain('GET /no');
});

it('tells what lets someone in to nobody', async () => {
  const token = 'abcdefghij0123456789xyz';
  const { report } = await audit({
    '/share/1': page('/share/1', {
      head: '',
      body: `<a href="https://elsewhere.example/?invite_token=${token}">x</a><a href="/invites/${token}">y</a>`,
    }),
    [`/invites/${token}`]: { headers: { 'cache-control': '' } },
  });
  expect(report.findings.map(({ code }) => code)).toEqual(['token-in-link', 'sensitive-cacheable']);
  expect(JSON.stringify(report)).not.toContain(token);
});
