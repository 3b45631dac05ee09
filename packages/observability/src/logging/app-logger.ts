import { isSpanContextValid, trace } from '@opentelemetry/api';
import type { ClsService } from 'nestjs-cls';
import {
  pino,
  type Bindings,
  type ChildLoggerOptions,
  type DestinationStream,
  type LevelWithSilent,
  type Logger,
  type LoggerOptions,
} from 'pino';
import { ASSIGNED_FIELDS, currentRequest, currentSpan } from '../requests/request-scope.js';
import { redactMessage } from '../redaction/redact-message.js';
import type { Redactor } from '../redaction/redactor.js';
import { describeError } from './describe-error.js';
import { IsoClock } from './iso-clock.js';
import { noteLoggedError } from './logged-error.js';
import type { PendingLines } from './pending-lines.js';

/** Injection token of the application's pino logger. */
export const APP_LOGGER = Symbol('couplekit:app-logger');

export interface AppLoggerOptions {
  readonly cls: ClsService;
  /** The name of the service, on every line. */
  readonly service: string;
  readonly level: LevelWithSilent;
  readonly destination: DestinationStream | undefined;
  readonly redactor: Redactor;
  /** Written before each line. */
  readonly pending: PendingLines;
}

/**
 * The logger whose every line carries the ids of the request it was written in. They come from the one `mixin`, because
 * pino writes a key that is set twice twice; and they win over a line's own fields, which may be somebody's request body.
 */
export function createAppLogger({
  cls,
  service,
  level,
  destination,
  redactor,
  pending,
}: AppLoggerOptions): Logger {
  const clock = new IsoClock();
  const options: LoggerOptions = {
    level,
    base: { service },
    mixin: () => correlation(cls),
    mixinMergeStrategy: (line: object, ids: object) => ({
      ...redactor.fields({ ...assignedFields(cls), ...line }),
      ...ids,
    }),
    serializers: { err: (thrown: unknown) => redactor.error(describeError(thrown)) },
    timestamp: () => `,"time":"${clock.now()}"`,
    hooks: {
      logMethod(args, log, levelNumber) {
        pending.flush();
        const isNews = noteLoggedError(currentRequest(cls), args, levelNumber);
        if (isNews) log.apply(this, redactMessage(args, redactor) as typeof args);
      },
    },
  };
  return withRedactedBindings(destination ? pino(options, destination) : pino(options), redactor);
}

/** For itself and all that descend from it: `formatters.bindings` of pino is asked for the bindings of the first child only. */
function withRedactedBindings(logger: Logger, redactor: Redactor): Logger {
  const { child, setBindings } = logger;
  return Object.assign(logger, {
    child(this: Logger, bindings: Bindings, options?: ChildLoggerOptions) {
      const clean = options && redactOptions(options, redactor);
      return Reflect.apply(child, this, [redactor.fields(bindings), ...(clean ? [clean] : [])]);
    },
    setBindings(this: Logger, bindings: Bindings) {
      setBindings.call(this, redactor.fields(bindings));
    },
  });
}

/** What a serializer makes of a field may have secrets that the field itself does not show. */
function redactOptions(options: ChildLoggerOptions, redactor: Redactor): ChildLoggerOptions {
  const { msgPrefix, serializers } = options;
  const clean = Object.entries(serializers ?? {}).map(([key, serialize]) => [
    key,
    (value: unknown) =>
      (redactor.fields({ [key]: serialize(value) as unknown }) as Record<string, unknown>)[key],
  ]);
  return {
    ...options,
    ...(msgPrefix !== undefined && { msgPrefix: redactor.text(msgPrefix) }),
    ...(serializers && { serializers: Object.fromEntries(clean) as typeof serializers }),
  };
}

/** Not sampled, and sampled. */
const KNOWN_FLAGS = ['00', '01'];

/** Two hexadecimal digits (https://www.w3.org/TR/trace-context/#trace-flags). */
export function traceFlagsText(flags: number): string {
  return KNOWN_FLAGS[flags] ?? flags.toString(16).padStart(2, '0');
}

function assignedFields(cls: ClsService): object | undefined {
  return cls.get<object | undefined>(ASSIGNED_FIELDS);
}

function correlation(cls: ClsService): object {
  const ids: Record<string, string> = {};
  const requestId: string | undefined = cls.getId();
  if (requestId !== undefined) ids['request_id'] = requestId;
  const span = (trace.getActiveSpan() ?? currentSpan(cls))?.spanContext();
  if (span && isSpanContextValid(span)) {
    ids['trace_id'] = span.traceId;
    ids['span_id'] = span.spanId;
    ids['trace_flags'] = traceFlagsText(span.traceFlags);
  }
  return ids;
}
