import { connect } from 'node:net';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { Body, Controller, Get, Param, Post, Res } from '@nestjs/common';
import { FastifyAdapter } from '@nestjs/platform-fastify';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ADAPTERS, getRequest, rawHttp, type RawResponse } from '@couplekit/testkit';
import { problemFastifyOptions } from '../src/index.js';
import { bootProblemApp, fetchProblem, SECRET, type ProblemApp, type ProblemBody } from './problem-app.js';

interface AnyResponse {
  readonly raw?: ServerResponse;
  hijack?(): void;
}

@Controller()
class EchoController {
  @Get('ok') ok() {
    return { ok: true };
  }
  @Get('users/:id') user(@Param('id') id: string) {
    return { id };
  }
  @Get('half') half(@Res() response: AnyResponse) {
    response.hijack?.();
    (response.raw ?? (response as unknown as ServerResponse)).write('half of');
  }
  @Post('echo') echo(@Body() body: unknown) {
    return { body };
  }
}

function expectProblem(response: RawResponse, status: number): ProblemBody {
  const headers = new Headers([...response.headers] as [string, string][]);
  expect(response.status).toBe(status);
  expect(headers.get('content-type')).toBe('application/problem+json');
  expect(headers.get('cache-control')).toBe('no-store');
  expect(response.body).not.toContain(SECRET);
  const body = JSON.parse(response.body) as ProblemBody;
  expect(body).toMatchObject({ type: 'about:blank', status });
  return body;
}

describe.each(ADAPTERS)('on %s', (adapter) => {
  let app: ProblemApp;
  beforeAll(async () => {
    app = await bootProblemApp(adapter, { controllers: [EchoController] });
  });
  afterAll(() => app.close());

  it('answers HEAD for an unknown path with the headers of the problem and no body', async () => {
    const response = await rawHttp(app.port, getRequest('/nowhere', 'HEAD'));
    const headers = new Map(response.headers);
    expect(response.status).toBe(404);
    expect(headers.get('content-type')).toBe('application/problem+json');
    expect(Number(headers.get('content-length'))).toBeGreaterThan(0);
    expect(response.body).toBe('');
  });

  it('answers a malformed URL', async () => {
    const answer = await fetchProblem(`${app.url}/users/%E0%A4%A?token=${SECRET}`);
    expect(answer.status).toBe(400);
    expect(answer.body).toMatchObject({
      type: 'about:blank',
      title: 'Bad Request',
      detail: 'The request is not valid.',
      instance: '/users/%E0%A4%25A',
    });
    expect(answer.text).not.toContain(SECRET);
  });

  it('keeps security headers on a malformed URL', async () => {
    await using secured = await bootProblemApp(adapter, {
      controllers: [EchoController],
      configure: (nest) => void nest.useSecurityHeaders(),
    });
    const answer = await fetchProblem(`${secured.url}/users/%E0%A4%A`);
    expect(answer.headers.get('x-content-type-options')).toBe('nosniff');
    expect(answer.headers.get('content-security-policy')).toBeTruthy();
  });

  it('answers bytes that are not HTTP', async () => {
    const body = expectProblem(await rawHttp(app.port, `NOT HTTP ${SECRET}\r\n\r\n`), 400);
    expect(body).toMatchObject({ title: 'Bad Request' });
  });

  it('answers bytes that are not HTTP with the headers that middleware sets on everything else', async () => {
    const headers = { 'X-Content-Type-Options': 'nosniff', 'X-Frame-Options': 'DENY' };
    await using secured = await bootProblemApp(adapter, {
      controllers: [EchoController],
      options: { malformedRequestHeaders: headers },
    });
    const answer = await rawHttp(secured.port, 'NOT HTTP\r\n\r\n');
    expectProblem(answer, 400);
    for (const [name, value] of Object.entries(headers))
      expect(answer.headers.filter(([header]) => header === name.toLowerCase())).toEqual([[name.toLowerCase(), value]]); // prettier-ignore
  });

  it('answers headers that are too large', async () => {
    const request = `GET /ok HTTP/1.1\r\nHost: x\r\nX-Big: ${'a'.repeat(20_000)}\r\n\r\n`;
    expect(expectProblem(await rawHttp(app.port, request), 431).title).toBe(
      'Request Header Fields Too Large',
    );
  });

  it('answers an HTTP/1.1 request without Host and closes', async () => {
    const response = await rawHttp(app.port, `GET /ok?${SECRET} HTTP/1.1\r\n\r\n`);
    expectProblem(response, 400);
    expect(response.closed).toBe(true);
  });

  it('serves an HTTP/1.0 request without Host', async () => {
    expect((await rawHttp(app.port, 'GET /ok HTTP/1.0\r\n\r\n')).status).toBe(200);
  });

  it('answers an expectation that it cannot meet', async () => {
    const response = await rawHttp(app.port, 'GET /ok HTTP/1.1\r\nHost: x\r\nExpect: 200-ok\r\n\r\n');
    expect(expectProblem(response, 417).title).toBe('Expectation Failed');
  });

  it('answers a chunk that is malformed in the middle of a body', async () => {
    const request =
      'POST /echo HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n' +
      `5\r\n{"a":\r\n${SECRET}\r\n\r\n`;
    expectProblem(await rawHttp(app.port, request), 400);
    expect((await fetch(`${app.url}/ok`)).status).toBe(200);
  });

  it('writes nothing into the middle of an answer when bytes that are not HTTP follow', async () => {
    const socket = connect(app.port, '127.0.0.1').setEncoding('utf8');
    socket.write('GET /half HTTP/1.1\r\nHost: x\r\n\r\n');
    let received = '';
    for await (const chunk of socket) {
      received += chunk as string;
      if (received.endsWith('half of\r\n')) socket.write('NOT HTTP\r\n\r\n');
    }
    expect(received).toMatch(/^HTTP\/1\.1 200 OK\r\n/);
    expect(received).toMatch(/half of\r\n$/);
  });

  it('answers a body whose encoding or media type it does not know', async () => {
    const [header, value] =
      adapter === 'fastify' ? ['content-type', 'application/xml'] : ['content-encoding', 'nope'];
    const answer = await fetchProblem(`${app.url}/echo`, {
      method: 'POST',
      body: `"${SECRET}"`,
      headers: { 'content-type': 'application/json', [header]: value },
    });
    expect(answer).toMatchObject({ status: 415, body: { title: 'Unsupported Media Type' } });
    expect(answer.text).not.toContain(SECRET);
  });

  it('answers paths outside of the global prefix', async () => {
    await using prefixed = await bootProblemApp(adapter, {
      controllers: [EchoController],
      configure: (nest) => void nest.setGlobalPrefix('api'),
    });
    expect((await fetch(`${prefixed.url}/api/ok`)).status).toBe(200);
    for (const path of ['/nowhere', '/api/nowhere', '/', '/%E0%A4%A']) {
      const answer = await fetchProblem(`${prefixed.url}${path}?token=${SECRET}`);
      expect(answer.status).toBe(path.includes('%') && adapter === 'fastify' ? 400 : 404);
      expect(answer.text).not.toContain(SECRET);
    }
  });

  it('lets a middleware answer outside of the global prefix and go on', async () => {
    await using prefixed = await bootProblemApp(adapter, {
      configure(nest) {
        nest.setGlobalPrefix('api');
        nest.use((request: IncomingMessage, response: ServerResponse, next: () => void) => {
          if (request.url !== '/raw') return next();
          response.write('half and ');
          if (adapter === 'express') next();
          setImmediate(() => response.end('half'));
        });
      },
    });
    expect(await (await fetch(`${prefixed.url}/raw`)).text()).toBe('half and half');
    expect(prefixed.errors).toEqual([]);
  });

  it('answers a preflight of CORS as before, and keeps CORS headers on problems', async () => {
    await using crossOrigin = await bootProblemApp(adapter, {
      controllers: [EchoController],
      configure: (nest) => nest.enableCors({ origin: ['https://app.example'], credentials: true }),
    });
    const headers = { origin: 'https://app.example', 'access-control-request-method': 'GET' };
    const preflight = await fetch(`${crossOrigin.url}/ok`, { method: 'OPTIONS', headers });
    expect(preflight.status).toBe(204);
    const answer = await fetchProblem(`${crossOrigin.url}/nowhere`, { headers });
    expect(answer.headers.get('access-control-allow-origin')).toBe('https://app.example');
    expect(answer.headers.get('vary')).toMatch(/Origin.*Accept-Language/);
  });
});

describe('on fastify', () => {
  it('answers an empty JSON body', async () => {
    await using app = await bootProblemApp('fastify', { controllers: [EchoController] });
    const answer = await fetchProblem(`${app.url}/echo`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
    });
    expect(answer.body).toMatchObject({ status: 400, detail: 'The request body is not valid JSON.' });
  });

  it('answers a parameter that is too long for the router', async () => {
    await using app = await bootProblemApp('fastify', { controllers: [EchoController] });
    const answer = await fetchProblem(`${app.url}/users/${SECRET.repeat(20)}`, {}, { secrets: [] });
    expect(answer.body).toMatchObject({ status: 414, title: 'URI Too Long' });
    expect(answer.body.detail).not.toContain(SECRET);
  });

  it('answers without the messages of hooks that throw', async () => {
    await using app = await bootProblemApp('fastify', {
      controllers: [EchoController],
      createAdapter() {
        const adapter = new FastifyAdapter(problemFastifyOptions());
        adapter.getInstance().addHook('onRequest', async (request) => {
          if (request.url.startsWith('/hook')) throw new Error(SECRET);
        });
        adapter.getInstance().addHook('onSend', async (request) => {
          if (request.url !== '/fine') throw new Error(`onSend ${SECRET}`);
        });
        return adapter;
      },
    });
    for (const [path, status] of [
      ['/ok', 500],
      ['/hook', 500],
      ['/nowhere', 404],
    ] as const) {
      const answer = await fetchProblem(app.url + path);
      expect(answer.status, path).toBe(status);
      expect(answer.body.status, path).toBe(status);
      expect(answer.text).not.toContain(SECRET);
      expect(app.errors.flat().join(), path).toContain('onSend');
      app.errors.length = 0;
    }
  });
});
