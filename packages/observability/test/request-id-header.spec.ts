import dns from 'node:dns';
import type { AddressInfo } from 'node:net';
import { NestFactory } from '@nestjs/core';
import {
  ADAPTERS,
  bootApp,
  CapturedLines,
  eventually,
  getRequest,
  plainAdapter,
  rawHttp,
  type RunningApp,
} from '@couplekit/testkit';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { configureObservability } from '../src/index.js';
import { HeaderThievesModule, THIEVES } from './header-thieves.js';

const telemetry = configureObservability({ env: {} });
afterAll(() => telemetry.shutdown());

describe.each(ADAPTERS)('the X-Request-ID of a response on %s', (adapter) => {
  const log = new CapturedLines();
  let app: RunningApp;
  beforeAll(async () => {
    app = await bootApp({ adapter, module: HeaderThievesModule.of(telemetry, log) });
  });
  afterAll(() => app.close());

  const idLines = (response: { readonly headers: readonly (readonly [string, string])[] }) =>
    response.headers.filter(([name]) => name === 'x-request-id').map(([, value]) => value);

  it.each(THIEVES)('stays one line and ours when a handler tampers with it: %s', async (path) => {
    const request = getRequest(`/${path}`).replace('\r\n', '\r\nX-Request-ID: ours\r\n');
    const response = await rawHttp(app.port, request);
    expect(response.status).toBe(200);
    expect(idLines(response)).toEqual(['ours']);
    if (path.startsWith('write-head')) expect(response.headers).toContainEqual(['x-other', 'kept']);
  });

  it.each([
    ['without Host', 'GET /set HTTP/1.1\r\n', 400],
    ['with an Expect that it does not know', 'GET /set HTTP/1.1\r\nHost: x\r\nExpect: more\r\n', 417],
  ])('is on what Node answers by itself: a request %s', async (_, head, status) => {
    const id = `node-${status}-${adapter}`;
    const response = await rawHttp(app.port, `${head}X-Request-ID: ${id}\r\nConnection: close\r\n\r\n`);
    expect(response.status).toBe(status);
    expect(idLines(response)).toEqual([id]);
    const [line] = await eventually(() => {
      const lines = log.lines.filter((entry) => entry['request_id'] === id);
      return lines.length > 0 && lines;
    });
    expect(line).toMatchObject({ status, trace_id: expect.any(String) });
  });

  it('is on each of several responses on one connection', async () => {
    const one = (id: string, end = '') => `GET /set HTTP/1.1\r\nHost: x\r\nX-Request-ID: ${id}\r\n${end}\r\n`;
    const { headers, body } = await rawHttp(app.port, one('first') + one('second', 'Connection: close\r\n'));
    expect(idLines({ headers })).toEqual(['first']);
    expect(body.match(/x-request-id: .*/gi)).toEqual(['x-request-id: second']);
  });

  it('is on all addresses of localhost, of which Fastify gives each a server of its own', async () => {
    const { lookup } = dns;
    // So that the test is the same where localhost has one address only.
    const both = [{ address: '127.0.0.1', family: 4 }, { address: '::1', family: 6 }]; // prettier-ignore
    const spy = vi.spyOn(dns, 'lookup').mockImplementation(((host: string, options: object, done: Lookup) => {
      if (host === 'localhost' && 'all' in options) return done(null, both);
      return lookup(host, options, done as never);
    }) as typeof lookup);
    const dual = await NestFactory.create(HeaderThievesModule.of(telemetry, log), plainAdapter(adapter), {
      logger: false,
    });
    await dual.listen(0, adapter === 'fastify' ? 'localhost' : '::');
    spy.mockRestore();
    const { port } = dual.getHttpServer().address() as AddressInfo;
    for (const host of ['127.0.0.1', '[::1]']) {
      for (const path of ['set', 'nowhere', '%E0%A4%A']) {
        const id = `${adapter}-${path === 'set' ? '200' : path.length}-${host.length}`;
        const response = await fetch(`http://${host}:${port}/${path}`, { headers: { 'X-Request-ID': id } });
        expect(response.headers.get('x-request-id')).toBe(id);
        await eventually(() => log.lines.some((line) => line['request_id'] === id));
        expect(log.lines.filter((line) => line['request_id'] === id)).toHaveLength(1);
      }
    }
    await dual.close();
  });
});

type Lookup = (error: Error | null, addresses: unknown) => void;
