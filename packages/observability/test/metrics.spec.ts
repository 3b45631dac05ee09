import { createServer } from 'node:http';
import { connect, type AddressInfo } from 'node:net';
import {
  ADAPTERS,
  eventually,
  startOtlpCollector,
  type CollectedPoint,
  type OtlpCollector,
} from '@couplekit/testkit';
import { diag, DiagLogLevel, metrics } from '@opentelemetry/api';
import { MetricReader } from '@opentelemetry/sdk-metrics';
import { describe, expect, it } from 'vitest';
import { configureObservability, type Environment, type Telemetry } from '../src/index.js';
import { observedApp, type ObservedApp } from './observed-app.js';

/** A reader that is asked, as Prometheus asks. */
class PulledReader extends MetricReader {
  protected override onForceFlush = () => Promise.resolve();
  protected override onShutdown = () => Promise.resolve();
}

describe.each(ADAPTERS)('http.server.request.duration on %s', (adapter) => {
  it('counts each request once: answered, failed, not found, aborted', async () => {
    await using collector = await startOtlpCollector();
    const pulled = new PulledReader();
    await using telemetry = configure(collector, {}, { metricReaders: [pulled] });
    const app = await observedApp(adapter, telemetry);
    for (let id = 0; id < 3; id++) await fetch(`${app.url}/items/${id}?q=${id}`);
    await fetch(`${app.url}/fails`);
    await fetch(`${app.url}/nowhere/${Math.random()}`);
    await fetch(`${app.url}/nowhere`, { method: 'PROPFIND' });
    await leave(app.port, '/waits', () => app.log.lines.some((line) => line['msg'] === 'waiting'));
    await leave(app.port, '/half', (received) => received.includes('and no more'));
    await eventually(() => accessLines(app).length === 8);
    await telemetry.flush();
    const first = durationsOf(collector.metrics.at(-1));
    await fetch(`${app.url}/items/9`);
    await eventually(() => accessLines(app).length === 9);
    await telemetry.flush();
    const second = durationsOf(collector.metrics.at(-1));
    await app.close();

    const http = { 'url.scheme': 'http' };
    const expected = (items: number) => [
      [{ ...http, 'http.request.method': 'GET', 'http.route': '/items/:id', 'http.response.status_code': 200 }, items], // prettier-ignore
      [{ ...http, 'http.request.method': 'GET', 'http.route': '/fails', 'http.response.status_code': 500, 'error.type': '500' }, 1], // prettier-ignore
      [{ ...http, 'http.request.method': 'GET', 'http.response.status_code': 404 }, 1],
      [{ ...http, 'http.request.method': '_OTHER', 'http.response.status_code': 404 }, 1],
      [{ ...http, 'http.request.method': 'GET', 'http.route': '/waits', 'error.type': 'aborted' }, 1], // prettier-ignore
      [{ ...http, 'http.request.method': 'GET', 'http.route': '/half', 'http.response.status_code': 200, 'error.type': 'aborted' }, 1], // prettier-ignore
    ];
    const counts = (points: readonly CollectedPoint[]) => points.map((each) => [each.attributes, each.count]);
    expect(counts(first)).toEqual(expected(3));
    expect(counts(second)).toEqual(expected(4));
    for (const point of [...first, ...second]) {
      expect(point).toMatchObject({
        kind: 'histogram',
        unit: 's',
        temporality: 'cumulative',
        bounds: [0.005, 0.01, 0.025, 0.05, 0.075, 0.1, 0.25, 0.5, 0.75, 1, 2.5, 5, 7.5, 10],
        resource: { 'service.name': 'couple-api' },
      });
      expect(point.buckets?.reduce((total, each) => total + each, 0)).toBe(point.count);
      expect(point.sum).toBeGreaterThan(0);
      expect(point.timeNanos).toBeGreaterThanOrEqual(point.startNanos);
    }
    expect(second[0]?.startNanos).toBe(first[0]?.startNanos);
    // The sum goes by the clock of the access lines.
    const fails = accessLines(app).find((line) => line['route'] === '/fails');
    expect(second[1]?.sum).toBeCloseTo(Number(fails?.['duration_ms']) / 1_000, 1);

    const { resourceMetrics } = await pulled.collect();
    const own = resourceMetrics.scopeMetrics.flatMap((scope) => scope.metrics);
    expect(own.find(({ descriptor }) => descriptor.name === 'http.server.request.duration')?.dataPoints.map(({ attributes, value }) => [attributes, Object(value).count])).toEqual(expected(4)); // prettier-ignore
    expect(resourceMetrics.resource.attributes['service.name']).toBe('couple-api');
  });
});

describe('metrics', () => {
  it.each([
    ['delta', [2, 1], 'delta', 'delta'],
    ['lowmemory', [2, 1], 'delta', 'cumulative'],
    ['cumulative', [2, 3], 'cumulative', 'cumulative'],
  ] as const)('leave as %s when asked to', async (preference, counts, histogram, observable) => {
    await using collector = await startOtlpCollector();
    await using telemetry = configure(collector, {
      OTEL_EXPORTER_OTLP_METRICS_TEMPORALITY_PREFERENCE: preference,
    });
    const { requestDurations } = telemetry;
    const get = () => requestDurations.record('GET', '/', 200, 0.1, 'http');
    get();
    get();
    await telemetry.flush();
    get();
    await telemetry.flush();
    await telemetry.flush();
    const points = collector.metrics.map(durationsOf);
    expect(points.slice(0, 2).map((each) => each[0]?.count)).toEqual(counts);
    expect(points[0]?.[0]?.temporality).toBe(histogram);
    const exported = collector.metrics[2]?.find(
      ({ name }) => name === 'otel.sdk.exporter.metric_data_point.exported',
    );
    expect(exported).toMatchObject({ kind: 'sum', isMonotonic: true, temporality: observable });
    if (preference === 'cumulative') expect(points[2]).toHaveLength(1);
    else expect(points[2]).toEqual([]);
    if (histogram === 'delta') expect(points[1]?.[0]?.startNanos).toBe(points[0]?.[0]?.timeNanos);
  });

  it('carry what libraries measure through the global API, and go by interval', async () => {
    await using collector = await startOtlpCollector();
    await using _ = configure(collector, { OTEL_METRIC_EXPORT_INTERVAL: '20' });
    metrics.getMeter('library').createCounter('jobs').add(3, { kind: 'mail' });
    const point = await eventually(() => collector.metrics.flat().find(({ name }) => name === 'jobs'));
    expect(point).toMatchObject({ value: 3, attributes: { kind: 'mail' }, resource: { 'service.name': 'couple-api' } }); // prettier-ignore
    await eventually(() => collector.metrics.length > 2);
  });

  it('go to their own endpoint with their own headers, compressed when asked to', async () => {
    await using collector = await startOtlpCollector();
    await using telemetry = configure(collector, {
      OTEL_EXPORTER_OTLP_ENDPOINT: 'http://127.0.0.1:1',
      OTEL_EXPORTER_OTLP_METRICS_ENDPOINT: `${collector.url}/own/v1/metrics`,
      OTEL_EXPORTER_OTLP_HEADERS: 'x-api-key=shared,x-team=a%20b',
      OTEL_EXPORTER_OTLP_METRICS_HEADERS: 'X-Api-Key=own',
      OTEL_EXPORTER_OTLP_METRICS_COMPRESSION: 'gzip',
    });
    telemetry.requestDurations.record('GET', '/', 200, 0.1, 'http');
    await telemetry.flush();
    expect(collector.metricRequests[0]).toMatchObject({
      path: '/own/v1/metrics',
      headers: {
        'x-api-key': 'own',
        'x-team': 'a b',
        'content-encoding': 'gzip',
        'content-type': 'application/x-protobuf',
      },
    });
    expect(durationsOf(collector.metrics[0])).toMatchObject([{ count: 1 }]);
  });

  it.each([
    ['without an endpoint', { OTEL_EXPORTER_OTLP_ENDPOINT: '' }],
    ['with OTEL_METRICS_EXPORTER=none', { OTEL_METRICS_EXPORTER: 'none' }],
    ['with the SDK disabled', { OTEL_SDK_DISABLED: 'true' }],
  ])('stay here %s, for readers that come for them', async (_, env) => {
    await using collector = await startOtlpCollector();
    const pulled = new PulledReader();
    await using telemetry = configure(collector, env, { metricReaders: [pulled] });
    telemetry.requestDurations.record('GET', '/', 200, 0.1, 'http');
    await telemetry.flush();
    const { resourceMetrics } = await pulled.collect();
    await telemetry.shutdown();
    expect(collector.metricRequests).toEqual([]);
    expect(resourceMetrics.scopeMetrics[0]?.metrics[0]?.descriptor.name).toBe('http.server.request.duration');
  });

  it('tell how their own export goes, without a line in the log for each failure', async () => {
    await using collector = await startOtlpCollector();
    const said: unknown[] = [];
    const say = (...words: unknown[]) => said.push(words);
    const logger = { error: say, warn: say, info: () => {}, debug: () => {}, verbose: () => {} };
    diag.setLogger(logger, { logLevel: DiagLogLevel.WARN });
    const pulled = new PulledReader();
    await using telemetry = configure(
      collector,
      { OTEL_METRIC_EXPORT_INTERVAL: '500', OTEL_EXPORTER_OTLP_TIMEOUT: '450' },
      { metricReaders: [pulled] },
    );
    collector.mode = 'unavailable';
    await eventually(async () => (await valueOf(pulled, 'couplekit.exporter.state')) === 2);
    const failed = await eventually(async () => (await pointsOf(pulled, EXPORTED)).find((point) => point.attributes['error.type'] === '_OTHER')); // prettier-ignore
    expect(failed?.value).toBeGreaterThan(0);
    collector.mode = 'ok';
    await eventually(async () => (await valueOf(pulled, 'couplekit.exporter.state')) === 0);
    expect(
      (await pointsOf(pulled, EXPORTED)).find((point) => !('error.type' in point.attributes)),
    ).toMatchObject({
      attributes: {
        'otel.component.type': 'otlp_http_metric_exporter',
        'otel.component.name': 'otlp_http_metric_exporter/0',
      },
    });
    await telemetry.shutdown();
    diag.disable();
    expect(said).toEqual([]);
  });

  it('tell of spans that wait, are on their way, found no room, arrived', async () => {
    await using collector = await startOtlpCollector();
    collector.mode = 'hang';
    const pulled = new PulledReader();
    const env = {
      OTEL_METRICS_EXPORTER: 'none',
      OTEL_BSP_MAX_QUEUE_SIZE: '2',
      OTEL_BSP_MAX_EXPORT_BATCH_SIZE: '1',
      OTEL_EXPORTER_OTLP_TIMEOUT: '1000',
    };
    await using telemetry = configure(collector, env, { metricReaders: [pulled], shutdownTimeoutMs: 10_000 });
    for (const name of ['sent', 'queued', 'dropped']) telemetry.tracer.startSpan(name).end();
    const values = async (name: string) => (await pointsOf(pulled, name)).map(({ value }) => value);
    expect(await values('otel.sdk.span.started')).toEqual([3]);
    expect(await values('otel.sdk.exporter.span.inflight')).toEqual([1]);
    expect(await values('otel.sdk.processor.span.queue.size')).toEqual([1]);
    expect(await values('otel.sdk.processor.span.queue.capacity')).toEqual([2]);
    expect(await pointsOf(pulled, 'otel.sdk.processor.span.processed')).toMatchObject([
      { value: 1 },
      { value: 1, attributes: { 'error.type': 'queue_full' } },
    ]);
    collector.mode = 'ok';
    await telemetry.flush();
    expect(await values('otel.sdk.exporter.span.exported')).toEqual([2]);
    expect(await values('otel.sdk.exporter.span.inflight')).toEqual([0]);
  });

  it('have a line in the log for each change of their exporter', async () => {
    const env = { OTEL_TRACES_EXPORTER: 'none', OTEL_METRIC_EXPORT_INTERVAL: '20' };
    await using telemetry = configure({ url: 'http://127.0.0.1:1' }, env, { shutdownTimeoutMs: 100 });
    const app = await observedApp('fastify', telemetry);
    const lines = () => app.log.lines.filter((line) => line['signal'] === 'metrics');
    await eventually(() => lines().length === 2);
    await app.close();
    expect(lines()).toMatchObject([
      { level: 40, signal: 'metrics', from: 'ok', to: 'degraded', last_success_at: null, exported: 0 },
      {
        level: 40,
        signal: 'metrics',
        from: 'degraded',
        to: 'down',
        reason: expect.stringContaining('ECONNREFUSED'),
      },
    ]);
  });

  it('are tried again after a failure that may pass', async () => {
    await using collector = await startOtlpCollector();
    collector.mode = 'unavailable';
    await using telemetry = configure(collector, {}, { shutdownTimeoutMs: 10_000 });
    telemetry.requestDurations.record('GET', '/', 200, 0.1, 'http');
    const flushed = telemetry.flush();
    await eventually(() => collector.metricRequests.length === 1);
    collector.mode = 'ok';
    await flushed;
    expect(collector.metricRequests).toHaveLength(2);
    expect(durationsOf(collector.metrics[0])).toMatchObject([{ count: 1 }]);
  });

  it.each([
    ['503, then 200 when the collector said to come', [503, 200], '0', 2, 'none'],
    ['503, and told to come too late', [503, 200], '600', 1, 'all'],
    ['503, and told so by a date', [503, 200], 'Fri, 31 Dec 2100 23:59:59 GMT', 1, 'all'],
    ['429, then 200', [429, 200], 'whenever', 2, 'none'],
    ['400, which is final', [400, 200], '0', 1, 'all'],
    ['200 for a part of them', [200], '0', 1, 'one'],
  ] as const)('are counted by what came of them: %s', async (_, statuses, retryAfter, requests, failures) => {
    let arrived = 0;
    const server = createServer((request, response) => {
      const status = statuses[arrived++] ?? 200;
      // ExportMetricsServiceResponse { partial_success { rejected_data_points: 1 } }
      const body = failures === 'one' ? Buffer.of(0x0a, 2, 0x08, 1) : '';
      request.resume().once('end', () => response.writeHead(status, { 'Retry-After': retryAfter }).end(body));
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const env = { OTEL_EXPORTER_OTLP_TIMEOUT: '1500' };
    await using telemetry = configure({ url }, env, { shutdownTimeoutMs: 20_000 });
    telemetry.requestDurations.record('GET', '/', 200, 0.1, 'http');
    await telemetry.flush();
    const { started, ...report } = telemetry.metricsHealth.report();
    const failed = { none: 0, one: 1, all: started }[failures];
    expect(report).toMatchObject({ failed, exported: started - failed, dropped: 0, queued: 0 });
    expect(started).toBeGreaterThan(1);
    expect(arrived).toBe(requests);
    await telemetry.shutdown();
    server.close();
  });

  it('are not tried again by a process that ends', async () => {
    await using collector = await startOtlpCollector();
    collector.mode = 'unavailable';
    const env = { OTEL_EXPORTER_OTLP_TIMEOUT: '600000', OTEL_METRIC_EXPORT_INTERVAL: '600000', OTEL_METRIC_EXPORT_TIMEOUT: '600000' }; // prettier-ignore
    const telemetry = configure(collector, env, { shutdownTimeoutMs: 600_000 });
    telemetry.requestDurations.record('GET', '/', 200, 0.1, 'http');
    const flushed = telemetry.flush();
    await eventually(() => collector.metricRequests.length === 1);
    await telemetry.shutdown();
    await flushed;
    // One of flush, which stopped waiting for its next try, and the last of all.
    expect(collector.metricRequests).toHaveLength(2);
  });

  it.each(['hang', 'unavailable', 'refuse'] as const)(
    'do not hold up shutdown when the collector will %s',
    async (mode) => {
      await using collector = await startOtlpCollector();
      const env = mode === 'refuse' ? { OTEL_EXPORTER_OTLP_ENDPOINT: 'http://127.0.0.1:1' } : {};
      if (mode !== 'refuse') collector.mode = mode;
      await using telemetry = configure(collector, env, { shutdownTimeoutMs: 100 });
      telemetry.requestDurations.record('GET', '/', 200, 0.1, 'http');
      telemetry.tracer.startSpan('lost').end();
      await expect(telemetry.flush()).resolves.toBeUndefined();
      await expect(telemetry.shutdown()).resolves.toBeUndefined();
      expect(collector.metrics).toEqual([]);
    },
  );
});

/** Sends a request and goes away once what it waits for has come about. */
async function leave(port: number, path: string, when: (received: string) => boolean): Promise<void> {
  let received = '';
  const socket = connect(port, '127.0.0.1').on('data', (chunk) => (received += chunk.toString()));
  socket.write(`GET ${path} HTTP/1.1\r\nHost: x\r\n\r\n`);
  await eventually(() => when(received));
  socket.destroy();
}

const accessLines = (app: ObservedApp) => app.log.lines.filter((line) => 'duration_ms' in line);

const EXPORTED = 'otel.sdk.exporter.metric_data_point.exported';

function configure(
  collector: Pick<OtlpCollector, 'url'>,
  env: Environment,
  options: object = {},
): Telemetry & AsyncDisposable {
  const telemetry = configureObservability({
    env: { OTEL_EXPORTER_OTLP_ENDPOINT: collector.url, OTEL_SERVICE_NAME: 'couple-api', ...env },
    ...options,
  });
  return { ...telemetry, [Symbol.asyncDispose]: () => telemetry.shutdown() };
}

function durationsOf(points: readonly CollectedPoint[] = []): readonly CollectedPoint[] {
  return points.filter(({ name }) => name === 'http.server.request.duration');
}

async function pointsOf(reader: MetricReader, wanted: string) {
  const { resourceMetrics } = await reader.collect();
  return resourceMetrics.scopeMetrics
    .flatMap((scope) => scope.metrics)
    .filter(({ descriptor }) => descriptor.name === wanted)
    .flatMap(({ dataPoints }) =>
      dataPoints.map(({ attributes, value }) => ({ attributes, value: Number(value) })),
    );
}

/** Of the last point, which is that of metrics where there is one for each signal. */
async function valueOf(reader: MetricReader, name: string): Promise<number | undefined> {
  return (await pointsOf(reader, name)).at(-1)?.value;
}
