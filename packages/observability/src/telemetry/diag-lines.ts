import { diag, DiagLogLevel, type DiagLogger } from '@opentelemetry/api';
import { pino } from 'pino';
import type { DiagLevel, TelemetrySettings } from './telemetry-settings.js';

const LEVELS: Readonly<Record<DiagLevel, DiagLogLevel>> = {
  none: DiagLogLevel.NONE,
  error: DiagLogLevel.ERROR,
  warn: DiagLogLevel.WARN,
  info: DiagLogLevel.INFO,
  debug: DiagLogLevel.DEBUG,
  verbose: DiagLogLevel.VERBOSE,
  all: DiagLogLevel.ALL,
};

/**
 * Writes what OpenTelemetry's own code says to standard output, as lines of pino, where `OTEL_LOG_LEVEL` asks for it. Only
 * their texts: what comes with them may be whole spans.
 * @returns what ends it
 */
export function installDiagLines({ diagLevel, resource }: TelemetrySettings): () => void {
  if (diagLevel === undefined) return () => undefined;
  const logger = pino({
    level: 'trace',
    base: { service: resource['service.name'], context: 'OpenTelemetry' },
    timestamp: pino.stdTimeFunctions.isoTime,
  });
  const lines: DiagLogger = {
    error: (...said) => logger.error(textOf(said)),
    warn: (...said) => logger.warn(textOf(said)),
    info: (...said) => logger.info(textOf(said)),
    debug: (...said) => logger.debug(textOf(said)),
    verbose: (...said) => logger.trace(textOf(said)),
  };
  diag.setLogger(lines, { logLevel: LEVELS[diagLevel], suppressOverrideMessage: true });
  return () => diag.disable();
}

/** A component's name comes before its message. */
function textOf(said: readonly unknown[]): string {
  return said.filter((part) => typeof part === 'string').join(' ');
}
