import { setTimeout as delay } from 'node:timers/promises';
import { context, propagation, ROOT_CONTEXT, SpanKind, SpanStatusCode, trace } from '@opentelemetry/api';
import { AsyncLocalStorageContextManager } from '@opentelemetry/context-async-hooks';
import { ClsServiceManager } from 'nestjs-cls';
import type { PinoLogger } from 'nestjs-pino';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import {
  captureContext,
  configureObservability,
  REQUEST_ID_PATTERN,
  runInContext,
  UseContext,
} from '../src/index.js';
import { KeptSpans } from './spans.js';
import { workerApp } from './worker-app.js';

const TRACE_ID = '0af7651916cd43dd8448eb211c80319c';
const SPAN_ID = 'b7ad6b7169203331';
const CARRIER = {
  'x-request-id': 'r-1',
  traceparent: `00-${TRACE_ID}-${SPAN_ID}-01`,
  tracestate: 'vendor=1',
  baggage: 'team=couples',
};

const cls = ClsServiceManager.getClsService();
const spans = new KeptSpans();
const traceId = () => trace.getActiveSpan()?.spanContext().traceId;

const telemetry = configureObservability({ env: {}, global: false });
afterAll(() => telemetry.shutdown());

describe('runInContext', () => {
  beforeAll(() => {
    context.setGlobalContextManager(new AsyncLocalStorageContextManager().enable());
    trace.setGlobalTracerProvider(spans.provider);
  });
  afterEach(() => spans.clear());
  afterAll(() => {
    trace.disable();
    context.disable();
  });

  it('brings back what captureContext took, and nothing without a context', () => {
    expect(captureContext()).toEqual({});
    expect(runInContext(JSON.parse(JSON.stringify(CARRIER)), captureContext)).toEqual(CARRIER);
    expect(captureContext()).toEqual({});
  });

  it('gives the work the request id, the trace and the baggage, also after it has waited', async () => {
    await runInContext(CARRIER, async () => {
      await delay(1);
      expect(cls.getId()).toBe('r-1');
      expect(traceId()).toBe(TRACE_ID);
      expect(propagation.getActiveBaggage()?.getEntry('team')?.value).toBe('couples');
    });
    expect(cls.getId()).toBeUndefined();
    expect(spans.ended).toEqual([]);
  });

  it('leaves out the context around it', () => {
    runInContext({ ...CARRIER, 'x-request-id': 'outer' }, () =>
      runInContext({}, () => {
        expect(cls.getId()).not.toBe('outer');
        expect(traceId()).not.toBe(TRACE_ID);
        expect(propagation.getActiveBaggage()).toBeUndefined();
      }),
    );
  });

  it.each([
    undefined,
    null,
    'r-1',
    42,
    [],
    () => CARRIER,
    Object.create(CARRIER),
    { 'x-request-id': 1, traceparent: {}, tracestate: [], baggage: true },
    { 'x-request-id': 'a b', traceparent: '00-zz', tracestate: 'vendor=1' },
    { 'x-request-id': 'a\nb', traceparent: `00-${'0'.repeat(32)}-${SPAN_ID}-01` },
    { 'x-request-id': 'x'.repeat(129), traceparent: `01-${TRACE_ID}-${SPAN_ID}-01-${'x'.repeat(300)}` },
    { 'x-request-id': '', traceparent: '', baggage: `a=${'b'.repeat(9000)}` },
  ])('makes a new request id and a new trace of %o', (carrier) => {
    const seen = runInContext(carrier, captureContext);
    expect(Object.keys(seen).toSorted()).toEqual(['traceparent', 'x-request-id']);
    expect(seen['x-request-id']).toMatch(REQUEST_ID_PATTERN);
    expect(seen['x-request-id']).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7/);
    expect(seen['traceparent']).not.toContain(TRACE_ID);
    expect(spans.ended).toMatchObject([{ name: 'job', parentSpanContext: undefined }]);
  });

  it('is the work inside of a span that ends when the work has', async () => {
    const { promise, resolve } = Promise.withResolvers<string>();
    const running = runInContext(CARRIER, () => promise, {
      name: 'process invites',
      attributes: { 'messaging.system': 'pg-boss', 'messaging.destination.name': 'invites' },
    });
    await delay(1);
    expect(spans.ended).toEqual([]);
    resolve('sent');
    await expect(running).resolves.toBe('sent');
    expect(spans.ended).toMatchObject([
      {
        name: 'process invites',
        kind: SpanKind.CONSUMER,
        status: { code: SpanStatusCode.UNSET },
        parentSpanContext: { traceId: TRACE_ID, spanId: SPAN_ID, isRemote: true },
        links: [],
        attributes: {
          'couplekit.request_id': 'r-1',
          'messaging.operation.type': 'process',
          'messaging.operation.name': 'process',
          'messaging.system': 'pg-boss',
          'messaging.destination.name': 'invites',
        },
      },
    ]);
  });

  it('links its span to the one around it, of another trace', () => {
    const around = spans.tracer.startSpan('poll', { root: true });
    context.with(trace.setSpan(ROOT_CONTEXT, around), () =>
      runInContext(CARRIER, () => 1, { name: 'work', kind: SpanKind.INTERNAL }),
    );
    expect(spans.ended[0]).toMatchObject({
      name: 'work',
      kind: SpanKind.INTERNAL,
      links: [{ context: { spanId: around.spanContext().spanId } }],
    });
    expect(spans.ended[0]?.attributes).toEqual({ 'couplekit.request_id': 'r-1' });
  });

  it('passes on what the work returns or throws, as it is', async () => {
    const failure = new TypeError('broken');
    const caught = (work: () => unknown) => {
      try {
        return runInContext(CARRIER, work, { name: 'fails' });
      } catch (thrown) {
        return { thrown };
      }
    };
    expect(caught(() => 7)).toBe(7);
    expect(caught(() => { throw failure; })).toEqual({ thrown: failure }); // prettier-ignore
    expect(caught(() => { throw 'a text'; })).toEqual({ thrown: 'a text' }); // prettier-ignore
    await expect(caught(() => Promise.reject(failure))).rejects.toBe(failure);
    expect(spans.ended.map(({ status }) => status.code)).toEqual([0, 2, 2, 2]);
    expect(spans.ended.map(({ attributes }) => attributes['error.type'])).toEqual([undefined, 'TypeError', 'string', 'TypeError']); // prettier-ignore
    expect(spans.ended[3]?.events).toMatchObject([
      { name: 'exception', attributes: { 'exception.type': 'TypeError', 'exception.message': 'broken' } },
    ]);
  });

  it('starts lazy work once, in its context', async () => {
    const started: unknown[] = [];
    const query = {
      // oxlint-disable-next-line unicorn/no-thenable -- what query builders are
      then: (resolve: (rows: number) => void) => {
        started.push(cls.getId());
        resolve(3);
      },
    };
    expect(await (runInContext(CARRIER, () => query) as unknown)).toBe(3);
    expect(started).toEqual(['r-1']);
  });

  it('does not hide that nobody waits for work that fails', async () => {
    const unhandled = Promise.withResolvers<unknown>();
    const others = process.listeners('unhandledRejection');
    process.removeAllListeners('unhandledRejection').once('unhandledRejection', unhandled.resolve);
    void runInContext(CARRIER, () => Promise.reject(new Error('lost')), { name: 'lost' });
    expect(await unhandled.promise).toMatchObject({ message: 'lost' });
    for (const other of others) process.on('unhandledRejection', other);
  });

  it.each([
    ['with a name', { name: 'work' }, 1],
    ['without', {}, 0],
  ])('puts the ids into every line, once, %s', async (_, options, ended) => {
    await using app = await workerApp(telemetry);
    await runInContext(CARRIER, async () => {
      app.logger.info('first');
      await delay(1);
      app.logger.info('second');
    }, options); // prettier-ignore
    app.logger.info('outside');
    expect(spans.ended).toHaveLength(ended);
    const spanId = spans.ended[0]?.spanContext().spanId ?? SPAN_ID;
    for (const line of app.log.raw.slice(0, 2)) {
      expect(JSON.parse(line)).toMatchObject({
        request_id: 'r-1',
        trace_id: TRACE_ID,
        span_id: spanId,
        trace_flags: '01',
      });
      for (const key of ['request_id', 'trace_id', 'span_id', 'trace_flags']) {
        expect(line.split(`"${key}":`)).toHaveLength(2);
      }
    }
    expect(app.log.raw[2]).not.toContain('_id');
  });
});

class Listener {
  readonly seen: unknown[] = [];

  constructor(private readonly logger?: PinoLogger) {}

  @UseContext()
  logs() {
    this.logger?.info('listener');
    return captureContext();
  }

  @UseContext()
  async heard(first: string, second?: string) {
    await delay(1);
    this.seen.push(cls.getId());
    return [first, second, traceId()];
  }

  @UseContext('listener fails')
  fails(): never {
    throw new RangeError('sync');
  }
}

describe('@UseContext', () => {
  beforeAll(() => {
    context.setGlobalContextManager(new AsyncLocalStorageContextManager().enable());
    trace.setGlobalTracerProvider(spans.provider);
  });
  afterEach(() => spans.clear());
  afterAll(() => {
    trace.disable();
    context.disable();
  });

  it('gives each call a request id and a root span of its own', async () => {
    const listener = new Listener();
    const [a, b] = await Promise.all([listener.heard('a', 'x'), listener.heard('b')]);
    expect([a.slice(0, 2), b.slice(0, 2)]).toEqual([['a', 'x'], ['b', undefined]]); // prettier-ignore
    expect(new Set(listener.seen).size).toBe(2);
    expect(a[2]).not.toBe(b[2]);
    expect(spans.ended.map(({ name, kind, attributes }) => [name, kind, attributes['couplekit.request_id']])).toEqual([
      ['Listener.heard', SpanKind.INTERNAL, listener.seen[0]],
      ['Listener.heard', SpanKind.INTERNAL, listener.seen[1]],
    ]); // prettier-ignore
    expect(spans.ended.every(({ parentSpanContext }) => parentSpanContext === undefined)).toBe(true);
  });

  it('joins the context of its caller', async () => {
    const listener = new Listener();
    const [, , trace_id] = await runInContext(CARRIER, () => listener.heard('a'));
    expect([listener.seen, trace_id]).toEqual([['r-1'], TRACE_ID]);
    expect(spans.ended).toEqual([]);
  });

  it('throws what the method throws, and says so on the span', () => {
    expect(() => new Listener().fails()).toThrow(RangeError);
    expect(spans.ended).toMatchObject([{ name: 'listener fails', status: { code: 2 } }]);
  });

  it('leaves name, length, fields and metadata of the method, from decorators on both sides', () => {
    const mark =
      (key: string) =>
      (_target: object, _key: string, { value }: PropertyDescriptor) => {
        Reflect.defineMetadata(key, key, value as object);
        Object.assign(value as object, { [key]: true });
      };
    class Marked {
      @mark('above')
      @UseContext()
      @mark('below')
      method(_one: string, _two: string) {
        return this;
      }
    }
    const { method } = Marked.prototype;
    expect([method.name, method.length]).toEqual(['method', 2]);
    expect(new Set(Reflect.getMetadataKeys(method))).toEqual(new Set(['above', 'below']));
    expect(Object.keys(method).toSorted()).toEqual(['above', 'below']);
    const marked = new Marked();
    expect(marked.method('', '')).toBe(marked);
  });

  it('refuses what is no method', () => {
    const decorate = UseContext();
    expect(() => decorate({}, 'field', { get: () => 1 })).toThrow('field is not a method');
  });
});

describe('without global OpenTelemetry', () => {
  it('lines carry the ids, of a carrier or new ones, and spans come from the tracer that is given', async () => {
    await using app = await workerApp(telemetry);
    const listener = new Listener(app.logger);
    runInContext(CARRIER, () => app.logger.info('remote'));
    runInContext({}, () => app.logger.info('new'));
    const carrier = runInContext(CARRIER, () => (app.logger.info('span'), captureContext()), {
      name: 'work',
      tracer: spans.tracer,
    });
    const heard = listener.logs();
    const [remote, fresh, span, listened] = app.log.lines;
    expect(remote).toMatchObject({ request_id: 'r-1', trace_id: TRACE_ID, span_id: SPAN_ID });
    expect(fresh).toMatchObject({ request_id: expect.any(String), trace_id: expect.stringMatching(/^(?!0+$)[0-9a-f]{32}$/) }); // prettier-ignore
    expect(spans.ended).toMatchObject([{ name: 'work' }]);
    expect(span).toMatchObject({ trace_id: TRACE_ID, span_id: spans.ended[0]?.spanContext().spanId });
    expect(carrier['traceparent']).toContain(`${TRACE_ID}-${String(span?.['span_id'])}`);
    expect(heard['traceparent']).toContain(String(listened?.['trace_id']));
  });
});
