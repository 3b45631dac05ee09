import { ConfigurationError } from './configuration-error.js';
import type { EnvironmentReader } from './environment.js';
import { readExporter, type ExporterSettings } from './exporter-settings.js';

const TEMPORALITIES = ['cumulative', 'delta', 'lowmemory'] as const;

/** Whether counts go out since the start or since the last time, by kind of instrument. */
export type TemporalityPreference = (typeof TEMPORALITIES)[number];

/** How metrics leave. */
export interface MetricsSettings {
  /** Undefined: they stay here, for readers that come and fetch them. */
  readonly exporter: ExporterSettings | undefined;
  readonly exportIntervalMillis: number;
  /** For one collection and its export; never more than the interval. */
  readonly exportTimeoutMillis: number;
  readonly temporality: TemporalityPreference;
}

/**
 * Reads `OTEL_METRIC_*`, `OTEL_METRICS_*` and `OTEL_EXPORTER_OTLP_METRICS_*`
 * (https://opentelemetry.io/docs/specs/otel/metrics/sdk_exporters/otlp/).
 * @throws {ConfigurationError} naming the variable
 */
export function readMetrics(env: EnvironmentReader): MetricsSettings {
  const interval = env.integer('OTEL_METRIC_EXPORT_INTERVAL', 1) ?? 60_000;
  const timeout = env.integer('OTEL_METRIC_EXPORT_TIMEOUT', 1) ?? Math.min(30_000, interval);
  if (timeout > interval) {
    const rule = 'must not be larger than OTEL_METRIC_EXPORT_INTERVAL';
    throw new ConfigurationError('OTEL_METRIC_EXPORT_TIMEOUT', rule);
  }
  env.choice(
    'OTEL_EXPORTER_OTLP_METRICS_DEFAULT_HISTOGRAM_AGGREGATION',
    ['explicit_bucket_histogram'],
    'exponential histograms are not supported',
  );
  return {
    exporter: readExporter(env, 'METRICS'),
    exportIntervalMillis: interval,
    exportTimeoutMillis: timeout,
    temporality:
      env.choice('OTEL_EXPORTER_OTLP_METRICS_TEMPORALITY_PREFERENCE', TEMPORALITIES) ?? 'cumulative',
  };
}
