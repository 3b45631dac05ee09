import type { Arranged } from './arrange-events.js';
import { isoTime, roundMs } from './iso-time.js';
import type { LogLine } from './log-line.js';
import type { SpanRecord } from './otlp-spans.js';
import type { SpanTree } from './span-tree.js';
import type { TimelineEvent } from './timeline.js';

type ArrangedEvent = Arranged['events'][number];

/** An event as a timeline shows it; `start` is when the first one was. */
export function describeEvent(event: ArrangedEvent, start: number, tree: SpanTree): TimelineEvent {
  const { time, correctedTime } = event;
  const when = {
    at: correctedTime === undefined ? undefined : isoTime(correctedTime),
    offsetMs: correctedTime === undefined ? undefined : roundMs(correctedTime - start),
    loggedAt: time === undefined || time === correctedTime ? undefined : isoTime(time),
  };
  return 'line' in event
    ? { ...when, ...describeLine(event.line, tree) }
    : { ...when, ...describeSpan(event.span, event.which, tree) };
}

type Description = Omit<TimelineEvent, 'at' | 'offsetMs' | 'loggedAt'>;

function describeLine(line: LogLine, tree: SpanTree): Description {
  const { service, requestId, traceId, spanId, level, context, message, access, error, fields, file } = line;
  const span = tree.get(traceId, spanId);
  return {
    kind: access ? 'access' : error ? 'error' : span && tree.isJob(span) ? 'job' : 'message',
    service,
    depth: span ? tree.depthOf(span) + 1 : 0,
    requestId,
    traceId,
    spanId,
    level,
    context,
    message,
    access,
    error,
    span: undefined,
    fields: Object.keys(fields).length > 0 ? fields : undefined,
    file,
    line: line.line,
  };
}

function describeSpan(span: SpanRecord, which: 'start' | 'end', tree: SpanTree): Description {
  const { service, requestId, traceId, spanId, parentSpanId, name, kind, isError, statusMessage } = span;
  return {
    kind: which === 'start' ? 'span_start' : 'span_end',
    service,
    depth: tree.depthOf(span),
    requestId,
    traceId,
    spanId,
    level: undefined,
    context: undefined,
    message: undefined,
    access: undefined,
    error: which === 'end' ? span.exception : undefined,
    span: {
      name,
      kind,
      durationMs: roundMs(span.end - span.start),
      isError,
      statusMessage,
      parentSpanId,
      isParentMissing: parentSpanId !== undefined && !tree.parentOf(span),
    },
    fields: undefined,
    file: span.file,
    line: undefined,
  };
}
