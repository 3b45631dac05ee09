import { ConfigurationError } from './configuration-error.js';
import { EnvironmentReader, type Environment } from './environment.js';

/** Pino's levels, the least important first. */
export const LOG_LEVELS = ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'] as const;
/** Lines below this level are not written. */
export type LogLevel = (typeof LOG_LEVELS)[number];

const SAMPLERS = [
  'always_on',
  'always_off',
  'traceidratio',
  'parentbased_always_on',
  'parentbased_always_off',
  'parentbased_traceidratio',
] as const;

const COMPRESSIONS = ['none', 'gzip'] as const;

/** The protocols that the specification knows; this exporter speaks the first. */
const PROTOCOLS = ['http/protobuf', 'http/json', 'grpc'] as const;

/** What the environment says about logs and traces. */
export interface TelemetrySettings {
  readonly logLevel: LogLevel;
  readonly resource: Readonly<Record<string, string>>;
  readonly sampler: { readonly name: (typeof SAMPLERS)[number]; readonly ratio: number };
  /** Undefined: spans get ids and go nowhere. */
  readonly exporter: ExporterSettings | undefined;
  readonly batch: BatchSettings;
}

/** Where spans go, by OTLP over HTTP with protobuf. */
export interface ExporterSettings {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly compression: (typeof COMPRESSIONS)[number];
  readonly timeoutMillis: number;
  /** PEM texts. */
  readonly tls?: { readonly ca?: string; readonly cert?: string; readonly key?: string };
}

/** How spans are gathered before they go; its names are those of `BatchSpanProcessor`. */
export interface BatchSettings {
  readonly maxQueueSize: number;
  readonly maxExportBatchSize: number;
  readonly scheduledDelayMillis: number;
  readonly exportTimeoutMillis: number;
}

/**
 * Reads the standard variables strictly: a value that the specification does not allow stops the start instead of becoming
 * a default (https://opentelemetry.io/docs/specs/otel/configuration/sdk-environment-variables/).
 * @throws {ConfigurationError} naming the variable
 */
export function readTelemetrySettings(environment: Environment): TelemetrySettings {
  const env = new EnvironmentReader(environment);
  const serviceName = env.text('OTEL_SERVICE_NAME');
  return {
    logLevel: env.choice('LOG_LEVEL', LOG_LEVELS) ?? 'info',
    resource: {
      'service.name': 'unknown_service:node',
      ...env.pairs('OTEL_RESOURCE_ATTRIBUTES'),
      ...(serviceName !== undefined && { 'service.name': serviceName }),
    },
    sampler: {
      name: env.choice('OTEL_TRACES_SAMPLER', SAMPLERS) ?? 'parentbased_always_on',
      ratio: env.ratio('OTEL_TRACES_SAMPLER_ARG') ?? 1,
    },
    exporter: readExporter(env),
    batch: readBatch(env),
  };
}

function readExporter(env: EnvironmentReader): ExporterSettings | undefined {
  const own = env.httpUrl('OTEL_EXPORTER_OTLP_TRACES_ENDPOINT');
  const shared = env.httpUrl('OTEL_EXPORTER_OTLP_ENDPOINT');
  const kind = env.choice('OTEL_TRACES_EXPORTER', ['otlp', 'none']);
  requireProtobuf(env);
  const settings = {
    url: own?.href ?? tracesUrl(shared ?? new URL('http://localhost:4318')),
    headers: {
      ...env.headers('OTEL_EXPORTER_OTLP_HEADERS'),
      ...env.headers('OTEL_EXPORTER_OTLP_TRACES_HEADERS'),
    },
    compression:
      env.choice('OTEL_EXPORTER_OTLP_TRACES_COMPRESSION', COMPRESSIONS) ??
      env.choice('OTEL_EXPORTER_OTLP_COMPRESSION', COMPRESSIONS) ??
      'none',
    timeoutMillis:
      env.integer('OTEL_EXPORTER_OTLP_TRACES_TIMEOUT', 1) ??
      env.integer('OTEL_EXPORTER_OTLP_TIMEOUT', 1) ??
      10_000,
  };
  const isOff = env.flag('OTEL_SDK_DISABLED') || kind === 'none';
  const isWanted = kind === 'otlp' || own !== undefined || shared !== undefined;
  return isWanted && !isOff ? settings : undefined;
}

/** The variable of the signal wins over the generic one, which other signals may need. */
function requireProtobuf(env: EnvironmentReader): void {
  const [shared, own] = ['OTEL_EXPORTER_OTLP_PROTOCOL', 'OTEL_EXPORTER_OTLP_TRACES_PROTOCOL'] as const;
  const [sharedChoice, ownChoice] = [env.choice(shared, PROTOCOLS), env.choice(own, PROTOCOLS)];
  if ((ownChoice ?? sharedChoice ?? 'http/protobuf') === 'http/protobuf') return;
  throw new ConfigurationError(ownChoice ? own : shared, 'must be http/protobuf, the only one supported');
}

/** The generic endpoint is a base: the signal's path goes below it (OTLP exporter specification, "Endpoint URLs"). */
function tracesUrl(base: URL): string {
  return new URL('v1/traces', base.href.endsWith('/') ? base : `${base.href}/`).href;
}

function readBatch(env: EnvironmentReader): BatchSettings {
  const maxQueueSize = env.integer('OTEL_BSP_MAX_QUEUE_SIZE', 1) ?? 2048;
  const maxExportBatchSize = env.integer('OTEL_BSP_MAX_EXPORT_BATCH_SIZE', 1) ?? Math.min(512, maxQueueSize);
  if (maxExportBatchSize > maxQueueSize) {
    throw new ConfigurationError(
      'OTEL_BSP_MAX_EXPORT_BATCH_SIZE',
      'must not be larger than OTEL_BSP_MAX_QUEUE_SIZE',
    );
  }
  return {
    maxQueueSize,
    maxExportBatchSize,
    scheduledDelayMillis: env.integer('OTEL_BSP_SCHEDULE_DELAY', 0) ?? 5_000,
    exportTimeoutMillis: env.integer('OTEL_BSP_EXPORT_TIMEOUT', 1) ?? 30_000,
  };
}
