import { ConfigurationError } from './configuration-error.js';
import { EnvironmentReader, type Environment } from './environment.js';
import { readExporter, type ExporterSettings } from './exporter-settings.js';
import { warnOfNames } from './known-variables.js';
import { readMetrics, type MetricsSettings } from './metrics-settings.js';
import {
  readBatch,
  readSampler,
  readSpanLimits,
  type BatchSettings,
  type SamplerSettings,
  type SpanLimitSettings,
} from './span-settings.js';

export type { ExporterSettings } from './exporter-settings.js';
export type { BatchSettings } from './span-settings.js';

/** Lines below this level are not written. */
export type LogLevel = 'trace' | 'debug' | 'info' | 'warn' | 'error' | 'fatal' | 'silent';
/** Pino's levels, the least important first. */
export const LOG_LEVELS: readonly LogLevel[] = ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'];

const DIAG_LEVELS = ['none', 'error', 'warn', 'info', 'debug', 'verbose', 'all'] as const;
/** How much OpenTelemetry's own code says. */
export type DiagLevel = (typeof DIAG_LEVELS)[number];

const PROPAGATORS = ['tracecontext', 'baggage'] as const;
/** A format in which trace context crosses processes. */
export type PropagatorName = (typeof PROPAGATORS)[number];

/** What the environment says about logs, traces and metrics. */
export interface TelemetrySettings {
  readonly logLevel: LogLevel;
  /** Undefined: OpenTelemetry's own code says nothing. */
  readonly diagLevel: DiagLevel | undefined;
  readonly resource: Readonly<Record<string, string>>;
  readonly propagators: readonly PropagatorName[];
  readonly sampler: SamplerSettings;
  readonly spanLimits: SpanLimitSettings;
  /** Undefined: spans get ids and go nowhere. */
  readonly exporter: ExporterSettings | undefined;
  readonly batch: BatchSettings;
  readonly metrics: MetricsSettings;
  /** Sentences about variables that are set and do nothing; they hold names, never values. */
  readonly warnings: readonly string[];
}

/**
 * Reads the standard variables strictly: a value that the specification does not allow, or that is not supported, stops the
 * start instead of becoming a default (https://opentelemetry.io/docs/specs/otel/configuration/sdk-environment-variables/).
 * @throws {ConfigurationError} naming the variable
 */
export function readTelemetrySettings(environment: Environment): TelemetrySettings {
  const env = new EnvironmentReader(environment);
  if (env.text('OTEL_CONFIG_FILE') !== undefined) {
    throw new ConfigurationError('OTEL_CONFIG_FILE', 'is not supported: set OTEL_* variables instead');
  }
  env.choice('OTEL_LOGS_EXPORTER', ['none'], 'logs go to standard output, they are not exported');
  const serviceName = env.text('OTEL_SERVICE_NAME');
  const sampler = readSampler(env);
  return {
    logLevel: env.choice('LOG_LEVEL', LOG_LEVELS) ?? 'info',
    diagLevel: env.choice('OTEL_LOG_LEVEL', DIAG_LEVELS),
    resource: {
      'service.name': 'unknown_service:node',
      ...env.pairs('OTEL_RESOURCE_ATTRIBUTES'),
      ...(serviceName !== undefined && { 'service.name': serviceName }),
    },
    propagators: env.choices('OTEL_PROPAGATORS', PROPAGATORS) ?? PROPAGATORS,
    sampler,
    spanLimits: readSpanLimits(env),
    exporter: readExporter(env, 'TRACES'),
    batch: readBatch(env),
    metrics: readMetrics(env),
    warnings: [...warnOfNames(Object.keys(environment)), ...warnOfSampler(env, sampler)],
  };
}

/** An argument without its sampler looks as if it did something. */
function warnOfSampler(env: EnvironmentReader, { name }: SamplerSettings): readonly string[] {
  if (env.text('OTEL_TRACES_SAMPLER_ARG') === undefined || name.endsWith('traceidratio')) return [];
  return ['OTEL_TRACES_SAMPLER_ARG is not used: the sampler of OTEL_TRACES_SAMPLER takes none.'];
}
