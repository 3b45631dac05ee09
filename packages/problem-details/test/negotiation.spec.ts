import type { ServerResponse } from 'node:http';
import { Body, Controller, Get, Post, Query } from '@nestjs/common';
import { XmlDocument } from 'libxml2-wasm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ADAPTERS, getRequest, rawHttp } from '@couplekit/testkit';
import { defineProblem, ProblemException } from '../src/index.js';
import { BASE_URI, bootProblemApp, fetchProblem, SECRET, type ProblemApp } from './problem-app.js';

const BROWSER = 'text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8';
const HOSTILE = `<script>alert("1")</script> & ' \r\n ]]>`;

const hostile = defineProblem({
  slug: 'hostile',
  status: 409,
  title: { en: `Title ${HOSTILE}`, ko: `제목 ${HOSTILE}` },
});

@Controller()
class NegotiationController {
  @Get('hostile') hostile() {
    throw new ProblemException(hostile, {
      detail: HOSTILE,
      extensions: { 'a <b': [HOSTILE, { nul: '\0' }, 7, true, null], request_id: 'mine' },
    });
  }
  @Get('deep') deep() {
    let deep: unknown = 'end';
    for (let level = 0; level < 4_000; level += 1) deep = [deep];
    throw new ProblemException(409, { extensions: { deep } });
  }
  @Get('broken') broken(@Query('token') token: string) {
    throw new Error(token);
  }
  @Post('echo') echo(@Body() body: unknown) {
    return body;
  }
}

describe.each(ADAPTERS)('on %s', (adapter) => {
  let strict: ProblemApp;
  let plain: ProblemApp;
  beforeAll(async () => {
    const setup = { controllers: [NegotiationController], options: { problems: [hostile] } };
    const configure = (nest: ProblemApp['app']) => {
      nest.useSecurityHeaders();
      nest.use((_: unknown, response: ServerResponse, next: () => void) => {
        response.setHeader('x-request-id', `id-${HOSTILE.slice(0, 8)}`);
        next();
      });
    };
    plain = await bootProblemApp(adapter, setup);
    strict = await bootProblemApp(adapter, {
      ...setup,
      configure,
      options: { ...setup.options, negotiation: 'strict' },
    });
  });
  afterAll(async () => {
    await strict.close();
    await plain.close();
  });

  const get = async (app: ProblemApp, path: string, accept: string, language = 'en') => {
    const response = await fetch(app.url + path, { headers: { accept, 'accept-language': language } });
    return { response, text: await response.text(), type: response.headers.get('content-type') };
  };

  it.each([BROWSER, 'application/problem+xml', 'application/json', '*/*;q=0', 'image/png'])(
    'answers problem+json to %s unless it is told to negotiate',
    async (accept) => {
      const odd = { off: ['constant-title', 'extension-names'], secrets: [] } as const;
      const answer = await fetchProblem(`${plain.url}/hostile`, { headers: { accept } }, odd);
      expect(answer.headers.get('vary')).toBe('Accept-Language');
    },
  );

  it.each([
    ['application/problem+json', 'application/problem+json'],
    ['application/json', 'application/json'],
    ['image/png', 'application/problem+json'],
    ['application/problem+xml;q=0.1, image/png', 'application/problem+xml'],
    [BROWSER, 'text/html; charset=utf-8'],
  ])('in strict mode answers %s with %s', async (accept, expected) => {
    const { response, type } = await get(strict, '/hostile', accept);
    expect(type).toBe(expected);
    expect(response.status).toBe(409);
    expect(response.headers.get('vary')).toBe('Accept-Language, Accept');
    expect(response.headers.get('content-language')).toBe('en');
    expect(response.headers.get('cache-control')).toBe('no-store');
  });

  it('answers the same JSON as application/json', async () => {
    const json = await get(strict, '/hostile', 'application/json');
    const problem = await get(strict, '/hostile', 'application/problem+json');
    expect(json.text).toBe(problem.text);
    expect(JSON.parse(json.text)).toMatchObject({ type: `${BASE_URI}hostile`, detail: HOSTILE });
  });

  it('answers XML that a parser reads as the problem', async () => {
    const { text } = await get(strict, '/hostile', 'application/problem+xml', 'ko');
    const document = XmlDocument.fromString(text);
    const at = (path: string) => document.get(path, { p: 'urn:ietf:rfc:7807' })?.content;
    expect(at('/p:problem/p:type')).toBe(`${BASE_URI}hostile`);
    expect(at('/p:problem/p:title')).toBe(`제목 ${HOSTILE}`);
    expect(at('/p:problem/p:detail')).toBe(HOSTILE);
    expect(at('/p:problem/p:a_x20__x3C_b/p:i[1]')).toBe(HOSTILE);
    expect(at('/p:problem/p:a_x20__x3C_b/p:i[2]/p:nul')).toBe('\u{FFFD}');
    expect(at('/p:problem/p:request_id')).toBe('id-<script>');
    document.dispose();
  });

  it('answers a browser with a page in its language that runs nothing', async () => {
    const { text, response } = await get(strict, '/hostile', BROWSER, 'ko-KR');
    const visible = HOSTILE.replaceAll('&', '&amp;')
      .replaceAll('<', '&lt;')
      .replaceAll('>', '&gt;')
      .replaceAll('"', '&quot;')
      .replaceAll("'", '&#39;');
    expect(text).toMatch(/^<!doctype html>\s+<html lang="ko">/);
    expect(text).toContain(`<title>제목 ${visible}</title>`);
    expect(text).toContain(`<h1>제목 ${visible}</h1>`);
    expect(text).toContain(`<p class="lead">${visible}</p>`);
    expect(text).toContain('<code>id-&lt;script&gt;</code>');
    expect(text).toContain(`href="${BASE_URI}hostile"`);
    expect(text).not.toContain('<script');
    const policy = response.headers.get('content-security-policy') ?? '';
    expect(policy).toMatch(/^default-src 'none'; style-src 'sha256-[^']+'; base-uri 'none'; /);
    const style = /<style>(.*?)<\/style>/s.exec(text)?.[1] ?? '';
    const hash = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(style));
    expect(policy).toContain(`'sha256-${Buffer.from(hash).toString('base64')}'`);
    expect(response.headers.get('x-content-type-options')).toBe('nosniff');
    expect(response.headers.get('content-length')).toBe(String(Buffer.byteLength(text)));
  });

  it('says no more than the constant sentence of a 5xx in any form', async () => {
    for (const accept of [BROWSER, 'application/problem+xml', 'application/json']) {
      const { text } = await get(strict, `/broken?token=${SECRET}`, accept);
      expect(text).toContain('Something went wrong on our side.');
      expect(text).not.toContain(SECRET);
      expect(text).not.toContain('.ts:');
    }
  });

  it('negotiates what the framework, the parser and the server reject, too', async () => {
    const headers = { accept: BROWSER, 'content-type': 'application/json' };
    const malformed = await fetch(`${strict.url}/echo`, { method: 'POST', body: '{', headers });
    expect(malformed.headers.get('content-type')).toBe('text/html; charset=utf-8');
    for (const path of ['/nowhere', '/%E0%A4%A']) {
      expect((await get(strict, path, 'application/problem+xml')).type, path).toBe('application/problem+xml');
    }
    const rejected = `GET /ok HTTP/1.1\r\nHost: x\r\nAccept: ${BROWSER}\r\nExpect: 200-ok\r\n\r\n`;
    for (const request of [rejected, `GET / HTTP/1.1\r\nAccept: ${BROWSER}\r\n\r\n`]) {
      expect((await rawHttp(strict.port, request)).body).toMatch(/^<!doctype html>/);
    }
    const noHttp = await rawHttp(strict.port, 'NOT HTTP\r\n\r\n');
    expect(JSON.parse(noHttp.body)).toMatchObject({ status: 400 });
  });

  it('answers HEAD with the headers of the page', async () => {
    const request = getRequest('/hostile', 'HEAD').replace('\r\n\r\n', `\r\nAccept: ${BROWSER}\r\n\r\n`);
    const { headers, body } = await rawHttp(strict.port, request);
    expect(new Map(headers).get('content-type')).toBe('text/html; charset=utf-8');
    expect(body).toBe('');
  });

  it('answers members that are nested too deep for XML as something else', async () => {
    const { response, text } = await get(strict, '/deep', 'application/problem+xml');
    expect(response.status).toBe(409);
    expect(text).toContain('Conflict');
  });

  it('lets the application make the page, and makes its own when that fails', async () => {
    const app = await bootProblemApp(adapter, {
      controllers: [NegotiationController],
      options: {
        problems: [hostile],
        negotiation: 'browsers',
        page: ({ type, title, status, ...rest }, language) => {
          if (status === 404) throw new Error('no page');
          const body = JSON.stringify({ type, title, status, language, members: Object.keys(rest) });
          return { body, headers: { 'Content-Security-Policy': "default-src 'none'" } };
        },
      },
    });
    const own = await get(app, '/broken?token=x', BROWSER);
    expect([own.type, own.response.headers.get('content-security-policy')]).toEqual([
      'text/html; charset=utf-8',
      "default-src 'none'",
    ]);
    expect(JSON.parse(own.text)).toEqual({
      type: 'about:blank',
      title: 'Internal Server Error',
      status: 500,
      language: 'en',
      members: ['detail', 'request_id'],
    });
    const fallback = await get(app, '/nothing', BROWSER);
    expect([fallback.response.status, fallback.type]).toEqual([404, 'text/html; charset=utf-8']);
    expect(fallback.text).toMatch(/^<!doctype html>/);
    for (const accept of [
      '*/*',
      'application/json, text/plain, */*',
      'application/json',
      'application/problem+xml',
      'text/html;q=0.5, application/problem+json',
    ]) {
      expect((await get(app, '/broken', accept)).type, accept).toBe('application/problem+json');
    }
    await app.close();
  });
});

it('names an option that cannot be used', async () => {
  const options = { problems: [], page: 'page' as unknown as () => { body: string } };
  await expect(bootProblemApp('fastify', { controllers: [], options })).rejects.toThrow(
    'page must be a function',
  );
});
