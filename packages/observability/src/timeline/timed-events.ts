import type { Clocks } from './clocks.js';
import { lineKey, spanKey } from './event-keys.js';
import type { LogLine } from './log-line.js';
import type { SpanRecord } from './otlp-spans.js';

/** A line of a log, or an end of a span, and when it was. */
export type TimedEvent = {
  readonly key: string;
  readonly clock: string;
  /** Milliseconds since 1970, by the clock of its service; undefined for a line without time. */
  readonly time: number | undefined;
} & ({ readonly line: LogLine } | { readonly span: SpanRecord; readonly which: 'start' | 'end' });

/** Lines first, by their index; so indexes of lines are those of events. */
export function timedEvents(
  lines: readonly LogLine[],
  spans: readonly SpanRecord[],
  clocks: Clocks,
): TimedEvent[] {
  return [
    ...lines.map((line) => ({ key: lineKey(line), clock: clocks.ofLine(line), time: line.time, line })),
    ...spans.flatMap((span) => [
      {
        key: spanKey(span, 'start'),
        clock: clocks.ofSpan(span),
        time: span.start,
        span,
        which: 'start' as const,
      },
      { key: spanKey(span, 'end'), clock: clocks.ofSpan(span), time: span.end, span, which: 'end' as const },
    ]),
  ];
}
