import { Catch, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common';
import { BaseExceptionFilter } from '@nestjs/core';
import { ClsServiceManager } from 'nestjs-cls';
import { currentRequest } from './request-scope.js';

/**
 * Says what made the current request fail, for an exception filter that answers by itself. If no line tells of the error
 * until the request ends, one is written, with its stack, at the level of the status; on a 5xx it is also on the span.
 */
export function recordError(error: unknown): void {
  const request = currentRequest(ClsServiceManager.getClsService());
  if (request && request.failure?.error !== error) request.failure = { error, isLogged: false };
}

/**
 * Nest's own answer to every exception, and one error line for it, also for a 4xx and for an `HttpException`, of which Nest
 * logs nothing. For applications without a filter of their own that catches everything:
 * `{ provide: APP_FILTER, useClass: RequestErrorFilter }`, before other filters.
 */
@Catch()
export class RequestErrorFilter extends BaseExceptionFilter implements ExceptionFilter {
  /** Records the exception, and answers as Nest does. */
  override catch(exception: unknown, host: ArgumentsHost): void {
    recordError(exception);
    // oxlint-disable-next-line promise/valid-params -- the filter's `catch`, no promise's
    super.catch(exception, host);
  }
}
