import { lineKey, spanKey } from './event-keys.js';
import type { Clocks } from './clocks.js';
import type { LogLine } from './log-line.js';
import type { SpanRecord } from './otlp-spans.js';

/** An instant by the clock of one service. */
export interface Moment {
  readonly clock: string;
  /** Milliseconds since 1970. */
  readonly time: number;
  /** The event that it is; undefined for one that is only known by calculation. */
  readonly event?: string;
}

/** That one moment came before another is known from cause and effect, whatever the clocks say. */
export interface HappensBefore {
  readonly before: Moment;
  readonly after: Moment;
  readonly source: 'spans' | 'logs';
}

/**
 * A span begins after its parent began. Where the parent waits for it (no producer or consumer, no error such as a timeout,
 * and it is long enough), it also ends before the parent ends.
 */
export function knownFromSpans(spans: readonly SpanRecord[], clocks: Clocks): HappensBefore[] {
  const byKey = new Map(spans.map((span) => [`${span.traceId}/${span.spanId}`, span]));
  return spans.flatMap((child) => {
    const parent = byKey.get(`${child.traceId}/${child.parentSpanId}`);
    if (!parent || parent === child) return [];
    const [upper, lower] = [clocks.ofSpan(parent), clocks.ofSpan(child)];
    const starts: HappensBefore = {
      before: { clock: upper, time: parent.start, event: spanKey(parent, 'start') },
      after: { clock: lower, time: child.start, event: spanKey(child, 'start') },
      source: 'spans',
    };
    if (upper === lower || !waitsFor(parent, child)) return [starts];
    const ends: HappensBefore = {
      before: { clock: lower, time: child.end, event: spanKey(child, 'end') },
      after: { clock: upper, time: parent.end, event: spanKey(parent, 'end') },
      source: 'spans',
    };
    return [starts, ends];
  });
}

function waitsFor(parent: SpanRecord, child: SpanRecord): boolean {
  if (parent.kind === 'producer' || child.kind === 'consumer' || parent.isError) return false;
  return child.end - child.start <= parent.end - parent.start;
}

/**
 * With logs alone: of the services that have one request id in one trace, that whose access line took longest waits for the
 * others. They begin after it and answer before it does, unless a client gave up meanwhile.
 */
export function knownFromLogs(lines: readonly LogLine[], clocks: Clocks): HappensBefore[] {
  const timed = lines.filter((line) => line.requestId !== undefined && line.time !== undefined);
  const requests = Map.groupBy(timed, (line) => `${line.requestId} ${line.traceId}`);
  return [...requests.values()].flatMap((request) => knownFromRequest(request, clocks));
}

function knownFromRequest(request: readonly LogLine[], clocks: Clocks): HappensBefore[] {
  const outermost = request
    .filter((line) => line.access?.durationMs !== undefined)
    .reduce<LogLine | undefined>((most, line) => (duration(line) > duration(most) ? line : most), undefined);
  if (!outermost) return [];
  const clock = clocks.ofLine(outermost);
  const byClock = Map.groupBy(request, (line) => clocks.ofLine(line));
  // The same request twice through the same service: whom each of the others belongs to is not known.
  if ((byClock.get(clock) ?? []).filter(({ access }) => access).length > 1) return [];
  const begun: Moment = { clock, time: startOf(outermost) };
  const ended: Moment = { clock, time: timeOf(outermost), event: lineKey(outermost) };
  return [...byClock]
    .filter(([other]) => other !== clock)
    .flatMap(([other, inner]) => {
      const accesses = inner.filter(({ access }) => access);
      const firsts =
        accesses.length > 0 ? accesses : [inner.reduce((a, b) => (timeOf(b) < timeOf(a) ? b : a))];
      const starts = firsts.map((line) => ({ before: begun, after: { clock: other, time: startOf(line) } }));
      const ends = accesses
        .filter(({ access }) => !access?.aborted && !outermost.access?.aborted)
        .map((line) => ({
          before: { clock: other, time: timeOf(line), event: lineKey(line) },
          after: ended,
        }));
      return [...starts, ...ends].map((known) => ({ ...known, source: 'logs' as const }));
    });
}

function duration(line: LogLine | undefined): number {
  return line?.access?.durationMs ?? Number.NEGATIVE_INFINITY;
}

function timeOf(line: LogLine): number {
  return line.time ?? Number.NaN;
}

/** When its request began, or else when it was logged. */
function startOf(line: LogLine): number {
  return timeOf(line) - (line.access?.durationMs ?? 0);
}
