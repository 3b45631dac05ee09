import { isSpanContextValid, trace } from '@opentelemetry/api';
import type { ClsService } from 'nestjs-cls';
import { pino, type DestinationStream, type LevelWithSilent, type Logger } from 'pino';
import { describeError } from './describe-error.js';

/** Injection token of the application's pino logger. */
export const APP_LOGGER = Symbol('couplekit:app-logger');

/** Key of the fields that `PinoLogger.assign` adds to the lines of a request. */
export const ASSIGNED_FIELDS = Symbol('couplekit:assigned-fields');

export interface AppLoggerOptions {
  readonly cls: ClsService;
  readonly level: LevelWithSilent;
  readonly destination: DestinationStream | undefined;
}

/**
 * The logger whose every line carries the ids of the request it was written in. They come from the one `mixin`, because
 * pino writes a key that is set twice twice.
 */
export function createAppLogger({ cls, level, destination }: AppLoggerOptions): Logger {
  const mixin = () => ({ ...requestFields(cls), ...traceFields() });
  const options = {
    level,
    mixin,
    base: null,
    serializers: { err: describeError },
    timestamp: pino.stdTimeFunctions.isoTime,
  };
  return destination ? pino(options, destination) : pino(options);
}

function requestFields(cls: ClsService): object {
  const request_id: string | undefined = cls.getId();
  return {
    ...(cls.get(ASSIGNED_FIELDS) as object | undefined),
    ...(request_id !== undefined && { request_id }),
  };
}

function traceFields(): object {
  const span = trace.getActiveSpan()?.spanContext();
  if (!span || !isSpanContextValid(span)) return {};
  return {
    trace_id: span.traceId,
    span_id: span.spanId,
    trace_flags: `0${span.traceFlags.toString(16)}`.slice(-2),
  };
}
