import type { BatchObservableResult, Meter } from '@opentelemetry/api';
import type { ExporterReport } from '../export/exporter-health.js';

/** What an exporter tells of itself, in spans or data points since the start. */
export interface ObservedExporter extends Omit<ExporterReport, 'reason' | 'lastSuccessAt'> {
  /** Items that wait, without those on their way. */
  readonly queued: number;
  readonly inFlight: number;
  /** Undefined where there is no queue. */
  readonly queueCapacity?: number;
}

const STATES = { ok: 0, degraded: 1, down: 2 } as const;

const PROCESSOR = {
  'otel.component.type': 'batching_span_processor',
  'otel.component.name': 'batching_span_processor/0',
} as const;

const EXPORTERS = {
  traces: {
    'otel.component.type': 'otlp_http_span_exporter',
    'otel.component.name': 'otlp_http_span_exporter/0',
  },
  metrics: {
    'otel.component.type': 'otlp_http_metric_exporter',
    'otel.component.name': 'otlp_http_metric_exporter/0',
  },
} as const;

/**
 * The exporters' own counts as metrics, read when somebody collects. Names:
 * https://opentelemetry.io/docs/specs/semconv/otel/sdk-metrics/ (in development, therefore not imported), and
 * `couplekit.exporter.state`, by signal: 0 ok, 1 degraded, 2 down.
 */
export function observeExporters(meter: Meter, reports: readonly (() => ObservedExporter)[]): void {
  if (reports.length === 0) return;
  const instruments = createInstruments(meter);
  meter.addBatchObservableCallback((result) => {
    for (const report of reports) observe(result, instruments, report());
  }, Object.values(instruments));
}

type Instruments = ReturnType<typeof createInstruments>;

function createInstruments(meter: Meter) {
  const spans = { unit: '{span}' };
  const points = { unit: '{data_point}' };
  return {
    started: meter.createObservableCounter('otel.sdk.span.started', spans),
    processed: meter.createObservableCounter('otel.sdk.processor.span.processed', spans),
    queued: meter.createObservableUpDownCounter('otel.sdk.processor.span.queue.size', spans),
    capacity: meter.createObservableUpDownCounter('otel.sdk.processor.span.queue.capacity', spans),
    traces: meter.createObservableCounter('otel.sdk.exporter.span.exported', spans),
    tracesInFlight: meter.createObservableUpDownCounter('otel.sdk.exporter.span.inflight', spans),
    metrics: meter.createObservableCounter('otel.sdk.exporter.metric_data_point.exported', points),
    metricsInFlight: meter.createObservableUpDownCounter(
      'otel.sdk.exporter.metric_data_point.inflight',
      points,
    ),
    state: meter.createObservableGauge('couplekit.exporter.state', {
      description: '0 ok, 1 degraded, 2 down',
    }),
  };
}

function observe(result: BatchObservableResult, instruments: Instruments, report: ObservedExporter): void {
  const { signal, state } = report;
  if (state !== 'off') result.observe(instruments.state, STATES[state], { 'couplekit.signal': signal });
  if (signal === 'traces') observeProcessor(result, instruments, report);
  const exporter = EXPORTERS[signal];
  result.observe(instruments[signal], report.exported, exporter);
  // The reasons are texts for people; what the conventions want here are classes of errors.
  if (report.failed > 0) {
    result.observe(instruments[signal], report.failed, { ...exporter, 'error.type': '_OTHER' });
  }
  result.observe(instruments[`${signal}InFlight`], report.inFlight, exporter);
}

function observeProcessor(
  result: BatchObservableResult,
  instruments: Instruments,
  report: ObservedExporter,
): void {
  const { started, exported, failed, dropped, queued, inFlight, queueCapacity } = report;
  result.observe(instruments.started, started);
  result.observe(instruments.processed, exported + failed + inFlight, PROCESSOR);
  if (dropped > 0)
    result.observe(instruments.processed, dropped, { ...PROCESSOR, 'error.type': 'queue_full' });
  result.observe(instruments.queued, queued, PROCESSOR);
  if (queueCapacity !== undefined) result.observe(instruments.capacity, queueCapacity, PROCESSOR);
}
