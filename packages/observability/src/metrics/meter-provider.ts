import { defaultResource, resourceFromAttributes } from '@opentelemetry/resources';
import { MeterProvider, PeriodicExportingMetricReader, type IMetricReader } from '@opentelemetry/sdk-metrics';
import { ExporterHealth } from '../export/exporter-health.js';
import { OtlpSender } from '../export/otlp-sender.js';
import type { MetricsSettings } from '../telemetry/metrics-settings.js';
import type { TelemetrySettings } from '../telemetry/telemetry-settings.js';
import { observeExporters, type ObservedExporter } from './exporter-metrics.js';
import { OtlpMetricExporter } from './otlp-metric-exporter.js';
import { ReaderWithDurations } from './reader-with-durations.js';
import type { RequestDurations } from './request-durations.js';

export interface MetricsParts {
  readonly settings: TelemetrySettings;
  readonly requestDurations: RequestDurations;
  /** Readers besides the one that exports by OTLP. */
  readonly readers: readonly IMetricReader[];
  /** Other exporters whose counts are metrics. */
  readonly reports: readonly (() => ObservedExporter)[];
}

/** The process's metrics. */
export interface Metrics {
  readonly provider: MeterProvider;
  /** Of the export of metrics. */
  readonly health: ExporterHealth;
  /** Sends the metrics as they are. */
  flush(): Promise<void>;
  /** Sends the metrics once more, and stops. */
  shutdown(): Promise<void>;
  /** Gives up at once what is being sent. */
  abandon(): Promise<void>;
}

/** Always a provider, so that libraries can measure; without an exporter and readers nobody looks. */
export function createMetrics(parts: MetricsParts): Metrics {
  const { settings, requestDurations, readers, reports } = parts;
  const health = new ExporterHealth({
    signal: 'metrics',
    enabled: settings.metrics.exporter !== undefined,
  });
  const exporter = createExporter(settings.metrics, health);
  const pushing = exporter ? [periodicReader(settings.metrics, exporter)] : [];
  const provider = new MeterProvider({
    resource: defaultResource().merge(resourceFromAttributes({ ...settings.resource })),
    readers: [...pushing, ...readers].map((reader) => new ReaderWithDurations(reader, requestDurations)),
  });
  const own = () => {
    const report = health.report();
    // Nothing waits here: an export begins when the metrics are collected.
    return { ...report, queued: 0, inFlight: report.queued };
  };
  observeExporters(provider.getMeter('@couplekit/observability/exporters'), [...reports, own]);
  let stopped: Promise<void> | undefined;
  const stop = () => (stopped ??= provider.shutdown());
  return {
    provider,
    health,
    flush: () => provider.forceFlush(),
    shutdown: () => {
      exporter?.finish();
      return stop();
    },
    abandon: async () => {
      health.close();
      await exporter?.abandon();
      // Ends the readers' timers and servers where nobody has; what they fail with is nobody's concern any more.
      void stop().catch(() => undefined);
    },
  };
}

function createExporter(
  { exporter, temporality, exportTimeoutMillis }: MetricsSettings,
  health: ExporterHealth,
): OtlpMetricExporter | undefined {
  if (!exporter) return undefined;
  // Less than the reader's limit, so that the reader never gives up, and says so, before the exporter.
  const timeoutMillis = Math.min(exporter.timeoutMillis, Math.max(1, exportTimeoutMillis - 1));
  return new OtlpMetricExporter({ sender: new OtlpSender(exporter), health, temporality, timeoutMillis });
}

function periodicReader(
  { exportIntervalMillis, exportTimeoutMillis }: MetricsSettings,
  exporter: OtlpMetricExporter,
): PeriodicExportingMetricReader {
  return new PeriodicExportingMetricReader({ exporter, exportIntervalMillis, exportTimeoutMillis });
}
