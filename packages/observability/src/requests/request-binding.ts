import type { Server } from 'node:http';
import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import { ClsService } from 'nestjs-cls';
import type { Logger } from 'pino';
import { APP_LOGGER } from '../logging/app-logger.js';
import {
  OBSERVABILITY_OPTIONS,
  type ResolvedObservabilityOptions,
} from '../resolve-observability-options.js';
import { bindAdapter } from './adapter-binding.js';
import { RequestTracker } from './request-tracker.js';

/** Installs request tracking in the application's HTTP adapter, if it has one. */
@Injectable()
export class RequestBinding implements OnModuleInit {
  private readonly tracker: RequestTracker;

  constructor(
    private readonly host: HttpAdapterHost,
    cls: ClsService,
    @Inject(APP_LOGGER) logger: Logger,
    @Inject(OBSERVABILITY_OPTIONS) { telemetry, headerName }: ResolvedObservabilityOptions,
  ) {
    this.tracker = new RequestTracker({ cls, telemetry, logger, headerName });
    // In the constructor: `app.init()` registers body parsers and middleware before any lifecycle hook runs.
    if (host.httpAdapter) bindAdapter(host.httpAdapter, this.tracker);
  }

  /** Express has no server before; on both, this comes before whatever else listens to requests. */
  onModuleInit(): void {
    const server = this.host.httpAdapter?.getHttpServer() as Server | undefined;
    server?.prependListener?.('request', (request, response) => this.tracker.begin(request, response));
  }
}
