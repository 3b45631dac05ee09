import { Controller, Get, Injectable, type CanActivate } from '@nestjs/common';
import { APP_GUARD } from '@nestjs/core';
import { FastifyAdapter } from '@nestjs/platform-fastify';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ADAPTERS, getRequest, rawHttp } from '@couplekit/testkit';
import { defineProblem, problemFastifyOptions } from '../src/index.js';
import { bootProblemApp, fetchProblem, type ProblemApp } from './problem-app.js';

const BASE = 'https://api.example/v1/problems/';
const BROWSER = 'text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8';

const problems = [
  defineProblem({
    slug: 'out-of-credit',
    status: 403,
    title: { en: 'You do not have <enough> credit', ko: '잔액 부족' },
    description: { en: 'The price is above your balance.', ko: '가격이 잔액보다 큽니다.' },
    solution: { en: 'Top up & try again.', ko: '충전한 뒤 다시 시도해 주세요.' },
    members: {
      balance: {
        schema: { type: 'integer' },
        description: { en: 'What you have, in cents.', ko: '남은 금액(센트)입니다.' },
      },
      accounts: { schema: { type: 'array', items: { type: 'string' } }, optional: true },
    },
    example: { balance: 30, accounts: ['</code>'] },
  }),
  defineProblem({ slug: 'old', status: 410, title: { en: 'Old', ko: '옛것' }, deprecated: true }),
  defineProblem({
    type: 'https://iana.org/assignments/http-problem-types#quota-exceeded',
    status: 429,
    title: { en: 'Quota exceeded', ko: '한도 초과' },
  }),
];

@Injectable()
class NoEntry implements CanActivate {
  canActivate(): boolean {
    return false;
  }
}

@Controller()
class AnyController {
  @Get('ok') ok() {
    return 'ok';
  }
}

describe.each(ADAPTERS)('on %s', (adapter) => {
  let app: ProblemApp;
  beforeAll(async () => {
    app = await bootProblemApp(adapter, {
      controllers: [AnyController],
      providers: [{ provide: APP_GUARD, useClass: NoEntry }],
      options: { baseUri: BASE, problems },
      configure(nest) {
        nest.setGlobalPrefix('api');
        nest.enableCors({ origin: ['https://app.example'] });
        nest.useSecurityHeaders();
      },
    });
  });
  afterAll(() => app.close());

  const get = async (path: string, headers: Record<string, string> = {}) => {
    const response = await fetch(app.url + path, { headers });
    return { response, text: await response.text(), header: (name: string) => response.headers.get(name) };
  };

  it('serves the list and every problem at its type URI, outside of prefix and guards', async () => {
    for (const path of ['', '/', '/out-of-credit', '/old', '/quota-exceeded']) {
      const { response, text, header } = await get(`/v1/problems${path}`, { accept: BROWSER });
      expect(response.status, path).toBe(200);
      expect(header('content-type')).toBe('text/html; charset=utf-8');
      expect(header('content-language')).toBe('en');
      expect(header('cache-control')).toBe('public, max-age=300');
      expect(header('vary')).toMatch(/Accept, Accept-Language$/);
      expect(header('content-security-policy')).toMatch(/^default-src 'none'; style-src 'sha256-/);
      expect(header('x-content-type-options')).toBe('nosniff');
      expect(header('content-length')).toBe(String(Buffer.byteLength(text)));
      expect(text).toMatch(/^<!doctype html>\s+<html lang="en">/);
      expect(text).not.toContain('<script');
    }
  });

  it('tells people first, programs below, and escapes everything', async () => {
    const { text } = await get('/v1/problems/out-of-credit');
    const order = [
      '<h1>You do not have &lt;enough&gt; credit</h1>',
      'The price is above your balance.',
      'Top up &amp; try again.',
      '<h2 id="facts">Technical facts</h2>',
      `<code>${BASE}out-of-credit</code>`,
      '<td>403</td>',
      '<code>balance</code>',
      '<code>integer</code>',
      'What you have, in cents.',
      '<code>accounts</code><br><span class="muted">(not always there)</span>',
      '<code>string[]</code>',
      '&quot;accounts&quot;: [\n    &quot;&lt;/code&gt;&quot;',
    ];
    const places = order.map((piece) => text.indexOf(piece));
    expect(places).not.toContain(-1);
    expect(places).toEqual(places.toSorted((a, b) => a - b));
    expect(text).toContain(`<link rel="canonical" href="${BASE}out-of-credit">`);
  });

  it('lists each problem with a link to its page', async () => {
    const { text } = await get('/v1/problems');
    expect(text).toContain('<link rel="canonical" href="https://api.example/v1/problems">');
    const links = [...text.matchAll(/<h2>\s*<a href="([^"]+)">/g)].map(([, href]) => href);
    expect(links).toEqual(problems.map(({ slug }) => `/v1/problems/${slug}`));
    for (const href of links) expect((await get(href ?? '')).response.status).toBe(200);
    expect(text).toContain('This answer is no longer given.');
  });

  it('speaks the language of the reader, and lets the reader choose', async () => {
    const korean = await get('/v1/problems/out-of-credit', { 'accept-language': 'ko-KR,en;q=0.5' });
    expect(korean.header('content-language')).toBe('ko');
    expect(korean.text).toContain('<h1>잔액 부족</h1>');
    expect(korean.text).toContain('<a href="?lang=en" lang="en" hreflang="en">English</a>');
    expect(korean.text).toContain(
      '<a href="?lang=ko" lang="ko" hreflang="ko" aria-current="true">한국어</a>',
    );
    const chosen = await get('/v1/problems/out-of-credit?x=1&lang=en', { 'accept-language': 'ko' });
    expect(chosen.header('content-language')).toBe('en');
    expect(chosen.text).toContain('<a href="/v1/problems?lang=en">All problems</a>');
    expect((await get('/v1/problems?lang=fr', { 'accept-language': 'ko' })).header('content-language')).toBe(
      'ko',
    );
  });

  it('tells the same as JSON', async () => {
    const headers = { accept: 'application/json', 'accept-language': 'ko' };
    const one = await get('/v1/problems/out-of-credit', headers);
    expect(one.header('content-type')).toBe('application/json');
    expect(one.header('content-language')).toBe('ko');
    expect(JSON.parse(one.text)).toEqual({
      type: `${BASE}out-of-credit`,
      slug: 'out-of-credit',
      title: '잔액 부족',
      status: 403,
      description: '가격이 잔액보다 큽니다.',
      solution: '충전한 뒤 다시 시도해 주세요.',
      deprecated: false,
      members: [
        {
          name: 'balance',
          schema: { type: 'integer' },
          required: true,
          description: '남은 금액(센트)입니다.',
        },
        { name: 'accounts', schema: { type: 'array', items: { type: 'string' } }, required: false },
      ],
      example: {
        type: `${BASE}out-of-credit`,
        title: '잔액 부족',
        status: 403,
        detail: '허용되지 않은 요청입니다.',
        balance: 30,
        accounts: ['</code>'],
      },
    });
    const list = JSON.parse((await get('/v1/problems', headers)).text) as { problems: { type: string }[] };
    expect(list.problems.map(({ type }) => type)).toEqual([
      `${BASE}out-of-credit`,
      `${BASE}old`,
      problems[2]?.type,
    ]);
    expect(list.problems[0]).toEqual(JSON.parse(one.text));
  });

  it.each(['/v1/problems', '/v1/problems/old'])('answers %s with 304 to who has it', async (path) => {
    const { header } = await get(path);
    const etag = header('etag') ?? '';
    expect(etag).toMatch(/^W\/"[\w-]{22}"$/);
    const again = await get(path, { 'if-none-match': `"x", ${etag}` });
    expect(again.response.status).toBe(304);
    expect(again.text).toBe('');
    expect(again.header('etag')).toBe(etag);
    expect(again.header('cache-control')).toBe('public, max-age=300');
    expect(again.header('vary')).toContain('Accept-Language');
    for (const other of [{ 'accept-language': 'ko' }, { accept: 'application/json' }]) {
      const different = await get(path, { 'if-none-match': etag, ...other });
      expect(different.response.status).toBe(200);
      expect(different.header('etag')).not.toBe(etag);
    }
  });

  it('answers HEAD with the headers and no body', async () => {
    for (const path of ['/v1/problems', '/v1/problems/old']) {
      const { status, headers, body } = await rawHttp(app.port, getRequest(path, 'HEAD'));
      expect(status).toBe(200);
      expect(new Map(headers).get('content-length')).toBe((await get(path)).header('content-length'));
      expect(body).toBe('');
    }
  });

  it('answers a problem that is not known as a problem', async () => {
    for (const path of [
      '/v1/problems/nothing',
      '/v1/problems/__proto__',
      '/v1/problems/OLD',
      '/v1/problems/old/x',
    ]) {
      const answer = await fetchProblem(app.url + path, { headers: { accept: BROWSER } });
      expect(answer.body).toMatchObject({ type: 'about:blank', status: 404, instance: path });
      expect(answer.headers.get('cache-control')).toBe('no-store');
    }
  });

  it('keeps CORS', async () => {
    const { header } = await get('/v1/problems', { origin: 'https://app.example' });
    expect(header('access-control-allow-origin')).toBe('https://app.example');
    expect(header('vary')).toBe('Origin, Accept, Accept-Language');
  });

  it('serves them elsewhere, or not at all, when it is told to', async () => {
    await using elsewhere = await bootProblemApp(adapter, {
      options: { baseUri: BASE, problems, docsPages: { path: '/p' } },
    });
    const page = await fetch(`${elsewhere.url}/p/old`);
    expect(page.status).toBe(200);
    expect(await page.text()).toContain('<a href="/v1/problems">All problems</a>');
    expect((await fetch(`${elsewhere.url}/v1/problems`)).status).toBe(404);
    await using none = await bootProblemApp(adapter, {
      options: { baseUri: BASE, problems, docsPages: false },
    });
    expect((await fetch(`${none.url}/v1/problems`)).status).toBe(404);
    await using root = await bootProblemApp(adapter, { options: { problems } });
    expect((await fetch(`${root.url}/old`)).status).toBe(404);
  });

  it('leaves a route of the application alone', async () => {
    @Controller('v1/problems')
    class OwnController {
      @Get() own() {
        return 'own';
      }
    }
    await using own = await bootProblemApp(adapter, {
      controllers: [OwnController],
      options: { baseUri: BASE, problems },
    });
    expect(await (await fetch(`${own.url}/v1/problems`)).text()).toBe('own');
    expect((await fetch(`${own.url}/v1/problems/old`)).status).toBe(200);
  });

  it('says that there are no problems when there are none', async () => {
    await using empty = await bootProblemApp(adapter, { options: { baseUri: BASE } });
    expect(await (await fetch(`${empty.url}/v1/problems`)).text()).toContain(
      'Nothing is described here yet.',
    );
  });
});

it('works with a Fastify router that ignores slashes at the end', async () => {
  await using app = await bootProblemApp('fastify', {
    options: { baseUri: BASE, problems },
    createAdapter: () =>
      new FastifyAdapter({ ...problemFastifyOptions(), routerOptions: { ignoreTrailingSlash: true } }),
  });
  for (const path of ['/v1/problems', '/v1/problems/', '/v1/problems/old/']) {
    expect((await fetch(app.url + path)).status, path).toBe(200);
  }
});
