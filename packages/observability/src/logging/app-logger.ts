import { isSpanContextValid, trace, type Span } from '@opentelemetry/api';
import type { ClsService } from 'nestjs-cls';
import { pino, type DestinationStream, type LevelWithSilent, type Logger } from 'pino';
import { describeError } from './describe-error.js';

/** Injection token of the application's pino logger. */
export const APP_LOGGER = Symbol('couplekit:app-logger');

/** Key, in the request's nestjs-cls store, of the fields that `PinoLogger.assign` adds to its lines. */
export const ASSIGNED_FIELDS = Symbol('couplekit:assigned-fields');

/** Key, in the request's nestjs-cls store, of its server span. */
export const SERVER_SPAN = Symbol('couplekit:server-span');

export interface AppLoggerOptions {
  readonly cls: ClsService;
  readonly level: LevelWithSilent;
  readonly destination: DestinationStream | undefined;
}

/**
 * The logger whose every line carries the ids of the request it was written in. They come from the one `mixin`, because
 * pino writes a key that is set twice twice; and they win over a line's own fields, which may be somebody's request body.
 */
export function createAppLogger({ cls, level, destination }: AppLoggerOptions): Logger {
  const options = {
    level,
    mixin: () => correlation(cls),
    mixinMergeStrategy: (line: object, ids: object) => ({ ...assignedFields(cls), ...line, ...ids }),
    base: null,
    serializers: { err: describeError },
    timestamp: pino.stdTimeFunctions.isoTime,
  };
  return destination ? pino(options, destination) : pino(options);
}

function assignedFields(cls: ClsService): object | undefined {
  return cls.get<object | undefined>(ASSIGNED_FIELDS);
}

function correlation(cls: ClsService): object {
  const ids: Record<string, string> = {};
  const requestId: string | undefined = cls.getId();
  if (requestId !== undefined) ids['request_id'] = requestId;
  // The span from the store where no OpenTelemetry context manager is installed.
  const span = (trace.getActiveSpan() ?? cls.get<Span | undefined>(SERVER_SPAN))?.spanContext();
  if (span && isSpanContextValid(span)) {
    ids['trace_id'] = span.traceId;
    ids['span_id'] = span.spanId;
    ids['trace_flags'] = `0${span.traceFlags.toString(16)}`.slice(-2);
  }
  return ids;
}
