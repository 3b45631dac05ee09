import { context, propagation, trace, type TextMapPropagator, type Tracer } from '@opentelemetry/api';
import { AsyncLocalStorageContextManager } from '@opentelemetry/context-async-hooks';
import { CompositePropagator, W3CBaggagePropagator, W3CTraceContextPropagator } from '@opentelemetry/core';
import { instrumentProcess, type OutboundOption } from '../propagation/outbound-of-process.js';
import type { Environment } from './environment.js';
import { readTelemetrySettings, type LogLevel } from './telemetry-settings.js';
import { createTracerProvider } from './tracer-provider.js';

/** Options of `configureObservability`. */
export interface ConfigureObservabilityOptions {
  /** The exporter takes certificates, and headers that are not set here, from `process.env` all the same. @default process.env */
  readonly env?: Environment;
  /**
   * Whether to be the process's own tracer provider, context manager and propagator, which `trace.getActiveSpan()` and the
   * OpenTelemetry of other libraries go by. Without, only server spans and log lines have trace ids. @default true
   */
  readonly global?: boolean;
  /**
   * Whether requests of the process carry ids and are spans until `shutdown`, or the options of `instrumentOutbound` that
   * say how. @default true when `global`, unless the process's requests are instrumented already
   */
  readonly outbound?: OutboundOption | undefined;
  /** Longest time that `shutdown` waits for the exporter, in milliseconds. @default 2000 */
  readonly shutdownTimeoutMs?: number;
}

/** The process's telemetry, for `ObservabilityModule.forRoot({ telemetry })`. */
export interface Telemetry {
  readonly tracer: Tracer;
  readonly propagator: TextMapPropagator;
  readonly logLevel: LogLevel;
  /** Sends what is queued and stops. Never rejects, and gives up after `shutdownTimeoutMs`. */
  shutdown(): Promise<void>;
}

/**
 * Reads the environment, once: `LOG_LEVEL` and the standard `OTEL_*` variables. Installs a tracer provider, a context
 * manager and the W3C propagators as the process's own, unless it has some already. Call it once, before Nest starts.
 * @throws {ConfigurationError} naming a variable that cannot be used
 */
export function configureObservability(options: ConfigureObservabilityOptions = {}): Telemetry {
  const { env = process.env, global = true, shutdownTimeoutMs = 2_000 } = options;
  const settings = readTelemetrySettings(env);
  const provider = createTracerProvider(settings);
  const propagator = new CompositePropagator({
    propagators: [new W3CTraceContextPropagator(), new W3CBaggagePropagator()],
  });
  const tracer = provider.getTracer('@couplekit/observability');
  const undoOutbound = instrumentProcess({ outbound: options.outbound, global, tracer, propagator });
  if (global) {
    context.setGlobalContextManager(new AsyncLocalStorageContextManager().enable());
    trace.setGlobalTracerProvider(provider);
    propagation.setGlobalPropagator(propagator);
  }
  return {
    tracer,
    propagator,
    logLevel: settings.logLevel,
    shutdown: () => {
      undoOutbound();
      return within(shutdownTimeoutMs, provider.shutdown());
    },
  };
}

async function within(ms: number, work: Promise<void>): Promise<void> {
  const { promise: late, resolve } = Promise.withResolvers<void>();
  const timer = setTimeout(resolve, ms);
  try {
    await Promise.race([work, late]);
  } catch {
    // The exporter could not send its last spans; there is nobody left to tell.
  } finally {
    clearTimeout(timer);
  }
}
