import { setTimeout as delay } from 'node:timers/promises';
import { ADAPTERS, eventually, startOtlpCollector } from '@couplekit/testkit';
import { context, metrics, propagation, trace } from '@opentelemetry/api';
import { afterEach, describe, expect, it } from 'vitest';
import { ConfigurationError, configureObservability, type Environment } from '../src/index.js';
import { observedApp } from './observed-app.js';

afterEach(() => {
  trace.disable();
  context.disable();
  propagation.disable();
  metrics.disable();
});

const TRACEPARENT = '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01';

describe.each(ADAPTERS)('server spans on %s', (adapter) => {
  it('reach the collector with resource, parent, template and status', async () => {
    await using collector = await startOtlpCollector();
    const telemetry = configureObservability({
      env: {
        OTEL_EXPORTER_OTLP_ENDPOINT: collector.url,
        OTEL_EXPORTER_OTLP_HEADERS: 'x-api-key=a%20key',
        OTEL_SERVICE_NAME: 'couple-api',
        OTEL_RESOURCE_ATTRIBUTES: 'deployment.environment.name=test,team=%ED%8C%80',
      },
    });
    const app = await observedApp(adapter, telemetry);
    const ok = await fetch(`${app.url}/items/7?token=hunter2`, {
      headers: { traceparent: TRACEPARENT, 'X-Request-ID': 'r-1' },
    });
    const body = (await ok.json()) as { traceId: string };
    await fetch(`${app.url}/fails`);
    await fetch(`${app.url}/nowhere`);
    await fetch(`${app.url}/nowhere`, { method: 'PROPFIND' });
    await eventually(() => app.log.lines.filter((line) => line['msg'] === 'request completed').length === 4);
    await app.close();
    await telemetry.shutdown();

    expect(collector.requests[0]).toMatchObject({ path: '/v1/traces', headers: { 'x-api-key': 'a key' } });
    const named = (name: string) => collector.spans.find((span) => span.name === name);
    expect(body.traceId).toBe('0af7651916cd43dd8448eb211c80319c');
    expect(named('GET /items/:id')).toMatchObject({
      kind: 2,
      traceId: body.traceId,
      parentSpanId: 'b7ad6b7169203331',
      attributes: {
        'http.request.method': 'GET',
        'http.route': '/items/:id',
        'http.response.status_code': 200,
        'url.path': '/items/7',
        'couplekit.request_id': 'r-1',
      },
      resource: {
        'telemetry.sdk.language': 'nodejs',
        'service.name': 'couple-api',
        'deployment.environment.name': 'test',
        team: '팀',
      },
    });
    expect(named('GET /fails')).toMatchObject({ status: 2, attributes: { 'error.type': '500' } });
    expect(named('GET')).toMatchObject({ status: 0, attributes: { 'http.response.status_code': 404 } });
    expect(named('HTTP')?.attributes).toMatchObject({
      'http.request.method': '_OTHER',
      'http.request.method_original': 'PROPFIND',
    });
    expect(JSON.stringify(collector.spans)).not.toContain('hunter2');
  });

  it.each([
    ['no exporter', {}],
    [
      'the SDK switched off',
      { OTEL_SDK_DISABLED: 'true', OTEL_EXPORTER_OTLP_ENDPOINT: 'http://127.0.0.1:1' },
    ],
    ['the exporter switched off', { OTEL_TRACES_EXPORTER: 'none' }],
    ['a collector that refuses', { OTEL_EXPORTER_OTLP_ENDPOINT: 'http://127.0.0.1:1' }],
    ['a sampler that drops everything', { OTEL_TRACES_SAMPLER: 'always_off' }],
  ])('have a trace id in every line with %s', async (_, env: Environment) => {
    const telemetry = configureObservability({ env, shutdownTimeoutMs: 100 });
    const app = await observedApp(adapter, telemetry);
    await fetch(`${app.url}/items/1`);
    await eventually(() => app.log.lines.some((line) => line['msg'] === 'request completed'));
    for (const line of app.log.lines.filter((entry) => 'request_id' in entry)) {
      expect(line['trace_id']).toMatch(/^(?!0+$)[0-9a-f]{32}$/);
      expect(line['span_id']).toMatch(/^(?!0+$)[0-9a-f]{16}$/);
    }
    await app.close();
    await telemetry.shutdown();
  });
});

describe('configureObservability', () => {
  it.each([
    ['OTEL_EXPORTER_OTLP_ENDPOINT', 'collector:4318'],
    ['OTEL_EXPORTER_OTLP_ENDPOINT', 'grpc://collector:4317'],
    ['OTEL_EXPORTER_OTLP_TRACES_ENDPOINT', 'not a url'],
    ['OTEL_EXPORTER_OTLP_HEADERS', 'secret-without-equals'],
    ['OTEL_EXPORTER_OTLP_HEADERS', 'api-key=%secret'],
    ['OTEL_EXPORTER_OTLP_TIMEOUT', '10s'],
    ['OTEL_EXPORTER_OTLP_PROTOCOL', 'grpc'],
    ['OTEL_RESOURCE_ATTRIBUTES', '=secret'],
    ['OTEL_TRACES_EXPORTER', 'zipkin'],
    ['OTEL_TRACES_SAMPLER', 'sometimes'],
    ['OTEL_TRACES_SAMPLER_ARG', '1.5'],
    ['OTEL_BSP_MAX_QUEUE_SIZE', '-1'],
    ['OTEL_SDK_DISABLED', 'yes'],
    ['LOG_LEVEL', 'loud'],
  ])('stops at %s=%s, naming the variable and not its value', (name, value) => {
    const configure = () => configureObservability({ env: { [name]: value } });
    expect(configure).toThrow(ConfigurationError);
    expect(configure).toThrow(
      expect.objectContaining({ variable: name, message: expect.stringContaining(name) }),
    );
    expect(configure).not.toThrow(expect.objectContaining({ message: expect.stringContaining('secret') }));
  });

  it('takes an empty value as not set', () => {
    const env = { OTEL_EXPORTER_OTLP_ENDPOINT: '', OTEL_TRACES_SAMPLER: ' ', LOG_LEVEL: '' };
    expect(configureObservability({ env, global: false, outbound: false }).logLevel).toBe('info');
  });

  it('sends to the endpoint of the signal as it is, and below the generic one', async () => {
    await using collector = await startOtlpCollector();
    for (const env of [
      { OTEL_EXPORTER_OTLP_ENDPOINT: `${collector.url}/base/` },
      {
        OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: `${collector.url}/exact`,
        OTEL_EXPORTER_OTLP_ENDPOINT: 'http://127.0.0.1:1',
      },
    ]) {
      const telemetry = configureObservability({ env });
      telemetry.tracer.startSpan('one').end();
      await telemetry.shutdown();
    }
    expect(collector.requests.map(({ path }) => path)).toEqual(['/base/v1/traces', '/exact']);
  });

  it('compresses when asked to', async () => {
    await using collector = await startOtlpCollector();
    collector.mode = 'unavailable';
    const telemetry = configureObservability({
      env: { OTEL_EXPORTER_OTLP_ENDPOINT: collector.url, OTEL_EXPORTER_OTLP_COMPRESSION: 'gzip' },
      shutdownTimeoutMs: 500,
    });
    telemetry.tracer.startSpan('small').end();
    await telemetry.shutdown();
    expect(collector.requests[0]?.headers['content-encoding']).toBe('gzip');
  });

  it.each(['hang', 'unavailable'] as const)(
    'shuts down in time when the collector is %s',
    { timeout: 25_000 },
    async (mode) => {
      await using collector = await startOtlpCollector();
      collector.mode = mode;
      const telemetry = configureObservability({
        // The exporter itself would wait for an hour.
        env: { OTEL_EXPORTER_OTLP_ENDPOINT: collector.url, OTEL_EXPORTER_OTLP_TIMEOUT: '3600000' },
        shutdownTimeoutMs: 150,
      });
      telemetry.tracer.startSpan('lost').end();
      await expect(telemetry.shutdown()).resolves.toBeUndefined();
      await expect(telemetry.shutdown()).resolves.toBeUndefined();
      expect(collector.spans).toEqual([]);
    },
  );

  it.each([
    ['waits no second time for a collector that hangs', 'hang', 'shut down'],
    ['waits for one that answered the last time', 'ok', 'waited'],
  ] as const)('%s', async (_, mode, first) => {
    await using collector = await startOtlpCollector();
    collector.mode = mode;
    const env = { OTEL_EXPORTER_OTLP_ENDPOINT: collector.url, OTEL_METRICS_EXPORTER: 'none' }; // prettier-ignore
    const shutdownTimeoutMs = 1_500;
    const telemetry = configureObservability({ env, shutdownTimeoutMs, global: false });
    telemetry.tracer.startSpan('waits').end();
    await telemetry.flush();
    collector.mode = 'hang';
    telemetry.tracer.startSpan('last').end();
    const waited = delay(shutdownTimeoutMs / 2).then(() => 'waited');
    const shutDown = telemetry.shutdown().then(() => 'shut down');
    expect(await Promise.race([waited, shutDown])).toBe(first);
    await shutDown;
  });

  it('shuts down without an exporter, and with one that refuses', async () => {
    for (const env of [{}, { OTEL_EXPORTER_OTLP_ENDPOINT: 'http://127.0.0.1:1' }]) {
      const telemetry = configureObservability({ env, shutdownTimeoutMs: 150 });
      telemetry.tracer.startSpan('lost').end();
      await expect(telemetry.shutdown()).resolves.toBeUndefined();
    }
  });
});
