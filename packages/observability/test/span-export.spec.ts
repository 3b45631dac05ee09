import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { eventually, startOtlpCollector } from '@couplekit/testkit';
import { afterEach, describe, expect, it } from 'vitest';
import { configureObservability, type Environment, type Telemetry } from '../src/index.js';

type Answer = (response: ServerResponse, request: IncomingMessage) => void;

/** A collector that gives these answers, one after the other, the last one for ever. */
async function collectorThat(...answers: readonly Answer[]) {
  const times: number[] = [];
  const server = createServer((request, response) => {
    request.resume().on('end', () => {
      times.push(performance.now());
      answers[Math.min(times.length, answers.length) - 1]?.(response, request);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    times,
    [Symbol.asyncDispose]: () => {
      server.closeAllConnections();
      return new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}

const status =
  (code: number, headers: Record<string, string> = {}, body = Buffer.alloc(0)): Answer =>
  (response) =>
    response.writeHead(code, headers).end(body);
const reset: Answer = (response) => response.socket?.resetAndDestroy();
const hang: Answer = () => undefined;

describe('spans', () => {
  let telemetry: Telemetry | undefined;
  afterEach(() => telemetry?.shutdown());

  function configure(url: string, env: Environment = {}): Telemetry {
    telemetry = configureObservability({
      env: { OTEL_EXPORTER_OTLP_ENDPOINT: url, OTEL_BSP_SCHEDULE_DELAY: '5', ...env },
      global: false,
      shutdownTimeoutMs: 200,
    });
    return telemetry;
  }

  function end(count: number): void {
    for (let n = 0; n < count; n++) telemetry?.tracer.startSpan(`span ${n}`).end();
  }

  const report = () => telemetry?.exporterHealth.report();

  it('go in batches of the configured size, each once', async () => {
    await using collector = await startOtlpCollector();
    configure(collector.url, { OTEL_BSP_MAX_EXPORT_BATCH_SIZE: '10', OTEL_BSP_MAX_QUEUE_SIZE: '100' });
    end(35);
    await telemetry?.flush();
    expect(collector.requests).toHaveLength(4);
    expect(new Set(collector.spans.map((span) => span.spanId)).size).toBe(35);
    expect(report()).toMatchObject({ state: 'ok', started: 35, exported: 35, queued: 0 });
  });

  it('that find the queue full are dropped and counted', async () => {
    await using collector = await collectorThat(hang);
    configure(collector.url, { OTEL_BSP_MAX_EXPORT_BATCH_SIZE: '10', OTEL_BSP_MAX_QUEUE_SIZE: '30' });
    end(100);
    expect(report()).toMatchObject({ state: 'degraded', started: 100, queued: 30, dropped: 70 });
    await telemetry?.shutdown();
    await telemetry?.flush();
    expect(report()).toMatchObject({ started: 100, queued: 0, dropped: 70, failed: 30 });
  });

  it('of which one cannot be encoded go without it, and whoever ended it does not notice', async () => {
    await using collector = await startOtlpCollector();
    configure(collector.url, { OTEL_BSP_SCHEDULE_DELAY: '60000' });
    const nameless = telemetry?.tracer.startSpan(undefined as unknown as string);
    expect(() => nameless?.end()).not.toThrow();
    end(2);
    telemetry?.tracer.startSpan(undefined as unknown as string).end();
    await telemetry?.flush();
    expect(collector.spans.map(({ name }) => name)).toEqual(['span 0', 'span 1']);
    expect(report()).toMatchObject({ started: 4, exported: 2, failed: 2, queued: 0 });
  });

  it('that wait while a batch is sent go in batches of the configured size', async () => {
    await using collector = await collectorThat(hang, status(200));
    configure(collector.url, {
      OTEL_BSP_MAX_EXPORT_BATCH_SIZE: '10',
      OTEL_BSP_MAX_QUEUE_SIZE: '40',
      OTEL_EXPORTER_OTLP_TIMEOUT: '1000',
      OTEL_BSP_SCHEDULE_DELAY: '60000',
    });
    end(25);
    await eventually(() => report()?.exported === 20);
    expect(report()).toMatchObject({ queued: 5 });
    expect(collector.times).toHaveLength(3);
    end(4);
    expect(report()).toMatchObject({ queued: 9, dropped: 0 });
    end(1);
    await eventually(() => report()?.exported === 30);
    expect(collector.times).toHaveLength(4);
  });

  it.each([
    ['503', status(503)],
    ['429', status(429)],
    ['502', status(502)],
    ['504', status(504)],
    ['a connection that is reset', reset],
  ])('are sent again after %s', async (_, first) => {
    await using collector = await collectorThat(first, status(200));
    configure(collector.url);
    end(3);
    await eventually(() => report()?.exported === 3);
    expect(report()).toMatchObject({ state: 'degraded', failed: 0, queued: 0 });
    expect(collector.times).toHaveLength(2);
  });

  it('are sent again not before the time that the collector asks for', async () => {
    await using collector = await collectorThat(status(503, { 'Retry-After': '1' }), status(200));
    configure(collector.url);
    end(1);
    await eventually(() => report()?.exported === 1);
    const [first = 0, second = 0] = collector.times;
    expect(second - first).toBeGreaterThanOrEqual(990);
  });

  it.each([400, 401, 404, 500])('are given up when the collector answers %i', async (code) => {
    await using collector = await collectorThat(status(code));
    configure(collector.url);
    end(2);
    await eventually(() => report()?.failed === 2);
    expect(collector.times).toHaveLength(1);
    expect(report()).toMatchObject({ state: 'degraded', reason: `the collector answers ${code}` });
  });

  it('of which the collector rejects some are counted as it says', async () => {
    // ExportTraceServiceResponse { partial_success { rejected_spans: 2 } }
    await using collector = await collectorThat(status(200, {}, Buffer.from([0x0a, 0x02, 0x08, 0x02])));
    configure(collector.url);
    end(5);
    await eventually(() => report()?.exported === 3);
    expect(report()).toMatchObject({ failed: 2, queued: 0 });
  });

  it('are given up when the time for the export is over', async () => {
    await using collector = await collectorThat(hang);
    configure(collector.url, { OTEL_EXPORTER_OTLP_TIMEOUT: '50', OTEL_BSP_EXPORT_TIMEOUT: '300' });
    end(1);
    await eventually(() => report()?.failed === 1);
    expect(report()).toMatchObject({ reason: 'the collector does not answer in time' });
  });

  it('make the exporter down in a bounded time when nobody listens, and ok when somebody does', async () => {
    const states: string[] = [];
    const closed = await collectorThat(status(200));
    const { port } = new URL(closed.url);
    await closed[Symbol.asyncDispose]();
    configure(closed.url);
    telemetry?.exporterHealth.onTransition(({ to, report: { reason } }) => states.push(`${to} ${reason}`));
    end(1);
    await eventually(() => states.length === 2);
    const server = createServer((request, response) => request.resume().on('end', () => response.end()));
    await new Promise<void>((resolve) => server.listen(Number(port), '127.0.0.1', resolve));
    await eventually(() => report()?.state === 'ok');
    expect(states).toEqual([
      'degraded the collector cannot be reached (ECONNREFUSED)',
      'down the collector cannot be reached (ECONNREFUSED)',
      'degraded the collector answers again',
      'ok undefined',
    ]);
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });
});
