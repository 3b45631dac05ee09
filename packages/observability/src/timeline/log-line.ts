import type { Fields } from './fields.js';
import { object, text } from './fields.js';

/** A line of a log, as far as a timeline needs it. */
export interface LogLine {
  /** Milliseconds since 1970; undefined if the line has no time that can be read. */
  readonly time: number | undefined;
  readonly service: string;
  readonly level: string | undefined;
  readonly requestId: string | undefined;
  readonly traceId: string | undefined;
  readonly spanId: string | undefined;
  readonly isSampled: boolean | undefined;
  readonly context: string | undefined;
  readonly message: string;
  readonly access: Access | undefined;
  readonly error: LoggedError | undefined;
  /** What else it has. */
  readonly fields: Fields;
  readonly file: string;
  /** From 1. */
  readonly line: number;
}

/** What an access line says of a request. */
export interface Access {
  readonly method: string | undefined;
  readonly route: string | undefined;
  readonly path: string | undefined;
  readonly status: number | undefined;
  readonly durationMs: number | undefined;
  readonly bytes: number | undefined;
  readonly aborted: boolean;
}

/** What a line says of an error. */
export interface LoggedError {
  readonly type: string | undefined;
  readonly message: string | undefined;
  readonly stack: string | undefined;
  readonly code: string | undefined;
}

const LEVELS: Readonly<Record<number, string>> = {
  10: 'trace',
  20: 'debug',
  30: 'info',
  40: 'warn',
  50: 'error',
  60: 'fatal',
};
const ACCESS_FIELDS = ['method', 'route', 'path', 'status', 'duration_ms', 'bytes', 'aborted'];
const KNOWN_FIELDS = ['level', 'time', 'service', 'request_id', 'trace_id', 'span_id', 'trace_flags', 'context', 'msg', 'err']; // prettier-ignore

/** Reads a parsed line of pino's; a line without `service` belongs to the service that its file is named by. */
export function readLogLine(value: object, from: { readonly file: string; readonly line: number }): LogLine {
  const fields = value as Fields;
  const message = text(fields['msg']) ?? '';
  const isAccess =
    (message === 'request completed' || message === 'request aborted') && 'duration_ms' in fields;
  const known = isAccess ? [...KNOWN_FIELDS, ...ACCESS_FIELDS] : KNOWN_FIELDS;
  return {
    time: readTime(fields['time']),
    service: text(fields['service']) ?? serviceOfFile(from.file),
    level: readLevel(fields['level']),
    requestId: text(fields['request_id']),
    traceId: text(fields['trace_id'])?.toLowerCase(),
    spanId: text(fields['span_id'])?.toLowerCase(),
    isSampled: readSampled(fields['trace_flags']),
    context: text(fields['context']),
    message,
    access: isAccess ? readAccess(fields) : undefined,
    error: readError(fields['err']),
    fields: Object.fromEntries(Object.entries(fields).filter(([key]) => !known.includes(key))),
    ...from,
  };
}

/** ISO 8601 as here, or pino's own milliseconds. */
export function readTime(value: unknown): number | undefined {
  const time = typeof value === 'number' ? value : typeof value === 'string' ? Date.parse(value) : Number.NaN;
  return Math.abs(time) <= 8.64e15 ? time : undefined;
}

function readLevel(value: unknown): string | undefined {
  if (typeof value === 'number') return LEVELS[value] ?? String(value);
  return text(value)?.toLowerCase();
}

/** The lowest bit: https://www.w3.org/TR/trace-context/#sampled-flag */
function readSampled(value: unknown): boolean | undefined {
  const flags = text(value);
  return flags === undefined || !/^[0-9a-f]{2}$/i.test(flags)
    ? undefined
    : (Number.parseInt(flags, 16) & 1) === 1;
}

function readAccess(fields: Fields): Access {
  return {
    method: text(fields['method']),
    route: text(fields['route']),
    path: text(fields['path']),
    status: number(fields['status']),
    durationMs: number(fields['duration_ms']),
    bytes: number(fields['bytes']),
    aborted: fields['aborted'] === true,
  };
}

function readError(value: unknown): LoggedError | undefined {
  if (typeof value === 'string')
    return { type: undefined, message: value, stack: undefined, code: undefined };
  const error = object(value);
  if (!error) return undefined;
  return {
    type: text(error['type']),
    message: text(error['message']),
    stack: text(error['stack']),
    code: text(error['code']),
  };
}

function number(value: unknown): number | undefined {
  return typeof value === 'number' ? value : undefined;
}

function serviceOfFile(file: string): string {
  return (file.split(/[\\/]/).at(-1) ?? file).replace(/\..*$/s, '') || file;
}
