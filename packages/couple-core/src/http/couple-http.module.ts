import { Module } from '@nestjs/common';
import { BearerGuard } from './bearer.guard.js';
import {
  ConfigurableModuleClass,
  CoupleHttpOptions,
  MODULE_OPTIONS_TOKEN,
  resolveCoupleHttpOptions,
} from './couple-http.module-definition.js';
import { InvitesController } from './invites.controller.js';
import { RatersController } from './raters.controller.js';
import { ResponsesController } from './responses.controller.js';
import { ResultsController } from './results.controller.js';
import { ErasureController } from './erasure.controller.js';
import { IdempotencyInterceptor } from './idempotency.interceptor.js';
import { SessionsController } from './sessions.controller.js';
import { SharesController } from './shares.controller.js';

/**
 * The JSON routes of the couple journey, below `/api/couples`. Needs `CoupleCoreModule.forRoot()` in the application,
 * a validation pipe that turns bodies into their DTO classes, and something that maps `coupleProblems`. Routes of the
 * application's own can stand behind `BearerGuard` where this module is imported.
 */
@Module({
  controllers: [
    SessionsController,
    InvitesController,
    RatersController,
    ResponsesController,
    ResultsController,
    SharesController,
    ErasureController,
  ],
  providers: [
    BearerGuard,
    IdempotencyInterceptor,
    { provide: CoupleHttpOptions, useFactory: resolveCoupleHttpOptions, inject: [MODULE_OPTIONS_TOKEN] },
  ],
  exports: [BearerGuard, CoupleHttpOptions],
})
export class CoupleHttpModule extends ConfigurableModuleClass {}
