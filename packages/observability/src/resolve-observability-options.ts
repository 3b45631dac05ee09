import { validateHeaderName } from 'node:http';
import type { DestinationStream } from 'pino';
import type { ObservabilityModuleOptions } from './observability.module-definition.js';
import type { Telemetry } from './telemetry/configure-observability.js';
import { LOG_LEVELS, type LogLevel } from './telemetry/telemetry-settings.js';

/** Options with their defaults, checked. */
export interface ResolvedObservabilityOptions {
  readonly telemetry: Telemetry;
  /** Lower case. */
  readonly headerName: string;
  readonly logLevel: LogLevel;
  readonly logDestination: DestinationStream | undefined;
}

/** Injection token of {@link ResolvedObservabilityOptions}. */
export const OBSERVABILITY_OPTIONS = Symbol('couplekit:observability-options');

/** @throws {TypeError} naming the option that is wrong */
export function resolveObservabilityOptions(
  options: ObservabilityModuleOptions,
): ResolvedObservabilityOptions {
  const { telemetry, requestIdHeader = 'X-Request-ID', logDestination } = options;
  if (typeof telemetry?.shutdown !== 'function') {
    throw new TypeError('ObservabilityModule: telemetry must be what configureObservability() returned.');
  }
  const logLevel = options.logLevel ?? telemetry.logLevel;
  if (!LOG_LEVELS.includes(logLevel)) {
    throw new TypeError(`ObservabilityModule: logLevel must be one of ${LOG_LEVELS.join(', ')}.`);
  }
  try {
    validateHeaderName(requestIdHeader);
  } catch (cause) {
    throw new TypeError('ObservabilityModule: requestIdHeader must be a header name.', { cause });
  }
  return { telemetry, headerName: requestIdHeader.toLowerCase(), logLevel, logDestination };
}
