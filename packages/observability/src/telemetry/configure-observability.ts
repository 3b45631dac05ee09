import type { TextMapPropagator, Tracer } from '@opentelemetry/api';
import type { IMetricReader } from '@opentelemetry/sdk-metrics';
import { createMetrics } from '../metrics/meter-provider.js';
import { RequestDurations } from '../metrics/request-durations.js';
import { createPropagator } from './create-propagator.js';
import { installDiagLines } from './diag-lines.js';
import { instrumentProcess, type OutboundOption } from '../propagation/outbound-of-process.js';
import { RequestContextManager } from '../requests/request-context-manager.js';
import { createRedactor, type RedactionOptions, type Redactor } from '../redaction/redactor.js';
import type { Environment } from './environment.js';
import { installGlobally } from './install-globally.js';
import { readTelemetrySettings, type LogLevel } from './telemetry-settings.js';
import { within } from './within.js';
import type { ExporterHealth } from '../export/exporter-health.js';
import type { RequestSpans } from './request-spans.js';
import { createTraces, SCOPE } from './tracer-provider.js';

/** Options of `configureObservability`. */
export interface ConfigureObservabilityOptions {
  /** The environment. @default process.env */
  readonly env?: Environment;
  /**
   * Be the process's tracer and meter provider, context manager and propagator.
   *
   * `trace.getActiveSpan()` and the OpenTelemetry of other libraries go by those. Without, only server spans and log
   * lines have trace ids.
   * @default true
   */
  readonly global?: boolean;
  /**
   * More readers of metrics, such as the `PrometheusExporter` of `@opentelemetry/exporter-prometheus`.
   *
   * Each sees everything: request durations, exporter counts, what libraries measure.
   * @default none
   */
  readonly metricReaders?: readonly IMetricReader[];
  /**
   * Options of `instrumentOutbound` without tracer and propagator; `true`, `false`.
   *
   * Whether requests of the process carry ids and are spans until `shutdown`, and how.
   * @default `true` if `global`, unless requests of the process are instrumented already
   */
  readonly outbound?: OutboundOption | undefined;
  /**
   * What is secret besides what is known by itself; `false` for no redaction.
   *
   * Applies to log lines and spans.
   * @default what is known as secret
   */
  readonly redaction?: RedactionOptions | false;
  /**
   * Longest time that `shutdown()`, and `app.close()` before it, waits for the collector, in milliseconds.
   *
   * Also that of `flush()`; for all exporters together.
   * @default 2000
   */
  readonly shutdownTimeoutMs?: number;
}

/** The process's telemetry, for `ObservabilityModule.forRoot({ telemetry })`. */
export interface Telemetry {
  readonly tracer: Tracer;
  readonly propagator: TextMapPropagator;
  readonly logLevel: LogLevel;
  /** `OTEL_SERVICE_NAME`, on every log line and span. */
  readonly serviceName: string;
  /** Removes secrets from log lines and spans. */
  readonly redactor: Redactor;
  /** Whether the process's OpenTelemetry context is that of the request by itself. */
  readonly followsRequests: boolean;
  /** What the exporter of spans has done, and how it is doing. */
  readonly exporterHealth: ExporterHealth;
  /** The same of the exporter of metrics, in data points. */
  readonly metricsHealth: ExporterHealth;
  /** Makes the spans of requests, for `ObservabilityModule`. */
  readonly requestSpans: RequestSpans;
  /** Where the module counts requests. */
  readonly requestDurations: RequestDurations;
  /** Sentences about `OTEL_*` variables that are set and do nothing, misspelt ones for example; names, never values. */
  readonly warnings: readonly string[];
  /** Sends what is queued, and the metrics as they are. Never rejects, and waits no longer than `shutdownTimeoutMs`. */
  flush(): Promise<void>;
  /**
   * Sends what is queued and stops. Never rejects, and gives up after `shutdownTimeoutMs`, or at once if the last `flush`
   * had to give up. Afterwards the process has no
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
  const redactor = createRedactor(options.redaction);
  const traces = createTraces(settings, redactor);
  const propagator = createPropagator(settings.propagators);
  const requestDurations = new RequestDurations();
  const metrics = createMetrics({
    settings,
    requestDurations,
    readers: metricReaders,
    reports: [() => traces.report()],
  });
  const install = () => {
    const contextManager = new RequestContextManager();
    const providers = { tracerProvider: traces.provider, meterProvider: metrics.provider };
    return installGlobally({ contextManager, propagator, ...providers });
  };
  const tracer = traces.provider.getTracer(SCOPE);
  let release = () => {};
  let endDiagLines = () => {};
  let undoOutbound = () => {};
  const abandon = async () => {
    await Promise.allSettled([traces.abandon(), metrics.abandon()]);
    undoOutbound();
    release();
    endDiagLines();
  };
  try {
    if (global) {
      release = install();
      endDiagLines = installDiagLines(settings);
    }
    undoOutbound = instrumentProcess({ outbound: options.outbound, global, tracer, propagator, redactor });
  } catch (error) {
    void abandon();
    throw error;
  }
  // The application waits when it closes, and the process afterwards: not twice for a collector that does not answer.
  let isPatient = true;
  const flush = async () => {
    isPatient = await within(shutdownTimeoutMs, Promise.allSettled([traces.flush(), metrics.flush()]));
  };
  const stop = async () => {
    const limitMs = isPatient ? shutdownTimeoutMs : 0;
    await within(limitMs, Promise.allSettled([traces.flush(), metrics.shutdown()]));
    await abandon();
  };
  let stopped: Promise<void> | undefined;
  return {
    tracer,
    propagator,
    logLevel: settings.logLevel,
    serviceName: settings.resource['service.name'] ?? '',
    redactor,
    followsRequests: global,
    exporterHealth: traces.health,
    metricsHealth: metrics.health,
    requestSpans: traces.requestSpans,
    requestDurations,
    warnings: settings.warnings,
    flush,
    shutdown: () => (stopped ??= stop()),
  };
}
