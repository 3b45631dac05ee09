import type { IncomingMessage } from 'node:http';
import { ConfigurableModuleBuilder } from '@nestjs/common';
import type { DestinationStream } from 'pino';
import { PinoProvidersModule } from './logging/pino-providers.module.js';
import type { Telemetry } from './telemetry/configure-observability.js';
import type { LogLevel } from './telemetry/telemetry-settings.js';

/** Whether to believe what a request says of itself; a function decides by the request, such as its remote address. */
export type TrustPolicy = boolean | ((request: IncomingMessage) => boolean);

/** Options of `ObservabilityModule`. */
export interface ObservabilityModuleOptions {
  /** What `configureObservability()` returned. */
  readonly telemetry: Telemetry;
  /** The header that carries the request id, both ways. @default 'X-Request-ID' */
  readonly requestIdHeader?: string;
  /** Whether the client may choose the request id. If not, its own is logged as `client_request_id`. @default true */
  readonly trustRequestId?: TrustPolicy;
  /**
   * Whether `traceparent`, `tracestate` and `baggage` are taken over. If not, as at the edge to the public, the request
   * starts a trace of its own with a link to the one it named. @default true
   */
  readonly trustTraceContext?: TrustPolicy;
  /** Whether each response tells its trace in `Server-Timing: traceparent`, for the browser's monitoring. @default false */
  readonly serverTiming?: boolean;
  /** The least important level that is logged. @default the telemetry's: `LOG_LEVEL`, else `info` */
  readonly logLevel?: LogLevel | undefined;
  /** Where log lines go. @default standard output */
  readonly logDestination?: DestinationStream | undefined;
  /**
   * Whether standard output gets lines for people instead of JSON: coloured, with short ids. Only without
   * `logDestination`. @default 'auto': if it is a terminal
   */
  readonly prettyLogs?: boolean | 'auto';
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
