import { Inject, Injectable, Scope } from '@nestjs/common';
import { ClsService } from 'nestjs-cls';
import { PARAMS_PROVIDER_TOKEN, PinoLogger, type Params } from 'nestjs-pino';
import type { Logger } from 'pino';
import { ASSIGNED_FIELDS } from '../requests/request-scope.js';
import { APP_LOGGER } from './app-logger.js';

/**
 * nestjs-pino's `PinoLogger` on this application's logger. Its own root logger belongs to the process, so that a second
 * application would write to the first one's destination.
 */
@Injectable({ scope: Scope.TRANSIENT })
export class AppPinoLogger extends PinoLogger {
  constructor(
    @Inject(PARAMS_PROVIDER_TOKEN) params: Params,
    @Inject(APP_LOGGER) private readonly own: Logger,
    private readonly cls: ClsService,
  ) {
    super(params);
  }

  override get logger(): Logger {
    return this.own;
  }

  /** Adds fields to every later line of the request, the access line included. */
  override assign(fields: object): void {
    this.cls.set(ASSIGNED_FIELDS, { ...this.cls.get<object | undefined>(ASSIGNED_FIELDS), ...fields });
  }
}
