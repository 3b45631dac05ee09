import { connect } from 'node:net';
import { once } from 'node:events';
import { Controller, Module, Post, Body, type DynamicModule, type INestApplication } from '@nestjs/common';
import { RouterModule } from '@nestjs/core';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { ExpressAdapter } from '@nestjs/platform-express';
import { FastifyAdapter } from '@nestjs/platform-fastify';
import { ADAPTERS, bootApp, eventually, rawHttp } from '@couplekit/testkit';
import { describe, expect, it } from 'vitest';
import { MemoryVitalsStore, TokenBuckets, VitalsRecorder, WebVitalsModule } from '../../src/vitals/index.js';
import { metric, report, TEMPLATES, vitalsApp } from './vitals-app.js';

const LIMIT = 4_096;

/** A valid report of exactly so many bytes. */
const padded = (bytes: number, item: object = metric()) => {
  const text = JSON.stringify(item);
  return text + ' '.repeat(bytes - Buffer.byteLength(text));
};

const chunked = (port: number, body: string, type = 'text/plain') => {
  const bytes = Buffer.byteLength(body);
  return rawHttp(
    port,
    `POST /vitals HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\nContent-Type: ${type}\r\nTransfer-Encoding: chunked\r\nConnection: close\r\n\r\n${bytes.toString(16)}\r\n${body}\r\n0\r\n\r\n`,
  );
};

describe.each(ADAPTERS)('the receiver on %s', (adapter) => {
  it('answers 204 without a body and keeps the template, device and build', async () => {
    const { module, store } = vitalsApp();
    await using app = await bootApp({ adapter, module });
    const before = Date.now();
    const sent = metric({ page: 'https://couple.example/share/Sekret?utm=1#top' });
    const answer = await report(`${app.url}/vitals`, sent);
    expect([answer.status, await answer.text()]).toEqual([204, '']);
    const [sample] = await eventually(() => store.samples.length === 1 && store.samples);
    expect(sample).toEqual({
      metric: 'LCP',
      id: sent.id,
      value: 1234.5,
      route: '/share/:token',
      device: 'phone',
      build: 'build-7',
      receivedAt: expect.any(Date) as Date,
    });
    expect(sample?.receivedAt.getTime()).toBeGreaterThanOrEqual(before);
    expect(sample?.receivedAt.getTime()).toBeLessThanOrEqual(Date.now());
  });

  it.each([
    ['a string', { 'content-type': 'text/plain;charset=UTF-8' }],
    ['a Blob of JSON', { 'content-type': 'application/json' }],
    ['a Blob without a type', {}],
    ['URLSearchParams, or what claims to be', { 'content-type': 'application/x-www-form-urlencoded' }],
    ['a Blob of bytes', { 'content-type': 'application/octet-stream' }],
  ])('takes %s', async (_, headers) => {
    const { module, store } = vitalsApp();
    await using app = await bootApp({ adapter, module });
    const body = new Blob([JSON.stringify(metric())]);
    const answer = await fetch(`${app.url}/vitals`, { method: 'POST', headers, body });
    expect(answer.status).toBe(204);
    await eventually(() => store.samples.length === 1);
  });

  it('takes a list, and of one metric id the last report', async () => {
    const { module, store } = vitalsApp();
    await using app = await bootApp({ adapter, module });
    const cls = metric({ name: 'CLS', value: 0.05, delta: 0.05 });
    await report(`${app.url}/vitals`, [cls, metric(), { ...cls, value: 0.2, delta: 0.15 }]);
    await eventually(() => store.samples.length === 2);
    await report(`${app.url}/vitals`, { ...cls, value: 0.1, delta: -0.1 });
    await eventually(() => store.samples.find(({ metric: name }) => name === 'CLS')?.value === 0.1);
    expect(store.samples).toHaveLength(2);
  });

  it('counts a report that is sent again once', async () => {
    const { module, store } = vitalsApp();
    await using app = await bootApp({ adapter, module });
    const sent = metric();
    for (let time = 0; time < 3; time++) expect((await report(`${app.url}/vitals`, sent)).status).toBe(204);
    const recorder = app.app.get(VitalsRecorder);
    await eventually(() => recorder.counts().waiting === 0);
    expect(store.samples).toHaveLength(1);
    expect(recorder.counts()).toMatchObject({ received: 3, dropped: 0 });
  });

  describe('refuses bodies above 4 KB', () => {
    it.each(['text/plain', 'application/json'])('of %s, declared', async (type) => {
      const { module } = vitalsApp();
      await using app = await bootApp({ adapter, module });
      const send = async (bytes: number) =>
        (await report(`${app.url}/vitals`, padded(bytes), { 'content-type': type })).status;
      expect([await send(LIMIT), await send(LIMIT + 1), await send(200_000)]).toEqual([204, 413, 413]);
    });

    it.each(['text/plain', 'application/json'])('of %s, chunked and without a length', async (type) => {
      const { module } = vitalsApp();
      await using app = await bootApp({ adapter, module });
      const send = async (body: string) => (await chunked(app.port, body, type)).status;
      expect(await send(padded(LIMIT))).toBe(204);
      expect(await send(padded(LIMIT + 1))).toBe(413);
      expect(await send(padded(LIMIT + 1, metric({ page: `/${'가'.repeat(1_000)}` })))).toBe(413);
    });

    it('while they are still coming, and closes the connection', async () => {
      const { module } = vitalsApp();
      await using app = await bootApp({ adapter, module });
      const endless = `POST /vitals HTTP/1.1\r\nHost: 127.0.0.1:${app.port}\r\nContent-Type: text/plain\r\nTransfer-Encoding: chunked\r\n\r\n2000\r\n${' '.repeat(0x2000)}\r\n`;
      const answer = await rawHttp(app.port, endless, 20_000);
      expect([answer.status, answer.closed]).toEqual([413, true]);
      expect(answer.headers).toContainEqual(['connection', 'close']);
    });

    it('of a report at another path by the rules of that path', async () => {
      @Controller('patients')
      class PatientsController {
        @Post('vitals')
        measure(@Body() body: { readonly text: string }) {
          return { length: body.text.length };
        }
      }
      @Module({ imports: [vitalsApp().module], controllers: [PatientsController] })
      class TwoModule {}
      await using app = await bootApp({ adapter, module: TwoModule });
      const answer = await fetch(`${app.url}/patients/vitals`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ text: 'x'.repeat(10_000) }),
      });
      expect([answer.status, await answer.json()]).toEqual([201, { length: 10_000 }]);
    });
  });

  it.each([
    ['nothing', '', 400],
    ['no JSON', '{"name":"LCP"', 400],
    ['a number', '7', 422],
    ['null', 'null', 422],
    ['a list in a list', '[[]]', 422],
    ['a number JavaScript has no room for', JSON.stringify(metric()).replace('1234.5', '1e999'), 422],
    ['NaN', JSON.stringify(metric()).replace('1234.5', 'NaN'), 400],
    ['a polluted prototype', JSON.stringify(metric()).replace('{', '{"__proto__":{"admin":true},'), 422],
    ['a constructor', metric({ constructor: { prototype: { admin: true } } }), 422],
    ['an unknown member', metric({ entries: [] }), 422],
    ['another metric', metric({ name: 'FID' }), 422],
    ['one bad metric among good ones', [metric(), metric({ value: -1 }), metric()], 422],
  ])('refuses %s and keeps nothing', async (_, body, status) => {
    const { module, store } = vitalsApp();
    await using app = await bootApp({ adapter, module });
    const answer = await report(`${app.url}/vitals`, body);
    expect(answer.status).toBe(status);
    const recorder = app.app.get(VitalsRecorder);
    expect([recorder.counts().received, store.samples.length]).toEqual([0, 0]);
    expect(({} as { admin?: boolean }).admin).toBeUndefined();
  });

  it('says what is wrong without repeating what was sent', async () => {
    const { module } = vitalsApp();
    await using app = await bootApp({ adapter, module });
    const answer = await report(`${app.url}/vitals`, [metric(), metric({ build: 'Sekret!' })]);
    expect(await answer.json()).toMatchObject({
      message: 'Metric 2: build must be a build as the page was given it.',
    });
    const broken = await report(`${app.url}/vitals`, 'Sekret');
    expect(await broken.text()).not.toContain('Sekret');
  });

  it('has no other methods', async () => {
    const { module } = vitalsApp();
    await using app = await bootApp({ adapter, module });
    for (const method of ['GET', 'HEAD', 'PUT', 'DELETE']) {
      expect([method, (await fetch(`${app.url}/vitals`, { method })).status]).toEqual([method, 404]);
    }
  });

  it('lets the application answer a preflight', async () => {
    const { module } = vitalsApp({ origins: ['https://www.example.com'] });
    const configure = (application: INestApplication) =>
      application.enableCors({ origin: 'https://www.example.com' });
    await using app = await bootApp({ adapter, module, configure });
    const origin = 'https://www.example.com';
    const headers = { origin, 'access-control-request-method': 'POST' };
    const preflight = await fetch(`${app.url}/vitals`, { method: 'OPTIONS', headers });
    expect([preflight.status, preflight.headers.get('access-control-allow-origin')]).toEqual([204, origin]);
    expect((await report(`${app.url}/vitals`, metric(), { origin })).status).toBe(204);
  });

  it('refuses pages of other origins', async () => {
    const { module } = vitalsApp();
    await using app = await bootApp({ adapter, module });
    const send = async (headers: Record<string, string>) =>
      (await report(`${app.url}/vitals`, metric(), headers)).status;
    expect(await send({ origin: 'https://evil.example' })).toBe(403);
    expect(await send({ origin: 'null' })).toBe(403);
    expect(await send({ origin: app.url })).toBe(204);
  });

  it('limits each client and says when to come back', async () => {
    const { module, store } = vitalsApp({ rateLimit: { burst: 2, perMinute: 2 } });
    const createAdapter = () =>
      adapter === 'fastify' ? new FastifyAdapter({ trustProxy: true }) : new ExpressAdapter();
    const configure = (application: INestApplication) => {
      if (adapter === 'express') (application as NestExpressApplication).set('trust proxy', true);
    };
    await using app = await bootApp({ adapter, module, createAdapter, configure });
    const send = (client: string) => report(`${app.url}/vitals`, metric(), { 'x-forwarded-for': client });
    const statuses = [];
    for (const client of ['2001:db8::1', '2001:db8::2', '2001:db8::3', '203.0.113.9']) {
      statuses.push((await send(client)).status);
    }
    expect(statuses).toEqual([204, 204, 429, 204]);
    const refused = await send('2001:db8::4');
    const seconds = Number(refused.headers.get('retry-after'));
    expect(seconds).toBeGreaterThanOrEqual(1);
    expect(seconds).toBeLessThanOrEqual(30);
    await eventually(() => store.samples.length === 3);
  });

  it('does not believe a client about its address without a proxy to trust', async () => {
    const limiter = new TokenBuckets({ burst: 1 });
    const { module } = vitalsApp({ rateLimit: limiter });
    await using app = await bootApp({ adapter, module });
    const send = async (client: string) =>
      (await report(`${app.url}/vitals`, metric(), { 'x-forwarded-for': client })).status;
    expect([await send('203.0.113.1'), await send('203.0.113.2')]).toEqual([204, 429]);
    expect(limiter.size).toBe(1);
  });

  it('survives a client that goes away in the middle of a report', async () => {
    const { module, store } = vitalsApp();
    await using app = await bootApp({ adapter, module });
    const socket = connect(app.port, '127.0.0.1');
    await once(socket, 'connect');
    const text = JSON.stringify(metric());
    socket.write(
      `POST /vitals HTTP/1.1\r\nHost: 127.0.0.1:${app.port}\r\nContent-Type: text/plain\r\nContent-Length: ${text.length}\r\n\r\n${text.slice(0, -5)}`,
    );
    socket.destroy();
    await once(socket, 'close');
    expect((await report(`${app.url}/vitals`, metric())).status).toBe(204);
    await eventually(() => store.samples.length === 1);
    expect(app.app.get(VitalsRecorder).counts().received).toBe(1);
  });

  it('is below the global prefix and where RouterModule mounts it, at a path of your choice', async () => {
    const store = new MemoryVitalsStore();
    const module: DynamicModule = {
      module: class MountedApp {},
      imports: [
        WebVitalsModule.forRootAsync({
          path: 'field/metrics',
          useFactory: () => ({ store, routes: TEMPLATES, flush: { everyMs: 1 } }),
        }),
        RouterModule.register([{ path: 'mounted', module: WebVitalsModule }]),
      ],
    };
    const configure = (application: INestApplication) => void application.setGlobalPrefix('api');
    await using app = await bootApp({ adapter, module, configure });
    const url = `${app.url}/api/mounted/field/metrics`;
    expect((await report(url, metric({ build: undefined }))).status).toBe(204);
    expect((await report(url, padded(LIMIT + 1), { 'content-type': 'application/json' })).status).toBe(413);
    const [sample] = await eventually(() => store.samples.length === 1 && store.samples);
    expect(sample?.build).toBe('unknown');
    expect((await fetch(`${url}/beacon.js`)).status).toBe(200);
  });

  it('serves no scripts when it is told so', async () => {
    const store = new MemoryVitalsStore();
    const module = WebVitalsModule.forRoot({ store, routes: TEMPLATES, beacon: false });
    await using app = await bootApp({ adapter, module });
    expect((await fetch(`${app.url}/vitals/beacon.js`)).status).toBe(404);
  });
});

describe('the options', () => {
  const store = new MemoryVitalsStore();
  it.each([
    ['store', { store: {} as MemoryVitalsStore }],
    ['routes', { routes: 'all' as unknown as string[] }],
    ['"share"', { routes: ['share'] }],
    ['"/:"', { routes: ['/:'] }],
    ['build', { build: 'with space' }],
    ['buildPattern', { buildPattern: /x/g }],
    ['origins', { origins: ['https://www.example.com/'] }],
    ['retentionDays', { retentionDays: 0 }],
    ['flush.everyMs', { flush: { everyMs: 0 } }],
    ['flush.batch', { flush: { batch: 1.5 } }],
    ['flush.capacity', { flush: { capacity: NaN } }],
    ['rateLimit.burst', { rateLimit: { burst: 0 } }],
    ['rateLimit.perMinute', { rateLimit: { perMinute: 0 } }],
    ['rateLimit.clients', { rateLimit: { clients: -1 } }],
  ])('that cannot be used end the start, naming %s', async (name, options) => {
    const start = (module: DynamicModule) => bootApp({ adapter: 'fastify', module });
    const all = { store, routes: TEMPLATES, ...options };
    await expect(start(WebVitalsModule.forRoot(all))).rejects.toThrow(name);
    await expect(start(WebVitalsModule.forRootAsync({ useFactory: () => all }))).rejects.toThrow(name);
  });
});
