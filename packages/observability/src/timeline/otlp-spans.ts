import { object, objects, text, type Fields } from './fields.js';
import type { LoggedError } from './log-line.js';

export const SPAN_KINDS = ['internal', 'internal', 'server', 'client', 'producer', 'consumer'] as const;
export type SpanKindName = (typeof SPAN_KINDS)[number];

/** A span, as far as a timeline needs it. Times are milliseconds since 1970, with microseconds. */
export interface SpanRecord {
  readonly traceId: string;
  readonly spanId: string;
  readonly parentSpanId: string | undefined;
  readonly name: string;
  readonly kind: SpanKindName;
  readonly start: number;
  readonly end: number;
  readonly service: string;
  /** What tells instances of a service apart: `service.instance.id`, else `host.name`. */
  readonly instance: string | undefined;
  readonly requestId: string | undefined;
  readonly isError: boolean;
  readonly statusMessage: string | undefined;
  readonly exception: LoggedError | undefined;
  readonly file: string;
}

/** Whether a parsed document has spans at all. */
export function hasSpans(value: object): boolean {
  return 'resourceSpans' in value;
}

/**
 * The spans of OTLP JSON (https://opentelemetry.io/docs/specs/otlp/#json-protobuf-encoding): ids in hex, 64-bit numbers as
 * text or numbers, enums as numbers or names.
 */
export function* readSpans(value: object, file: string): Generator<SpanRecord> {
  for (const resourceSpan of objects((value as Fields)['resourceSpans'])) {
    const resource = attributesOf(object(resourceSpan['resource']));
    const service = resource.get('service.name') ?? 'unknown_service';
    const instance = resource.get('service.instance.id') ?? resource.get('host.name');
    for (const scope of objects(resourceSpan['scopeSpans'])) {
      for (const span of objects(scope['spans'])) {
        const record = readSpan(span);
        if (record) yield { ...record, service, instance, file };
      }
    }
  }
}

function readSpan(span: Fields): Omit<SpanRecord, 'service' | 'instance' | 'file'> | undefined {
  const traceId = text(span['traceId'])?.toLowerCase();
  const spanId = text(span['spanId'])?.toLowerCase();
  const start = nanos(span['startTimeUnixNano']);
  if (!traceId || !spanId || start === undefined) return undefined;
  const status = object(span['status']);
  const statusCode = status?.['code'];
  return {
    traceId,
    spanId,
    parentSpanId: text(span['parentSpanId'])?.toLowerCase() || undefined,
    name: text(span['name']) ?? '',
    kind: readKind(span['kind']),
    start,
    end: Math.max(start, nanos(span['endTimeUnixNano']) ?? start),
    requestId: attributesOf(span).get('couplekit.request_id'),
    isError: statusCode === 2 || statusCode === 'STATUS_CODE_ERROR',
    statusMessage: text(status?.['message']) || undefined,
    exception: readException(span),
  };
}

function readKind(kind: unknown): SpanKindName {
  const byName = SPAN_KINDS.find((name) => kind === `SPAN_KIND_${name.toUpperCase()}`);
  return byName ?? (typeof kind === 'number' ? SPAN_KINDS[kind] : undefined) ?? 'internal';
}

/** https://opentelemetry.io/docs/specs/semconv/exceptions/exceptions-spans/ */
function readException(span: Fields): LoggedError | undefined {
  const event = objects(span['events']).find(({ name }) => name === 'exception');
  if (!event) return undefined;
  const attributes = attributesOf(event);
  return {
    type: attributes.get('exception.type'),
    message: attributes.get('exception.message'),
    stack: attributes.get('exception.stacktrace'),
    code: undefined,
  };
}

/** Those that are text. */
function attributesOf(owner: Fields | undefined): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  for (const { key, value } of objects(owner?.['attributes'])) {
    const content = text(object(value)?.['stringValue']);
    if (typeof key === 'string' && content !== undefined) found.set(key, content);
  }
  return found;
}

function nanos(value: unknown): number | undefined {
  if (typeof value === 'number') return value / 1e6;
  if (typeof value !== 'string' || !/^\d{1,20}$/.test(value)) return undefined;
  return Number(BigInt(value) / 1000n) / 1000;
}
