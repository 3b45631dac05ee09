import { Controller, Get, HttpException, Res } from '@nestjs/common';
import type { ServerResponse } from 'node:http';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { ADAPTERS, eventually, getRequest, rawHttp } from '@couplekit/testkit';
import { defineProblem, ProblemException } from '../src/index.js';
import { bootProblemApp, fetchProblem, SECRET, type ProblemApp } from './problem-app.js';

interface AnyResponse {
  readonly raw?: ServerResponse;
  header(name: string, value: string): void;
  hijack?(): void;
}

const raw = (response: AnyResponse): ServerResponse =>
  response.raw ?? (response as unknown as ServerResponse);

const STALE: Readonly<Record<string, string>> = {
  'Cache-Control': 'public, max-age=600',
  ETag: '"abc"',
  'Last-Modified': 'Mon, 01 Jan 2024 00:00:00 GMT',
  Expires: 'Mon, 01 Jan 2034 00:00:00 GMT',
  'Content-Encoding': 'gzip',
  'Content-Disposition': 'attachment; filename="report.pdf"',
  'Content-Length': '5',
  'Content-Range': 'bytes 0-4/5',
  'Accept-Ranges': 'bytes',
  'Content-Type': 'application/pdf',
  'Content-Language': 'fr',
};

const KEPT: Readonly<Record<string, string>> = {
  'Access-Control-Allow-Origin': '*',
  'Strict-Transport-Security': 'max-age=1',
  'X-Robots-Tag': 'noindex',
  'X-Request-Id': 'req-7',
  'Set-Cookie': 'a=b',
  'RateLimit-Policy': '"default";q=1',
};

@Controller()
class StateController {
  @Get('ok') ok() {
    return 'ok';
  }
  @Get('headers') headers(@Res({ passthrough: true }) response: AnyResponse) {
    for (const [name, value] of Object.entries({ ...STALE, ...KEPT, Vary: 'Origin, accept-language' })) {
      response.header(name, value);
    }
    throw new HttpException('No.', 409);
  }
  @Get('raw-headers') rawHeaders(@Res({ passthrough: true }) response: AnyResponse) {
    for (const [name, value] of Object.entries({ ...STALE, ...KEPT, Vary: 'Origin' })) {
      raw(response).setHeader(name, value);
    }
    throw new HttpException('No.', 409);
  }
  @Get('vary-all') varyAll(@Res({ passthrough: true }) response: AnyResponse) {
    response.header('Vary', '*');
    throw new HttpException('No.', 409);
  }
  @Get('retry') retry() {
    throw new ProblemException(429, {
      headers: { 'Retry-After': '7', Allow: 'GET', 'Content-Encoding': 'gzip' },
    });
  }
  @Get('bad-header') badHeader(@Res({ passthrough: true }) response: AnyResponse) {
    if (response.raw) response.header('X-Bad', 'a\r\nb');
    throw new HttpException('No.', 409);
  }
  @Get('definition') definition() {
    throw new ProblemException(full);
  }
  @Get('started') started(@Res() response: AnyResponse) {
    response.hijack?.();
    raw(response).writeHead(200, { 'content-type': 'text/plain' });
    raw(response).write('half of');
    throw new Error(SECRET);
  }
  @Get('finished') finished(@Res() response: AnyResponse) {
    response.hijack?.();
    raw(response).writeHead(200, { 'content-type': 'text/plain' });
    raw(response).end('all of it');
    throw new Error(SECRET);
  }
  @Get('hijacked') hijacked(@Res() response: AnyResponse) {
    response.hijack?.();
    throw new HttpException('No.', 409);
  }
}

const full = defineProblem({
  slug: 'full',
  status: 429,
  title: { en: 'Full', ko: '마감' },
  headers: { 'Retry-After': '60' },
});

describe.each(ADAPTERS)('on %s', (adapter) => {
  let app: ProblemApp;
  beforeAll(async () => {
    app = await bootProblemApp(adapter, { controllers: [StateController], options: { problems: [full] } });
  });
  afterAll(() => app.close());
  beforeEach(() => void (app.errors.length = 0));

  it.each(['headers', 'raw-headers'])(
    'replaces what described the lost answer and keeps the rest: %s',
    async (path) => {
      const answer = await fetchProblem(`${app.url}/${path}`);
      expect(answer.status).toBe(409);
      for (const [name, value] of Object.entries(STALE))
        expect(answer.headers.get(name), name).not.toBe(value);
      for (const [name, value] of Object.entries(KEPT)) expect(answer.headers.get(name), name).toBe(value);
      expect(answer.headers.get('cache-control')).toBe('no-store');
      expect(answer.headers.get('content-language')).toBe('en');
      expect(answer.body.request_id).toBe('req-7');
    },
  );

  it('names Accept-Language in Vary once', async () => {
    expect((await fetchProblem(`${app.url}/headers`)).headers.get('vary')).toBe('Origin, accept-language');
    expect((await fetchProblem(`${app.url}/raw-headers`)).headers.get('vary')).toBe(
      'Origin, Accept-Language',
    );
    expect((await fetchProblem(`${app.url}/vary-all`)).headers.get('vary')).toBe('*');
    expect((await fetchProblem(`${app.url}/retry`)).headers.get('vary')).toBe('Accept-Language');
  });

  it('sends the headers of an occurrence, but none that would break the body', async () => {
    const { headers } = await fetchProblem(`${app.url}/retry`);
    expect(headers.get('retry-after')).toBe('7');
    expect(headers.get('allow')).toBe('GET');
    expect(headers.get('content-encoding')).toBeNull();
  });

  it('drops a header that HTTP forbids instead of failing on it', async () => {
    expect((await fetchProblem(`${app.url}/bad-header`)).headers.get('x-bad')).toBeNull();
    expect(app.errors).toEqual([]);
  });

  it('sends the headers of a definition', async () => {
    expect((await fetchProblem(`${app.url}/definition`)).headers.get('retry-after')).toBe('60');
  });

  it('cuts the connection when the answer has started, and logs why', async () => {
    const response = await rawHttp(app.port, getRequest('/started'));
    expect(response.status).toBe(200);
    expect(response.body).not.toContain('0\r\n\r\n');
    expect(response.body).not.toContain(SECRET);
    await expect(fetch(`${app.url}/started`).then((started) => started.text())).rejects.toThrow();
    expect(app.errors).toHaveLength(2);
    expect(app.errors[0]?.[0]).toMatchObject({
      message: 'A request failed after its response had started.',
      cause: { message: SECRET },
    });
  });

  it('leaves an answer that is complete alone, and logs', async () => {
    expect(await (await fetch(`${app.url}/finished`)).text()).toBe('all of it');
    await eventually(() => app.errors.length === 1);
  });

  it('answers a reply that was taken from the framework but not started', async () => {
    expect((await fetchProblem(`${app.url}/hijacked`)).status).toBe(409);
  });
});
