import { defaultResource, resourceFromAttributes } from '@opentelemetry/resources';
import { MeterProvider, PeriodicExportingMetricReader, type IMetricReader } from '@opentelemetry/sdk-metrics';
import type { TelemetrySettings } from '../telemetry/telemetry-settings.js';
import { observeExporters, type ObservedExporter } from './exporter-metrics.js';
import { MetricsSender } from './metrics-sender.js';
import { OtlpMetricExporter, type ExportOutcome } from './otlp-metric-exporter.js';
import { ReaderWithDurations } from './reader-with-durations.js';
import type { RequestDurations } from './request-durations.js';

export interface MetricsParts {
  readonly settings: TelemetrySettings;
  readonly durations: RequestDurations;
  /** Readers besides the one that exports by OTLP. */
  readonly readers: readonly IMetricReader[];
  /** Who is told what came of exports by OTLP. */
  readonly outcome: ExportOutcome;
  /** Exporters whose counts are metrics. */
  readonly reports: readonly (() => ObservedExporter)[];
}

/** The process's metrics. */
export interface Metrics {
  readonly provider: MeterProvider;
  /** Sends what there is once more, and stops. */
  shutdown(): Promise<void>;
  /** Gives up at once what is being exported. */
  abandon(): void;
}

/** Always a provider, so that libraries can measure; without an exporter and readers nobody looks. */
export function createMetrics({ settings, durations, readers, outcome, reports }: MetricsParts): Metrics {
  const { exporter, temporality, exportIntervalMillis, exportTimeoutMillis } = settings.metrics;
  // The reader's limit as well, so that the reader never gives up, and says so, before the sender.
  const timeoutMillis = Math.min(exporter?.timeoutMillis ?? Infinity, Math.max(1, exportTimeoutMillis - 1));
  const sender = exporter && new MetricsSender({ ...exporter, timeoutMillis });
  const pushing = sender && [
    new PeriodicExportingMetricReader({
      exporter: new OtlpMetricExporter({ sender, temporality, outcome }),
      exportIntervalMillis,
      exportTimeoutMillis,
    }),
  ];
  const provider = new MeterProvider({
    resource: defaultResource().merge(resourceFromAttributes({ ...settings.resource })),
    readers: [...(pushing ?? []), ...readers].map((reader) => new ReaderWithDurations(reader, durations)),
  });
  observeExporters(provider.getMeter('@couplekit/observability/exporters'), reports);
  return {
    provider,
    shutdown: () => {
      sender?.finish();
      return provider.shutdown();
    },
    abandon: () => sender?.close(),
  };
}
