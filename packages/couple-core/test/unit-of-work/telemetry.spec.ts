import { context as otelContext, metrics, SpanStatusCode, trace } from '@opentelemetry/api';
import { AsyncLocalStorageContextManager } from '@opentelemetry/context-async-hooks';
import {
  AggregationTemporality,
  InMemoryMetricExporter,
  MeterProvider,
  PeriodicExportingMetricReader,
} from '@opentelemetry/sdk-metrics';
import { InMemorySpanExporter, SimpleSpanProcessor, TracerProvider } from '@opentelemetry/sdk-trace';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Transaction } from '../../src/index.js';
import { proxiedContext, type ProxiedContext } from './proxied-context.js';
import { backend, insert } from './unit-of-work-context.js';

const raise = (transaction: Transaction, state: string) =>
  transaction.query(`DO $$ BEGIN RAISE EXCEPTION 'secret' USING ERRCODE = '${state}'; END $$`);

describe('the telemetry of a unit of work', () => {
  let context: ProxiedContext;
  const spans = new InMemorySpanExporter();
  let exported: InMemoryMetricExporter;
  let meterProvider: MeterProvider;
  const run: ProxiedContext['unitOfWork']['run'] = (...given) => context.unitOfWork.run(...given);

  beforeAll(async () => {
    context = await proxiedContext();
    // Used before any provider is there: a later one counts all the same.
    await run({ name: 'before' }, () => Promise.resolve());
    otelContext.setGlobalContextManager(new AsyncLocalStorageContextManager().enable());
    const spanProcessors = [new SimpleSpanProcessor({ exporter: spans })];
    trace.setGlobalTracerProvider(new TracerProvider({ spanProcessors }));
  });
  beforeEach(async () => {
    await context.query('TRUNCATE note');
    spans.reset();
    exported = new InMemoryMetricExporter(AggregationTemporality.CUMULATIVE);
    meterProvider = new MeterProvider({
      readers: [new PeriodicExportingMetricReader({ exporter: exported, exportIntervalMillis: 3_600_000 })],
    });
    metrics.setGlobalMeterProvider(meterProvider);
  });
  afterEach(async () => {
    metrics.disable();
    await meterProvider.shutdown();
  });
  afterAll(() => context[Symbol.asyncDispose]());

  /** `name{attributes}` to its value, or to the count of a histogram. */
  const counted = async (name: string) => {
    await meterProvider.forceFlush();
    const all =
      exported
        .getMetrics()
        .at(-1)
        ?.scopeMetrics.flatMap((scope) => scope.metrics) ?? [];
    const metric = all.find(({ descriptor }) => descriptor.name === `couplekit.unit_of_work.${name}`);
    const short = (attributes: object) =>
      Object.fromEntries(Object.entries(attributes).map(([key, value]) => [key.replace('couplekit.unit_of_work.', ''), value])); // prettier-ignore
    return {
      unit: metric?.descriptor.unit,
      points: metric?.dataPoints.map(({ attributes, value }) => ({
        ...short(attributes),
        value: typeof value === 'number' ? value : value.count,
      })),
    };
  };

  it('is a span for each attempt, around the work, and metrics with the name of the unit of work', async () => {
    let attempts = 0;
    let inside: string | undefined;
    const options = { name: 'note.write', isolation: 'SERIALIZABLE' } as const;
    await run(options, async (transaction) => {
      inside = trace.getActiveSpan()?.spanContext().spanId;
      await insert(transaction, 1);
      if (++attempts === 1) await raise(transaction, '40001');
    });
    const [first, second] = spans.getFinishedSpans();
    const { pathname, hostname, port } = new URL(context.proxy.url);
    const common = {
      'db.system.name': 'postgresql',
      'db.namespace': pathname.slice(1),
      'server.address': hostname,
      'server.port': Number(port),
      'couplekit.unit_of_work.name': 'note.write',
      'couplekit.unit_of_work.isolation': 'SERIALIZABLE',
      'couplekit.unit_of_work.read_only': false,
    };
    expect(first).toMatchObject({ name: 'note.write', status: { code: SpanStatusCode.ERROR } });
    expect(first?.attributes).toEqual({
      ...common,
      'couplekit.unit_of_work.attempt': 1,
      'couplekit.unit_of_work.outcome': 'rolled_back',
      'error.type': '40001',
      'db.response.status_code': '40001',
    });
    expect(second).toMatchObject({ name: 'note.write', status: { code: SpanStatusCode.UNSET } });
    expect(second?.attributes).toEqual({
      ...common,
      'couplekit.unit_of_work.attempt': 2,
      'couplekit.unit_of_work.outcome': 'committed',
    });
    expect(inside).toBe(second?.spanContext().spanId);

    const name = 'note.write';
    expect(await counted('attempts')).toEqual({ unit: '{attempt}', points: [{ name, value: 2 }] });
    expect(await counted('retries')).toEqual({ unit: '{attempt}', points: [{ name, value: 1 }] });
    expect(await counted('rollbacks')).toMatchObject({ points: [{ name, rollback_reason: 'conflict', value: 1 }] });
    expect(await counted('duration')).toEqual({
      unit: 's',
      points: [{ name, 'db.system.name': 'postgresql', value: 1 }],
    });
  }); // prettier-ignore

  it('never holds the message of an error, which may hold what people wrote', async () => {
    const failing = run({ name: 'failing' }, (transaction) => raise(transaction, '23505'));
    await expect(failing).rejects.toThrow('secret');
    const [span] = spans.getFinishedSpans();
    expect(span?.status).toEqual({ code: SpanStatusCode.ERROR });
    expect(span?.events).toEqual([]);
    expect(JSON.stringify(span?.attributes)).not.toContain('secret');
    expect(await counted('duration')).toMatchObject({ points: [{ name: 'failing', 'error.type': '23505' }] });
  });

  class OwnError extends Error {
    override readonly name = 'OwnError';
  }
  const nothing = () => undefined;
  const reasons: readonly (readonly [string, string, (transaction: Transaction) => unknown])[] = [
    ['conflict', '40P01', (transaction) => raise(transaction, '40P01')],
    ['timeout', '57014', (transaction) => transaction.query("SET LOCAL statement_timeout = 1; SELECT pg_sleep(1)")],
    ['statement', '22012', (transaction) => transaction.query('SELECT 1 / 0')],
    ['swallowed', 'TransactionAbortedError', (transaction) => transaction.query('SELECT 1 / 0').catch(nothing)],
    ['swallowed', 'RollbackOnlyError', () => run({ name: 'inner' }, () => Promise.reject(new Error('no'))).catch(nothing)],
    ['unawaited', 'UnawaitedWorkError', (transaction) => void transaction.query('SELECT pg_sleep(0.02)')],
    ['work', 'OwnError', () => Promise.reject(new OwnError())],
    ['connection', '57P01', async (transaction) => {
      await context.query('SELECT pg_terminate_backend($1)', [await backend(transaction)]);
      await transaction.query('SELECT 1');
    }],
  ]; // prettier-ignore
  it.each(reasons)('counts a rollback because of %s (%s)', async (reason, type, work) => {
    const options = { name: 'reason', retry: { attempts: 1 } };
    await expect(run(options, async (transaction) => void (await work(transaction)))).rejects.toThrow();
    expect(await counted('rollbacks')).toMatchObject({ points: [{ name: 'reason', rollback_reason: reason, value: 1 }] });
    const [span] = spans.getFinishedSpans();
    expect(span?.attributes['couplekit.unit_of_work.outcome']).toBe('rolled_back');
    if (reason !== 'connection') expect(span?.attributes['error.type']).toBe(type);
  }); // prettier-ignore

  it.each([
    ['deliver', 'committed', 10_000],
    ['drop', 'rolled_back', 10_000],
    ['drop', 'unknown', 1],
  ] as const)('tells how a lost COMMIT ended: %s, %s', async (statement, outcome, commitInquiryMs) => {
    context.proxy.disturb({ statement, client: 'cut' });
    const running = run({ name: 'lost', commitInquiryMs }, async (transaction) => {
      await insert(transaction, 1);
      if (outcome === 'unknown') context.proxy.refuse();
    });
    await running.catch(nothing);
    context.proxy.admit();
    const [span] = spans.getFinishedSpans();
    expect(span?.attributes['couplekit.unit_of_work.outcome']).toBe(outcome);
    const { points } = await counted('rollbacks');
    expect(points?.length ?? 0).toBe(outcome === 'rolled_back' ? 1 : 0);
  });
});
