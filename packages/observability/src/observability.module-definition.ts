import { ConfigurableModuleBuilder } from '@nestjs/common';
import type { DestinationStream } from 'pino';
import type { Telemetry } from './telemetry/configure-observability.js';

/** Options of `ObservabilityModule`. */
export interface ObservabilityModuleOptions {
  /** What `configureObservability()` returned. */
  readonly telemetry: Telemetry;
  /** The header that carries the request id, both ways. @default 'X-Request-ID' */
  readonly requestIdHeader?: string;
  /** Where log lines go. @default standard output */
  readonly logDestination?: DestinationStream | undefined;
}

export const { ConfigurableModuleClass, MODULE_OPTIONS_TOKEN } =
  new ConfigurableModuleBuilder<ObservabilityModuleOptions>().setClassMethodName('forRoot').build();
