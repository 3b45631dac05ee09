import { MeterProvider, MetricReader } from '@opentelemetry/sdk-metrics';
import { describe, expect, it } from 'vitest';
import { observeExporters, type ObservedExporter } from './exporter-metrics.js';

class PulledReader extends MetricReader {
  protected override onForceFlush = () => Promise.resolve();
  protected override onShutdown = () => Promise.resolve();
}

const TRACES: ObservedExporter = {
  signal: 'traces',
  state: 'degraded',
  started: 20,
  exported: 10,
  failed: 3,
  dropped: 2,
  queued: 4,
  inFlight: 5,
};

const PROCESSOR = {
  'otel.component.type': 'batching_span_processor',
  'otel.component.name': 'batching_span_processor/0',
};
const EXPORTER = {
  'otel.component.type': 'otlp_http_span_exporter',
  'otel.component.name': 'otlp_http_span_exporter/0',
};

describe('observeExporters', () => {
  it("tells an exporter's counts by the names of the conventions", async () => {
    expect(await observed(TRACES)).toEqual({
      'otel.sdk.span.started': [[{}, 20]],
      'otel.sdk.processor.span.processed': [
        [PROCESSOR, 18],
        [{ ...PROCESSOR, 'error.type': 'queue_full' }, 2],
      ],
      'otel.sdk.processor.span.queue.size': [[PROCESSOR, 4]],
      'otel.sdk.exporter.span.exported': [
        [EXPORTER, 10],
        [{ ...EXPORTER, 'error.type': '_OTHER' }, 3],
      ],
      'otel.sdk.exporter.span.inflight': [[EXPORTER, 5]],
      'couplekit.exporter.state': [[{ 'couplekit.signal': 'traces' }, 1]],
    });
  });

  it('tells the capacity of a queue', async () => {
    const metrics = await observed({ ...TRACES, queueCapacity: 2048 });
    expect(metrics['otel.sdk.processor.span.queue.capacity']).toEqual([[PROCESSOR, 2048]]);
  });

  it('has no series of failures where there are none', async () => {
    const metrics = await observed({ ...TRACES, failed: 0, dropped: 0 });
    expect(metrics['otel.sdk.exporter.span.exported']).toEqual([[EXPORTER, 10]]);
    expect(metrics['otel.sdk.processor.span.processed']).toHaveLength(1);
  });

  it('reads them anew each time somebody looks, and has no state for an exporter that is off', async () => {
    let report: ObservedExporter = { ...TRACES, state: 'ok' };
    const look = looking([() => report]);
    expect((await look())['couplekit.exporter.state']).toEqual([[{ 'couplekit.signal': 'traces' }, 0]]);
    report = { ...report, state: 'down', started: 21 };
    const later = await look();
    expect(later['couplekit.exporter.state']).toEqual([[{ 'couplekit.signal': 'traces' }, 2]]);
    expect(later['otel.sdk.span.started']).toEqual([[{}, 21]]);
    expect(await observed({ ...TRACES, state: 'off' })).not.toHaveProperty('couplekit.exporter.state');
  });

  it('tells of each signal apart', async () => {
    const metrics = await looking([() => TRACES, () => ({ ...TRACES, signal: 'metrics', state: 'ok' })])();
    expect(metrics['couplekit.exporter.state']).toEqual([
      [{ 'couplekit.signal': 'traces' }, 1],
      [{ 'couplekit.signal': 'metrics' }, 0],
    ]);
    expect(metrics['otel.sdk.exporter.metric_data_point.exported']).toHaveLength(2);
    expect(metrics['otel.sdk.span.started']).toHaveLength(1);
  });
});

const observed = (report: ObservedExporter) => looking([() => report])();

/** @returns attributes and values by the names of metrics */
function looking(reports: readonly (() => ObservedExporter)[]) {
  const reader = new PulledReader();
  const provider = new MeterProvider({ readers: [reader] });
  observeExporters(provider.getMeter('x'), reports);
  return async () => {
    const { resourceMetrics, errors } = await reader.collect();
    expect(errors).toEqual([]);
    const metrics = resourceMetrics.scopeMetrics.flatMap((scope) => scope.metrics);
    const filled = metrics.filter(({ dataPoints }) => dataPoints.length > 0);
    return Object.fromEntries(
      filled.map(({ descriptor, dataPoints }) => [
        descriptor.name,
        dataPoints.map(({ attributes, value }) => [attributes, value]),
      ]),
    );
  };
}
