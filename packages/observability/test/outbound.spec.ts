import { channel } from 'node:diagnostics_channel';
import http from 'node:http';
import { Readable } from 'node:stream';
import { eventually } from '@couplekit/testkit';
import { context, diag, propagation, SpanKind, trace } from '@opentelemetry/api';
import { AsyncLocalStorageContextManager } from '@opentelemetry/context-async-hooks';
import {
  CompositePropagator,
  suppressTracing,
  W3CBaggagePropagator,
  W3CTraceContextPropagator,
} from '@opentelemetry/core';
import { CLS_ID, ClsServiceManager } from 'nestjs-cls';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import {
  configureObservability,
  instrumentOutbound,
  runInContext,
  type InstrumentOutboundOptions,
} from '../src/index.js';
import { startEchoServer, type EchoServer } from './echo-server.js';
import { HTTP_CLIENTS } from './http-clients.js';
import { KeptSpans } from './spans.js';

const TRACE_ID = '0af7651916cd43dd8448eb211c80319c';
const SPAN_ID = 'b7ad6b7169203331';
const sampled = (flags = '01') => ({
  'x-request-id': 'r-1',
  traceparent: `00-${TRACE_ID}-${SPAN_ID}-${flags}`,
  tracestate: 'vendor=1',
  baggage: 'team=couples',
});
const HEADERS = ['x-request-id', 'traceparent', 'tracestate', 'baggage'];
const CHANNELS = ['undici:request:create', 'undici:request:headers', 'undici:request:trailers', 'undici:request:error', 'http.client.request.created', 'http.client.response.finish', 'http.client.request.error']; // prettier-ignore

const cls = ClsServiceManager.getClsService();
const spans = new KeptSpans();
const propagator = new CompositePropagator({
  propagators: [new W3CTraceContextPropagator(), new W3CBaggagePropagator()],
});
let server: EchoServer;
let undo: () => void = () => undefined;

beforeAll(async () => {
  context.setGlobalContextManager(new AsyncLocalStorageContextManager().enable());
  server = await startEchoServer();
});
afterEach(() => {
  undo();
  spans.clear();
});
afterAll(async () => {
  context.disable();
  await server[Symbol.asyncDispose]();
});

const instrument = (options: Partial<InstrumentOutboundOptions> = {}) => {
  undo = instrumentOutbound({ tracer: spans.tracer, propagator, ...options });
};
const last = () => server.received.at(-1)?.headers ?? {};
const ended = (count = 1) => eventually(() => spans.ended.length >= count && spans.ended);

describe.each(Object.keys(HTTP_CLIENTS))('a request by %s', (name) => {
  const get = HTTP_CLIENTS[name] ?? expect.fail();
  const scheme = name === 'node:https' ? 'https' : 'http';

  it('carries request id, trace and baggage, and is a span', async () => {
    instrument();
    await runInContext(sampled(), () => get(`${server.url}/items/7?token=hunter2`));
    const [span] = await ended();
    expect(last()).toMatchObject({
      'x-request-id': 'r-1',
      traceparent: `00-${TRACE_ID}-${span?.spanContext().spanId}-01`,
      tracestate: 'vendor=1',
      baggage: 'team=couples',
    });
    expect(spans.ended).toMatchObject([
      {
        name: 'GET',
        kind: SpanKind.CLIENT,
        parentSpanContext: { spanId: SPAN_ID },
        status: { code: 0 },
      },
    ]);
    expect(span?.attributes).toEqual({
      'http.request.method': 'GET',
      'http.response.status_code': 200,
      'server.address': '127.0.0.1',
      'server.port': server.port,
      'url.full': `${scheme}://127.0.0.1:${server.port}/items/7?token=[redacted]`,
    });
  });

  it('keeps the headers that its caller has set', async () => {
    instrument();
    const traceparent = '00-11111111111111111111111111111111-2222222222222222-00';
    await runInContext(sampled(), () =>
      get(server.url, { 'X-REQUEST-ID': 'mine', Traceparent: traceparent }),
    );
    expect(last()).toMatchObject({ 'x-request-id': 'mine', traceparent, baggage: 'team=couples' });
    expect(last()).not.toHaveProperty('tracestate');
    const names = server.received.at(-1)?.rawHeaders.map((header) => header.toLowerCase()) ?? [];
    for (const header of HEADERS) expect(names.filter((one) => one === header).length).toBeLessThan(2);
  });

  it.each([404, 503])('is an error with status %i', async (status) => {
    instrument();
    await runInContext(sampled(), () => get(`${server.url}/status/${status}`));
    const [span] = await ended();
    expect(span).toMatchObject({
      status: { code: 2 },
      attributes: { 'http.response.status_code': status, 'error.type': String(status) },
    });
  });

  it('is an error when nobody answers, the connection breaks, or the body does', async () => {
    instrument();
    const nowhere = await startEchoServer();
    await nowhere[Symbol.asyncDispose]();
    for (const url of [nowhere.url, `${server.url}/reset`, `${server.url}/cut`]) {
      await runInContext(sampled(), () => expect(get(url)).rejects.toBeInstanceOf(Error));
    }
    const [refused, reset, cut] = await ended(3);
    expect(refused).toMatchObject({ status: { code: 2 }, attributes: { 'error.type': 'ECONNREFUSED' } });
    expect(reset).toMatchObject({ status: { code: 2 }, attributes: { 'error.type': expect.stringMatching(/^(ECONNRESET|UND_ERR_SOCKET)$/) } }); // prettier-ignore
    expect(cut).toMatchObject({
      status: { code: 2 },
      attributes: { 'http.response.status_code': 200, 'error.type': expect.stringMatching(/^(ECONNRESET|UND_ERR_SOCKET|aborted)$/) },
    }); // prettier-ignore
    expect(spans.ended).toHaveLength(3);
  });

  it('only carries ids below a span that is not sampled, and nothing where tracing is suppressed', async () => {
    instrument();
    await runInContext(sampled('00'), () => get(server.url));
    expect(last()).toMatchObject(sampled('00'));
    await runInContext(sampled(), () =>
      context.with(suppressTracing(context.active()), () => get(server.url)),
    );
    for (const header of HEADERS) expect(last()).not.toHaveProperty(header);
    expect(spans.ended).toEqual([]);
  });

  it('carries the request id where there is no span, and is none; nothing outside of all contexts', async () => {
    instrument();
    await cls.runWith({ [CLS_ID]: 'only-id' }, () => get(server.url));
    expect(last()).toMatchObject({ 'x-request-id': 'only-id' });
    expect(last()).not.toHaveProperty('traceparent');
    await get(server.url);
    for (const header of HEADERS) expect(last()).not.toHaveProperty(header);
    expect(spans.ended).toEqual([]);
  });

  it('carries nothing to where it may not', async () => {
    const asked: string[] = [];
    instrument({
      propagateTo: (url) => {
        asked.push(url.href);
        return url.pathname !== '/stranger';
      },
    });
    await runInContext(sampled(), () => get(`${server.url}/stranger?a=1`));
    for (const header of HEADERS) expect(last()).not.toHaveProperty(header);
    await runInContext(sampled(), () => get(`${server.url}//stranger`));
    expect(last()).toMatchObject({ 'x-request-id': 'r-1' });
    expect(asked).toEqual([`${server.url}/stranger?a=1`, `${server.url}//stranger`].map((url) => url.replace('http:', `${scheme}:`))); // prettier-ignore
    expect(await ended(2)).toHaveLength(2);
  });

  it('leaves without ids when propagateTo throws, which is told', async () => {
    const told: unknown[] = [];
    const tell = (...what: unknown[]) => void told.push(what);
    diag.setLogger({ error: tell, warn: tell, info: () => undefined, debug: () => undefined, verbose: () => undefined }); // prettier-ignore
    instrument({
      propagateTo: () => {
        throw new Error('broken');
      },
    });
    await runInContext(sampled(), () => get(server.url));
    diag.disable();
    expect(last()).not.toHaveProperty('x-request-id');
    expect(told).toMatchObject([[expect.stringContaining('propagateTo'), { message: 'broken' }]]);
  });

  it('uses the header and the redactor that are given', async () => {
    instrument({
      requestIdHeader: 'X-Correlation-ID',
      redactor: { path: (target) => target.replace(/=\w+/g, '=…') },
    });
    await runInContext(sampled(), () => get(`${server.url}/a?token=hunter2`));
    expect(last()).toMatchObject({ 'x-correlation-id': 'r-1' });
    expect(last()).not.toHaveProperty('x-request-id');
    const [span] = await ended();
    expect(span?.attributes['url.full']).toBe(`${scheme}://127.0.0.1:${server.port}/a?token=…`);
  });

  it('keeps the context of its caller, with many of them at once', async () => {
    instrument();
    const ids = Array.from({ length: 20 }, (_, i) => `many-${i}`);
    await Promise.all(
      ids.map((id) =>
        runInContext({ ...sampled(), 'x-request-id': id }, async () => {
          await get(`${server.url}/${id}`);
          expect(cls.getId()).toBe(id);
        }),
      ),
    );
    const arrived = server.received
      .slice(-20)
      .map(({ path, headers }) => `${path} ${String(headers['x-request-id'])}`);
    expect(arrived.toSorted()).toEqual(ids.map((id) => `/${id} ${id}`).toSorted());
    expect(await ended(20)).toHaveLength(20);
  });
});

describe('instrumentOutbound', () => {
  it('ends the span of a body that is given up', async () => {
    instrument();
    const aborting = new AbortController();
    await runInContext(sampled(), async () => {
      const response = await fetch(`${server.url}/hang`, { signal: aborting.signal });
      expect(spans.ended).toEqual([]);
      aborting.abort();
      await expect(response.text()).rejects.toMatchObject({ name: 'AbortError' });
    });
    await runInContext(sampled(), async () => {
      const request = http.get(`${server.url}/hang`);
      request.on('response', () => request.destroy());
      await new Promise((resolve) => request.once('close', resolve));
    });
    const [first, second] = await ended(2);
    expect(first).toMatchObject({ status: { code: 2 }, attributes: { 'http.response.status_code': 200, 'error.type': 'AbortError' } }); // prettier-ignore
    expect(second?.attributes).toMatchObject({ 'http.response.status_code': 200, 'error.type': expect.stringMatching(/^(ECONNRESET|AbortError)$/) }); // prettier-ignore
  });

  it('runs what comes with a response in the context of its caller', async () => {
    instrument();
    const agent = new http.Agent({ keepAlive: true, maxSockets: 1 });
    const byHttp = (id: string) =>
      runInContext({ 'x-request-id': id }, () => {
        const seen: unknown[] = [];
        const { promise, resolve } = Promise.withResolvers<unknown[]>();
        http.get(server.url, { agent }, (response) => {
          seen.push(cls.getId());
          response.on('data', () => seen.push(cls.getId())).on('end', () => resolve([...seen, cls.getId()]));
        });
        return promise;
      });
    const byFetch = (id: string) =>
      runInContext({ 'x-request-id': id }, async () => {
        const seen: unknown[] = [];
        const { promise, resolve } = Promise.withResolvers<unknown[]>();
        const { body } = await fetch(server.url);
        Readable.fromWeb(body ?? expect.fail())
          .on('data', () => seen.push(cls.getId()))
          .on('end', () => resolve([...seen, cls.getId()]));
        return promise;
      });
    const ids = ['a', 'b', 'c'];
    for (const by of [byHttp, byFetch]) {
      const seen = await Promise.all(ids.map(by));
      expect(seen.map((own) => own.length).every((length) => length > 2)).toBe(true);
      expect(seen.map((own) => [...new Set(own)])).toEqual(ids.map((id) => [id]));
    }
    agent.destroy();
  });

  it('makes a span of each request that a redirect leads to, and asks again where it may go', async () => {
    const other = await startEchoServer();
    instrument({ propagateTo: ({ port }) => Number(port) === server.port });
    await runInContext(sampled(), async () => {
      const to = encodeURIComponent(`${other.url}/there`);
      await (await fetch(`${server.url}/redirect?to=${to}`)).text();
    });
    expect(last()).toMatchObject({ 'x-request-id': 'r-1' });
    expect(other.received[0]?.headers).not.toHaveProperty('x-request-id');
    const statuses = (await ended(2)).map(({ attributes }) => attributes['http.response.status_code']);
    expect(statuses).toEqual([307, 200]);
    await other[Symbol.asyncDispose]();
  });

  it('has no credentials, and no other words for odd methods', async () => {
    instrument();
    await runInContext(sampled(), async () => {
      await (await fetch(server.url, { method: 'PROPFIND' })).text();
      const request = http.get({ host: '127.0.0.1', port: server.port, path: '/a', auth: 'kim:hunter2', headers: { Host: 'elsewhere.test:1' } }); // prettier-ignore
      await new Promise((resolve) =>
        request.once('response', (response) => response.resume().once('end', resolve)),
      );
    });
    const [odd, custom] = await ended(2);
    expect(odd).toMatchObject({ name: 'HTTP', attributes: { 'http.request.method': '_OTHER', 'http.request.method_original': 'PROPFIND' } }); // prettier-ignore
    expect(custom?.attributes).toMatchObject({
      'server.address': '127.0.0.1',
      'url.full': 'http://127.0.0.1/a',
    });
    expect(JSON.stringify(spans.ended.map(({ attributes }) => attributes))).not.toContain('hunter2');
  });

  it('leaves requests whose headers are written already, which are spans all the same', async () => {
    instrument();
    await runInContext(sampled(), async () => {
      const request = http.get(server.url, { headers: ['A', 'b', 'Host', `127.0.0.1:${server.port}`] });
      await new Promise((resolve) =>
        request.once('response', (response) => response.resume().once('end', resolve)),
      );
    });
    expect(last()).toMatchObject({ a: 'b' });
    expect(await ended()).toHaveLength(1);
  });

  it('is once for a process, says so, and leaves nothing behind', async () => {
    expect(CHANNELS.filter((name) => channel(name).hasSubscribers)).toEqual([]);
    instrument();
    expect(CHANNELS.filter((name) => !channel(name).hasSubscribers)).toEqual([]);
    expect(() => instrumentOutbound({ tracer: spans.tracer, propagator })).toThrow('instrumented already');
    undo();
    expect(CHANNELS.filter((name) => channel(name).hasSubscribers)).toEqual([]);
    const late = undo;
    instrument();
    late();
    expect(() => instrumentOutbound({ tracer: spans.tracer, propagator })).toThrow('instrumented already');
    undo();
    expect(() => instrumentOutbound({ tracer: spans.tracer, propagator, requestIdHeader: 'X Id' })).toThrow(
      TypeError,
    );
    await runInContext(sampled(), () => HTTP_CLIENTS['fetch']?.(server.url));
    expect(last()).not.toHaveProperty('x-request-id');
  });
});

describe('configureObservability', () => {
  beforeEach(() => context.disable());
  afterEach(() => {
    trace.disable();
    context.disable();
    propagation.disable();
    context.setGlobalContextManager(new AsyncLocalStorageContextManager().enable());
  });
  const send = () => runInContext(sampled(), () => HTTP_CLIENTS['fetch']?.(server.url));

  it('follows requests until its shutdown, the first in a process', async () => {
    const first = configureObservability({ env: {} });
    const second = configureObservability({ env: {}, global: false });
    await send();
    expect(last()).toMatchObject({ 'x-request-id': 'r-1' });
    expect(() => configureObservability({ env: {}, global: false, outbound: true })).toThrow(
      'instrumented already',
    );
    await second.shutdown();
    await send();
    expect(last()).toMatchObject({ 'x-request-id': 'r-1' });
    await first.shutdown();
    await send();
    expect(last()).not.toHaveProperty('x-request-id');
  });

  it.each([
    [{ outbound: false }, false],
    [{ global: false }, false],
    [{ global: false, outbound: true }, true],
    [{ outbound: { propagateTo: () => false } }, false],
  ])('with %o headers are set: %s', async (options, isSet) => {
    const telemetry = configureObservability({ env: {}, ...options });
    await send();
    expect('x-request-id' in last()).toBe(isSet);
    expect('traceparent' in last()).toBe(isSet);
    await telemetry.shutdown();
  });
});
