import { ConfigurationError } from './configuration-error.js';
import type { EnvironmentReader } from './environment.js';
import { readTlsMaterial, type TlsMaterial } from './tls-material.js';

const COMPRESSIONS = ['none', 'gzip'] as const;

/** The protocols that the specification knows; the exporters speak the first. */
const PROTOCOLS = ['http/protobuf', 'http/json', 'grpc'] as const;

/** Where a signal goes, by OTLP over HTTP with protobuf. */
export interface ExporterSettings {
  readonly url: string;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly compression: (typeof COMPRESSIONS)[number];
  /** For one export with its retries. */
  readonly timeoutMillis: number;
  /** What the `…_CERTIFICATE` and `…_CLIENT_*` variables named. */
  readonly tls?: TlsMaterial;
}

/** A signal of OpenTelemetry, as its variables spell it. */
export type Signal = 'TRACES' | 'METRICS';

/** What to do instead of exporters that the specification knows. */
const INSTEAD = {
  TRACES: 'spans leave by OTLP only',
  METRICS: 'for Prometheus give configureObservability a reader in metricReaders',
} as const;

/**
 * Reads `OTEL_EXPORTER_OTLP_*`, of which the signal's own win over the generic ones
 * (https://opentelemetry.io/docs/specs/otel/protocol/exporter/). Everything is checked, also where the exporter is off.
 * @returns undefined where nothing is to be exported: no endpoint, `none`, the SDK switched off
 * @throws {ConfigurationError} naming the variable
 */
export function readExporter(env: EnvironmentReader, signal: Signal): ExporterSettings | undefined {
  const own = env.httpUrl(`OTEL_EXPORTER_OTLP_${signal}_ENDPOINT`);
  const shared = env.httpUrl('OTEL_EXPORTER_OTLP_ENDPOINT');
  const kind = env.choice(`OTEL_${signal}_EXPORTER`, ['otlp', 'none'], INSTEAD[signal]);
  requireProtobuf(env, signal, kind === 'none');
  const tls = readTls(env, signal);
  const settings = {
    url: own?.href ?? below(shared ?? new URL('http://localhost:4318'), `v1/${signal.toLowerCase()}`),
    headers: {
      ...env.headers('OTEL_EXPORTER_OTLP_HEADERS'),
      ...env.headers(`OTEL_EXPORTER_OTLP_${signal}_HEADERS`),
    },
    compression: readCompression(env, signal),
    timeoutMillis: readTimeout(env, signal),
    ...(tls && { tls }),
  };
  const isOff = env.flag('OTEL_SDK_DISABLED') || kind === 'none';
  const isWanted = kind === 'otlp' || own !== undefined || shared !== undefined;
  return isWanted && !isOff ? settings : undefined;
}

function readCompression(env: EnvironmentReader, signal: Signal): ExporterSettings['compression'] {
  const own = env.choice(`OTEL_EXPORTER_OTLP_${signal}_COMPRESSION`, COMPRESSIONS);
  const shared = env.choice('OTEL_EXPORTER_OTLP_COMPRESSION', COMPRESSIONS);
  return own ?? shared ?? 'none';
}

/** From 1: the specification's 0, no limit, would let a hanging collector hold spans for ever. */
function readTimeout(env: EnvironmentReader, signal: Signal): number {
  const own = env.integer(`OTEL_EXPORTER_OTLP_${signal}_TIMEOUT`, 1);
  const shared = env.integer('OTEL_EXPORTER_OTLP_TIMEOUT', 1);
  return own ?? shared ?? 10_000;
}

/** What the specification does not know is refused everywhere; what only is not supported, where the signal is exported. */
function requireProtobuf(env: EnvironmentReader, signal: Signal, isOff: boolean): void {
  const [shared, own] = ['OTEL_EXPORTER_OTLP_PROTOCOL', `OTEL_EXPORTER_OTLP_${signal}_PROTOCOL`] as const;
  const [sharedChoice, ownChoice] = [env.choice(shared, PROTOCOLS), env.choice(own, PROTOCOLS)];
  if ((ownChoice ?? sharedChoice ?? 'http/protobuf') === 'http/protobuf' || isOff) return;
  throw new ConfigurationError(ownChoice ? own : shared, 'must be http/protobuf, the only one supported');
}

/** Each of the three by itself: a client certificate of the signal's own goes with the shared authorities. */
function readTls(env: EnvironmentReader, signal: Signal): TlsMaterial | undefined {
  const named = (suffix: string) => {
    const own = `OTEL_EXPORTER_OTLP_${signal}_${suffix}`;
    return env.text(own) === undefined ? `OTEL_EXPORTER_OTLP_${suffix}` : own;
  };
  return readTlsMaterial(env, {
    ca: named('CERTIFICATE'),
    cert: named('CLIENT_CERTIFICATE'),
    key: named('CLIENT_KEY'),
  });
}

/** The generic endpoint is a base: the signal's path goes below it (OTLP exporter specification, "Endpoint URLs"). */
function below(base: URL, path: string): string {
  const url = new URL(base);
  url.pathname = `${url.pathname.replace(/\/$/, '')}/${path}`;
  url.hash = '';
  return url.href;
}
