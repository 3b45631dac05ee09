import { ConfigurableModuleBuilder } from '@nestjs/common';
import type { DestinationStream } from 'pino';
import { PinoProvidersModule } from './logging/pino-providers.module.js';
import type { Telemetry } from './telemetry/configure-observability.js';
import type { LogLevel } from './telemetry/telemetry-settings.js';

/** Options of `ObservabilityModule`. */
export interface ObservabilityModuleOptions {
  /** What `configureObservability()` returned. */
  readonly telemetry: Telemetry;
  /** The header that carries the request id, both ways. @default 'X-Request-ID' */
  readonly requestIdHeader?: string;
  /** The least important level that is logged. @default the telemetry's: `LOG_LEVEL`, else `info` */
  readonly logLevel?: LogLevel | undefined;
  /** Where log lines go. @default standard output */
  readonly logDestination?: DestinationStream | undefined;
}

export const { ConfigurableModuleClass, MODULE_OPTIONS_TOKEN } =
  new ConfigurableModuleBuilder<ObservabilityModuleOptions>()
    .setClassMethodName('forRoot')
    // Made per call: nestjs-pino provides the loggers of the `@InjectPinoLogger` decorators that ran before.
    .setExtras({}, (definition) => ({
      ...definition,
      imports: [...(definition.imports ?? []), PinoProvidersModule.create()],
    }))
    .build();
