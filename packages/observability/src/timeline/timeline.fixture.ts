import type { LogLine } from './log-line.js';
import type { SpanRecord } from './otlp-spans.js';

export const TRACE = '4bf92f3577b34da6a3ce929d0e0e4736';
export const NOON = Date.parse('2026-11-23T12:00:00.000Z');

let made = 0;

/** A log line of `gateway` at noon, in a request and trace. */
export function logLine(line: Partial<LogLine> = {}): LogLine {
  return {
    time: NOON,
    service: 'gateway',
    level: 'info',
    requestId: 'r-1',
    traceId: TRACE,
    spanId: 'a000000000000001',
    isSampled: true,
    context: undefined,
    message: 'hello',
    access: undefined,
    error: undefined,
    fields: {},
    file: `${line.service ?? 'gateway'}.log`,
    line: ++made,
    ...line,
  };
}

/** An access line that ends at `time`. */
export function accessLine(
  line: Partial<LogLine> & { readonly durationMs: number; readonly aborted?: boolean },
): LogLine {
  const { durationMs, aborted = false, ...rest } = line;
  const access = { method: 'GET', route: '/', path: '/', status: 200, durationMs, bytes: 1, aborted };
  return logLine({ message: 'request completed', access, ...rest });
}

/** A server span of `gateway`, from noon, 100 ms long. */
export function span(part: Partial<SpanRecord> = {}): SpanRecord {
  return {
    traceId: TRACE,
    spanId: 'a000000000000001',
    parentSpanId: undefined,
    name: 'GET /',
    kind: 'server',
    start: NOON,
    end: NOON + 100,
    service: 'gateway',
    instance: undefined,
    requestId: 'r-1',
    isError: false,
    statusMessage: undefined,
    exception: undefined,
    file: 'spans.jsonl',
    ...part,
  };
}
