import { Global, Module } from '@nestjs/common';
import { ClsModule, ClsService } from 'nestjs-cls';
import type { Logger } from 'pino';
import { ExporterHealthIndicator } from './export/exporter-health-indicator.js';
import { ExporterWatch } from './export/exporter-watch.js';
import { APP_LOGGER, createAppLogger } from './logging/app-logger.js';
import { ConfigurableModuleClass, MODULE_OPTIONS_TOKEN } from './observability.module-definition.js';
import { RegistrationCheck } from './registration-check.js';
import { PendingLines } from './logging/pending-lines.js';
import { RequestTracker } from './requests/request-tracker.js';
import { RequestBinding } from './requests/request-binding.js';
import {
  OBSERVABILITY_OPTIONS,
  resolveObservabilityOptions,
  type ResolvedObservabilityOptions,
} from './resolve-observability-options.js';

type TrackerParts = [ClsService, Logger, ResolvedObservabilityOptions, PendingLines];

/**
 * Request ids, request context, correlated logs and server spans for the whole application. Import it first, in the root
 * module; then `app.useLogger(app.get(Logger))` with nestjs-pino's `Logger` sends Nest's own lines the same way.
 */
@Global()
@Module({
  // Without `forRoot`, which puts a guard and an interceptor that do nothing before every handler.
  imports: [ClsModule],
  providers: [
    {
      provide: OBSERVABILITY_OPTIONS,
      useFactory: resolveObservabilityOptions,
      inject: [MODULE_OPTIONS_TOKEN],
    },
    {
      provide: APP_LOGGER,
      useFactory: (cls: ClsService, options: ResolvedObservabilityOptions, pending: PendingLines) => {
        const logger = createAppLogger({
          cls,
          service: options.telemetry.serviceName,
          level: options.logLevel,
          destination: options.logDestination,
          redactor: options.telemetry.redactor,
          pending,
        });
        for (const warning of options.telemetry.warnings) {
          logger.warn({ context: 'configureObservability' }, warning);
        }
        return logger;
      },
      inject: [ClsService, OBSERVABILITY_OPTIONS, PendingLines],
    },
    {
      provide: RequestTracker,
      useFactory: (...[cls, logger, options, pending]: TrackerParts) =>
        new RequestTracker({ cls, logger, options, pending }),
      inject: [ClsService, APP_LOGGER, OBSERVABILITY_OPTIONS, PendingLines],
    },
    PendingLines,
    RegistrationCheck,
    RequestBinding,
    ExporterWatch,
    ExporterHealthIndicator,
  ],
  exports: [APP_LOGGER, ClsModule, ExporterHealthIndicator],
})
export class ObservabilityModule extends ConfigurableModuleClass {}
