import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { NestExpressApplication } from '@nestjs/platform-express';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { ADAPTERS, bootApp, getRequest, type RunningApp } from '@couplekit/testkit';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { GUARDED, GuardedModule } from './guarded-app.js';
import { ask, postRequest } from './raw-answers.js';
import { expectRobots, expectSensitive } from './expected-headers.js';

const big = 'x'.repeat(1_200_000);
const http = (path: string, lines: readonly string[], method = 'GET') =>
  `${method} ${path} HTTP/1.1\r\n${['Host: x', ...lines, 'Connection: close'].join('\r\n')}\r\n\r\n`;

/** Answers that an application gives below any path, with their status on Fastify and on Express. */
const ANSWERS: readonly [name: string, request: (part: string) => string, fastify: number, express?: number][] = [
  ['200', (part) => getRequest(`${part}/page`), 200],
  ['HEAD', (part) => getRequest(`${part}/page`, 'HEAD'), 200],
  ['a redirect', (part) => getRequest(`${part}/redirect`), 302],
  ['server-sent events', (part) => getRequest(`${part}/events`), 200],
  ['404 below the path', (part) => getRequest(`${part}/nothing/here`), 404],
  ['404 of the path itself', (part) => getRequest(part), 404],
  ['HEAD 404', (part) => getRequest(`${part}/nothing`, 'HEAD'), 404],
  ['another method', (part) => getRequest(`${part}/page`, 'DELETE'), 404],
  ['OPTIONS', (part) => getRequest(`${part}/page`, 'OPTIONS'), 400, 204],
  ['a CORS preflight', (part) => http(`${part}/page`, ['Origin: https://x.example', 'Access-Control-Request-Method: PUT'], 'OPTIONS'), 204],
  ['a guard that refuses', (part) => getRequest(`${part}/guarded`), 403],
  ['a pipe that refuses', (part) => getRequest(`${part}/number/x`), 400],
  ['an error in a handler', (part) => getRequest(`${part}/fails`), 500],
  ['an error in an exception filter', (part) => getRequest(`${part}/fails-twice`), 500],
  ['an error in middleware', (part) => getRequest(`${part}/middleware`), 500],
  ['malformed JSON', (part) => postRequest(`${part}/echo`, '{'), 400],
  ['an empty JSON body', (part) => postRequest(`${part}/echo`, ''), 400, 201],
  ['a body that is too large', (part) => postRequest(`${part}/echo`, big), 413],
  ['another media type', (part) => postRequest(`${part}/echo`, 'a', 'text/csv'), 415, 201],
  ['a bad URL below the path', (part) => getRequest(`${part}/number/%E0%A4%A`), 400],
  ['a hijacked reply', (part) => getRequest(`${part}/hijack`), 200],
  ['an unknown Expect', (part) => http(`${part}/page`, ['Expect: odd']), 417],
  ['Expect: 100-continue', (part) => http(`${part}/page`, ['Expect: 100-continue']), 200],
  ['a missing Host', (part) => `GET ${part}/page HTTP/1.1\r\nConnection: close\r\n\r\n`, 400],
  ['HTTP/1.0', (part) => `GET ${part}/page HTTP/1.0\r\n\r\n`, 200],
  ['an absolute target', (part) => getRequest(`http://x.example${part}/page`), 200],
  ['a static file', (part) => getRequest(`${part}/files/a.txt`), 200],
  ['a range of a static file', (part) => http(`${part}/files/a.txt`, ['Range: bytes=0-0']), 206],
  ['a static file that is not there', (part) => getRequest(`${part}/files/b.txt`), 404],
  ['a handler that weakens it', (part) => getRequest(`${part}/weaken`), 200],
]; // prettier-ignore

describe.each(ADAPTERS)('responses on %s', (adapter) => {
  let app: RunningApp;
  let files: string;
  beforeAll(async () => {
    files = await mkdtemp(join(tmpdir(), 'seo-guard-'));
    await writeFile(join(files, 'a.txt'), 'static');
    app = await bootApp({
      adapter,
      module: GuardedModule.with(GUARDED),
      configure(nest) {
        nest.enableCors();
        for (const prefix of ['/share/files/', '/secret/files/']) {
          if (adapter === 'express') (nest as NestExpressApplication).useStaticAssets(files, { prefix });
          else
            (nest as NestFastifyApplication).useStaticAssets({ root: files, prefix, decorateReply: false });
        }
      },
    });
  });
  afterAll(async () => {
    await app.close();
    await rm(files, { recursive: true });
  });

  it.each(ANSWERS)('have exactly one X-Robots-Tag line: %s', async (_, request, fastify, express = fastify) => {
    const answer = await ask(app.port, request('/share'));
    expect(answer.status).toBe({ fastify, express }[adapter]);
    expectRobots(answer);
  }); // prettier-ignore

  it.each(ANSWERS)('are sensitive below a sensitive path: %s', async (_, request, fastify, express = fastify) => {
    const answer = await ask(app.port, request('/secret'));
    expect(answer.status).toBe({ fastify, express }[adapter]);
    expectSensitive(answer);
  }); // prettier-ignore

  it('can be stricter than the table, also for single crawlers', async () => {
    const { lines } = await ask(app.port, getRequest('/share/strengthen'));
    expect(lines('x-robots-tag')).toEqual(['noindex, noarchive, nofollow, googlebot: nosnippet']);
  });

  const conditional = (path: string) =>
    http(path, ['If-None-Match: "1"', 'If-Modified-Since: Fri, 01 Jan 2100 00:00:00 GMT']);

  it('that are 304 have it too', async () => {
    const answer = await ask(app.port, http('/share/files/a.txt', ['If-Modified-Since: Fri, 01 Jan 2100 00:00:00 GMT'])); // prettier-ignore
    expect(answer.status).toBe(304);
    expectRobots(answer);
    const handler = await ask(app.port, conditional('/share/page'));
    expect(handler.status).toBe(adapter === 'express' ? 304 : 200);
    expectRobots(handler);
  });

  it.each(['/secret/page', '/secret/files/a.txt'])('that are sensitive are never 304: %s', async (path) => {
    const answer = await ask(app.port, conditional(path));
    expect(answer.status).toBe(200);
    expectSensitive(answer);
  });

  it('of paths that nothing mentions are closed, and declared ones are open', async () => {
    const said = async (path: string) => (await ask(app.port, getRequest(path))).lines('x-robots-tag');
    for (const path of ['/nothing', '/shared/page', '/decorated/forgotten', '/%E0%A4%A', '//decorated/shown', '/decorated/shown;x']) {
      expect(await said(path)).toEqual(['noindex, nofollow']);
    }
    expect(await said('/decorated/shown')).toEqual([]);
    expect(await said('/all-of-it/page')).toEqual(['noarchive']);
  }); // prettier-ignore

  it('to the second request of a connection that has had enough have it too', async () => {
    const server = app.app.getHttpServer() as { maxRequestsPerSocket: number };
    server.maxRequestsPerSocket = 1;
    const twice = `${getRequest('/decorated/shown').replace('Connection: close', 'X-Kept: 1')}${getRequest('/share/page')}`;
    const socket = connect(app.port, '127.0.0.1').setEncoding('utf8');
    let text = '';
    socket.on('data', (chunk: string) => (text += chunk)).write(twice);
    await once(socket, 'end');
    server.maxRequestsPerSocket = 0;
    expect(text).toMatch(/HTTP\/1\.1 503 [\s\S]*X-Robots-Tag: noindex, nofollow\r\n/);
    expect(text.match(/X-Robots-Tag/g)).toHaveLength(1);
  });

  it('go on after requests that were aborted', async () => {
    const socket = connect(app.port, '127.0.0.1', () => {
      socket.write(postRequest('/secret/echo', '{"a"', undefined, 1000), () => socket.destroy());
    });
    await once(socket, 'close');
    expectSensitive(await ask(app.port, getRequest('/secret/page')));
  });

  it.each([
    ['code writes bytes to the socket', getRequest('/share/bytes'), 200],
    [
      'the request is no HTTP',
      'POST /share/echo HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\nno chunk\r\n',
      400,
    ],
  ])('are beyond its reach where %s', async (_, request, status) => {
    const answer = await ask(app.port, request);
    expect(answer.status).toBe(status);
    expect(answer.lines('x-robots-tag')).toEqual([]);
  });
});
