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
  /** The header that carries the request id, in and back; `outbound` has its own. @default `X-Request-ID` */
  readonly requestIdHeader?: string;
  /**
   * Whether callers choose the request id: `true`, `false`, or a function of the request.
   *
   * If not, the caller's own is logged as `client_request_id`.
   * @default true
   */
  readonly trustRequestId?: TrustPolicy;
  /**
   * Whether `traceparent` and `baggage` of callers are taken over; if not, a new trace is linked to theirs.
   *
   * `tracestate` goes with `traceparent`. Not at the edge to the public: strangers would decide what is sampled.
   * @default true
   */
  readonly trustTraceContext?: TrustPolicy;
  /**
   * Whether responses tell their trace in `Server-Timing: traceparent`.
   *
   * For the browser's monitoring.
   * @default false
   */
  readonly serverTiming?: boolean;
  /** The least important level that is logged. @default the telemetry's: `LOG_LEVEL`, else `info` */
  readonly logLevel?: LogLevel | undefined;
  /** A pino destination for log lines. @default standard output */
  readonly logDestination?: DestinationStream | undefined;
  /**
   * Lines for people instead of JSON, on standard output only.
   *
   * Coloured, with short ids. Not together with `logDestination`.
   * @default `'auto'`: on a terminal
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
