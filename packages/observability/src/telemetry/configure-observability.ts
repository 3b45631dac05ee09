import type { TextMapPropagator, Tracer } from '@opentelemetry/api';
import { AsyncLocalStorageContextManager } from '@opentelemetry/context-async-hooks';
import type { IMetricReader } from '@opentelemetry/sdk-metrics';
import { createMetrics } from '../metrics/meter-provider.js';
import { MetricExportCounts } from '../metrics/metric-export-counts.js';
import { RequestDurations } from '../metrics/request-durations.js';
import { createPropagator } from './create-propagator.js';
import { installDiagLines } from './diag-lines.js';
import type { Environment } from './environment.js';
import { installGlobally } from './install-globally.js';
import { readTelemetrySettings, type LogLevel } from './telemetry-settings.js';
import { createTracerProvider } from './tracer-provider.js';
import { within } from './within.js';

/** Options of `configureObservability`. */
export interface ConfigureObservabilityOptions {
  /** @default process.env */
  readonly env?: Environment;
  /**
   * Whether to be the process's own tracer provider, meter provider, context manager and propagator, which
   * `trace.getActiveSpan()` and the OpenTelemetry of other libraries go by. Without, only server spans and log lines have
   * trace ids. @default true
   */
  readonly global?: boolean;
  /**
   * Readers of metrics besides the OTLP exporter, like the `PrometheusExporter` of `@opentelemetry/exporter-prometheus`.
   * Each sees everything: request durations, exporter counts, what libraries measure. @default none
   */
  readonly metricReaders?: readonly IMetricReader[];
  /** Longest time that `shutdown` and `flush` wait for all exporters together, in milliseconds. @default 2000 */
  readonly shutdownTimeoutMs?: number;
}

/** The process's telemetry, for `ObservabilityModule.forRoot({ telemetry })`. */
export interface Telemetry {
  readonly tracer: Tracer;
  readonly propagator: TextMapPropagator;
  readonly logLevel: LogLevel;
  /** Where the module counts requests. */
  readonly requestDurations: RequestDurations;
  /** Sentences about `OTEL_*` variables that are set and do nothing, misspelt ones for example; names, never values. */
  readonly warnings: readonly string[];
  /** Sends what is queued, and the metrics as they are. Never rejects, and waits no longer than `shutdownTimeoutMs`. */
  flush(): Promise<void>;
  /**
   * Sends what is queued and stops. Never rejects, and gives up after `shutdownTimeoutMs`. Afterwards the process has no
   * OpenTelemetry of its own, so that another can be configured.
   */
  shutdown(): Promise<void>;
}

/**
 * Reads the environment, once: `LOG_LEVEL` and the standard `OTEL_*` variables. Installs a tracer provider, a meter
 * provider, a context manager and the propagators as the process's own. Call it once, before Nest starts, or let
 * `@couplekit/observability/register` do it.
 * @throws {ConfigurationError} naming a variable that cannot be used
 * @throws {TelemetryConflictError} where the process has another OpenTelemetry set-up
 */
export function configureObservability(options: ConfigureObservabilityOptions = {}): Telemetry {
  const { env = process.env, global = true, metricReaders = [], shutdownTimeoutMs = 2_000 } = options;
  const settings = readTelemetrySettings(env);
  const spans = createTracerProvider(settings);
  const propagator = createPropagator(settings.propagators);
  const durations = new RequestDurations();
  const counts = new MetricExportCounts(settings.metrics.exporter !== undefined);
  const metrics = createMetrics({
    settings,
    durations,
    readers: metricReaders,
    outcome: counts,
    reports: [() => counts.report()],
  });
  const stop = () => Promise.allSettled([spans.shutdown(), metrics.shutdown()]);
  const install = () => {
    const contextManager = new AsyncLocalStorageContextManager().enable();
    const providers = { tracerProvider: spans, meterProvider: metrics.provider };
    return installGlobally({ contextManager, propagator, ...providers });
  };
  let release = () => {};
  try {
    if (global) release = install();
  } catch (error) {
    metrics.abandon();
    void stop();
    throw error;
  }
  const endDiagLines = global ? installDiagLines(settings) : () => {};
  let stopped: Promise<void> | undefined;
  return {
    tracer: spans.getTracer('@couplekit/observability'),
    propagator,
    logLevel: settings.logLevel,
    requestDurations: durations,
    warnings: settings.warnings,
    flush: () =>
      within(shutdownTimeoutMs, Promise.allSettled([spans.forceFlush(), metrics.provider.forceFlush()])),
    shutdown: () =>
      (stopped ??= within(shutdownTimeoutMs, stop()).finally(() => {
        metrics.abandon();
        release();
        endDiagLines();
      })),
  };
}
