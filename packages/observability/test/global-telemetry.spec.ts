import { context, diag, metrics, propagation, ROOT_CONTEXT, trace } from '@opentelemetry/api';
import { AsyncLocalStorageContextManager } from '@opentelemetry/context-async-hooks';
import { W3CTraceContextPropagator } from '@opentelemetry/core';
import { MeterProvider } from '@opentelemetry/sdk-metrics';
import { TracerProvider } from '@opentelemetry/sdk-trace';
import { eventually, startOtlpCollector } from '@couplekit/testkit';
import { afterEach, describe, expect, it } from 'vitest';
import { configureObservability, TelemetryConflictError } from '../src/index.js';
import { observedApp } from './observed-app.js';

afterEach(() => {
  for (const api of [trace, context, propagation, metrics, diag]) api.disable();
});

/** What the process has: a recording tracer, a context, a propagator, a meter that counts. */
function present() {
  const key = Symbol('probe');
  return {
    traces: trace.getTracer('x').startSpan('x').isRecording(),
    context: context.with(ROOT_CONTEXT.setValue(key, 1), () => context.active().getValue(key) === 1),
    propagation: propagation.fields().length > 0,
    metrics: metrics.getMeterProvider() instanceof MeterProvider,
  };
}

const NOTHING = { traces: false, context: false, propagation: false, metrics: false };
const EVERYTHING = { traces: true, context: true, propagation: true, metrics: true };

describe('configureObservability', () => {
  it('is the OpenTelemetry of the process until it is shut down; then another can be', async () => {
    expect(present()).toEqual(NOTHING);
    for (let round = 0; round < 2; round++) {
      const telemetry = configureObservability({ env: {} });
      expect(present()).toEqual(EVERYTHING);
      await telemetry.shutdown();
      expect(present()).toEqual(NOTHING);
    }
  });

  it.each([
    ['a tracer provider', () => trace.setGlobalTracerProvider(new TracerProvider())],
    ['a meter provider', () => metrics.setGlobalMeterProvider(new MeterProvider())],
    [
      'a context manager',
      () => context.setGlobalContextManager(new AsyncLocalStorageContextManager().enable()),
    ],
    ['a propagator', () => propagation.setGlobalPropagator(new W3CTraceContextPropagator())],
    ['a context manager', () => configureObservability({ env: {} })],
  ])(
    'stops where the process has %s, saying what to remove, and leaves all as it was',
    async (registered, install) => {
      install();
      const before = present();
      await using collector = await startOtlpCollector();
      const env = { OTEL_EXPORTER_OTLP_ENDPOINT: collector.url, OTEL_METRIC_EXPORT_INTERVAL: '2' };
      const error = failureOf(() =>
        configureObservability({ env: { ...env, OTEL_SERVICE_NAME: 'stopped' } }),
      );
      expect(error).toBeInstanceOf(TelemetryConflictError);
      expect(error).toMatchObject({ registered, message: expect.stringContaining(`has ${registered} in this process already. Remove `) }); // prettier-ignore
      expect(present()).toEqual(before);
      const own = configureObservability({ env: { ...env, OTEL_SERVICE_NAME: 'own' }, global: false });
      expect(own.tracer.startSpan('x').isRecording()).toBe(true);
      await eventually(() => collector.metrics.length > 5);
      await own.shutdown();
      expect(present()).toEqual(before);
      const services = collector.metrics.flat().map(({ resource }) => resource['service.name']);
      expect(new Set(services)).toEqual(new Set(['own']));
    },
  );

  it('does not take away what others have installed since', async () => {
    const telemetry = configureObservability({ env: {} });
    for (const api of [trace, context, propagation, metrics]) api.disable();
    const [mine, meters] = [new TracerProvider(), new MeterProvider()];
    trace.setGlobalTracerProvider(mine);
    metrics.setGlobalMeterProvider(meters);
    context.setGlobalContextManager(new AsyncLocalStorageContextManager().enable());
    propagation.setGlobalPropagator(new W3CTraceContextPropagator());
    await telemetry.shutdown();
    expect(present()).toEqual(EVERYTHING);
  });

  it.each([
    [undefined, ['traceparent', 'tracestate', 'baggage']],
    ['tracecontext', ['traceparent', 'tracestate']],
    ['baggage', ['baggage']],
    ['none', []],
  ])('carries what OTEL_PROPAGATORS=%s says', async (OTEL_PROPAGATORS, fields) => {
    const telemetry = configureObservability({ env: { OTEL_PROPAGATORS } });
    expect(propagation.fields().toSorted()).toEqual(fields.toSorted());
    expect(telemetry.propagator.fields().toSorted()).toEqual(fields.toSorted());
    const baggage = propagation.createBaggage({ team: { value: 'a' } });
    const carrier: Record<string, string> = {};
    propagation.inject(propagation.setBaggage(ROOT_CONTEXT, baggage), carrier);
    expect(carrier['baggage']).toBe(fields.includes('baggage') ? 'team=a' : undefined);
    await telemetry.shutdown();
  });

  it('keeps spans within the limits', async () => {
    await using collector = await startOtlpCollector();
    const telemetry = configureObservability({
      env: {
        OTEL_EXPORTER_OTLP_ENDPOINT: collector.url,
        OTEL_SPAN_ATTRIBUTE_COUNT_LIMIT: '2',
        OTEL_ATTRIBUTE_VALUE_LENGTH_LIMIT: '3',
      },
    });
    telemetry.tracer.startSpan('x', { attributes: { a: 'abcdef', b: 'b', c: 'c' } }).end();
    await telemetry.shutdown();
    expect(collector.spans[0]?.attributes).toEqual({ a: 'abc', b: 'b' });
  });

  it('tells of variables that do nothing, once in the log of the application', async () => {
    const telemetry = configureObservability({ env: { OTEL_SERVICE_NAM: 'secret' }, global: false });
    const sentence = 'OTEL_SERVICE_NAM is not known; is OTEL_SERVICE_NAME meant?';
    expect(telemetry.warnings).toEqual([sentence]);
    const app = await observedApp('fastify', telemetry);
    expect(app.log.lines.filter(({ msg }) => msg === sentence)).toMatchObject([{ level: 40 }]);
    expect(app.log.raw.join()).not.toContain('secret');
    await app.close();
  });
});

function failureOf(work: () => unknown): unknown {
  try {
    return work();
  } catch (error) {
    return error;
  }
}
