import type { LogLine } from './log-line.js';
import type { SpanRecord } from './otlp-spans.js';

/** Names an event: the start or end of a span. */
export function spanKey(
  { traceId, spanId }: Pick<SpanRecord, 'traceId' | 'spanId'>,
  which: 'start' | 'end',
): string {
  return `${which} ${traceId}/${spanId}`;
}

/** Names an event: a line of a log. */
export function lineKey({ file, line }: LogLine): string {
  return `line ${line} ${file}`;
}
