import type { Clocks } from './clocks.js';
import type { LogLine } from './log-line.js';
import type { SpanRecord } from './otlp-spans.js';

/** The clock that the timeline follows: of the outermost service, which is the one that the client talked to. */
export function referenceClock(
  spans: readonly SpanRecord[],
  lines: readonly LogLine[],
  clocks: Clocks,
): string {
  const known = new Set(spans.map(({ traceId, spanId }) => `${traceId}/${spanId}`));
  const root = spans
    .filter(({ traceId, parentSpanId }) => !known.has(`${traceId}/${parentSpanId}`))
    .toSorted((a, b) => b.end - b.start - (a.end - a.start))[0];
  if (root) return clocks.ofSpan(root);
  const longest = lines.toSorted((a, b) => (b.access?.durationMs ?? -1) - (a.access?.durationMs ?? -1))[0];
  return longest ? clocks.ofLine(longest) : '';
}
