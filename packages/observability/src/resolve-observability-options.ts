import { validateHeaderName, type IncomingMessage } from 'node:http';
import type { DestinationStream } from 'pino';
import { DevelopmentLines } from './logging/development-lines.js';
import type { ObservabilityModuleOptions, TrustPolicy } from './observability.module-definition.js';
import type { Telemetry } from './telemetry/configure-observability.js';
import { LOG_LEVELS, type LogLevel } from './telemetry/telemetry-settings.js';

/** Options with their defaults, checked. */
export interface ResolvedObservabilityOptions {
  readonly telemetry: Telemetry;
  /** Lower case. */
  readonly headerName: string;
  trustsRequestId(request: IncomingMessage): boolean;
  trustsTraceContext(request: IncomingMessage): boolean;
  readonly serverTiming: boolean;
  readonly logLevel: LogLevel;
  readonly logDestination: DestinationStream | undefined;
}

/** Injection token of {@link ResolvedObservabilityOptions}. */
export const OBSERVABILITY_OPTIONS = Symbol('couplekit:observability-options');

/** @throws {TypeError} naming the option that is wrong */
export function resolveObservabilityOptions(
  options: ObservabilityModuleOptions,
): ResolvedObservabilityOptions {
  const { telemetry, requestIdHeader = 'X-Request-ID', serverTiming = false, logDestination } = options;
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
  return {
    telemetry,
    headerName: requestIdHeader.toLowerCase(),
    trustsRequestId: trust('trustRequestId', options.trustRequestId),
    trustsTraceContext: trust('trustTraceContext', options.trustTraceContext),
    serverTiming,
    logLevel,
    logDestination: logDestination ?? terminal(options.prettyLogs),
  };
}

/** Undefined for standard output as it is. */
function terminal(pretty: ObservabilityModuleOptions['prettyLogs'] = 'auto'): DestinationStream | undefined {
  const isWanted = pretty === 'auto' ? process.stdout.isTTY : pretty;
  return isWanted ? new DevelopmentLines() : undefined;
}

function trust(name: string, policy: TrustPolicy = true): (request: IncomingMessage) => boolean {
  if (typeof policy === 'boolean') return () => policy;
  if (typeof policy === 'function') return policy;
  throw new TypeError(`ObservabilityModule: ${name} must be true, false or a function of the request.`);
}
