import { estimateOffsets, type ClockOffset } from './clock-skew.js';
import { Clocks } from './clocks.js';
import { spanKey } from './event-keys.js';
import type { Records } from './find-records.js';
import { knownFromLogs, knownFromSpans, type HappensBefore } from './happens-before.js';
import { orderEvents, type Edge } from './order-events.js';
import { processOrder } from './process-order.js';
import { referenceClock } from './reference-clock.js';
import { timedEvents, type TimedEvent } from './timed-events.js';

/** Events in their order, each with its corrected time. */
export interface Arranged {
  readonly events: readonly (TimedEvent & { readonly correctedTime: number | undefined })[];
  readonly offsets: readonly ClockOffset[];
}

/**
 * Brings lines and spans into one order: by time, with clocks corrected if `correct`; but the lines of a process stay in the
 * order in which it wrote them, and what is known to come first does.
 */
export function arrangeEvents(
  { lines, spans }: Pick<Records, 'lines' | 'spans'>,
  correct: boolean,
): Arranged {
  const clocks = new Clocks(spans);
  const known = [...knownFromSpans(spans, clocks), ...knownFromLogs(lines, clocks)];
  const offsets = estimateOffsets(known, referenceClock(spans, lines, clocks));
  const corrections = new Map(correct ? offsets.map(({ clock, aheadMs }) => [clock, -aheadMs]) : []);
  const events = timedEvents(lines, spans, clocks).map((event) => ({
    ...event,
    correctedTime: event.time === undefined ? undefined : event.time + (corrections.get(event.clock) ?? 0),
  }));
  const indexes = new Map(events.map(({ key }, index) => [key, index]));
  const firm = [...processOrder(lines), ...spans.flatMap((span) => edge(indexes, spanKey(span, 'start'), spanKey(span, 'end')))]; // prettier-ignore
  const likely = [
    ...known
      .filter(({ before, after }) => correct || before.clock === after.clock)
      .flatMap((pair) => edgeOf(indexes, pair)),
    ...spansInOrder(events),
    ...events.flatMap((event) => ('line' in event ? aroundLine(event, indexes) : [])),
  ];
  const order = orderEvents({ times: sortTimes(events, firm), firm, likely });
  return { events: order.flatMap((index) => events[index] ?? []), offsets };
}

/** Starts and ends of spans by one clock, in the order of their times. */
function spansInOrder(events: readonly TimedEvent[]): Edge[] {
  const indexes = events.flatMap((event, index) => ('span' in event ? index : []));
  const time = (index: number) => events[index]?.time ?? 0;
  const inOrder = indexes.toSorted((a, b) => time(a) - time(b));
  return [...Map.groupBy(inOrder, (index) => events[index]?.clock).values()].flatMap((own) =>
    own.slice(1).flatMap((index, i): Edge[] => {
      const before = own[i] ?? index;
      return time(before) < time(index) ? [[before, index]] : [];
    }),
  );
}

/** A line is written after its span began; an access line before it ends. */
function aroundLine(
  { key, line }: Extract<TimedEvent, { readonly line: unknown }>,
  indexes: ReadonlyMap<string, number>,
): Edge[] {
  const { traceId, spanId } = line;
  if (traceId === undefined || spanId === undefined) return [];
  const span = { traceId, spanId };
  return [
    ...edge(indexes, spanKey(span, 'start'), key),
    ...(line.access ? edge(indexes, key, spanKey(span, 'end')) : []),
  ];
}

function edgeOf(indexes: ReadonlyMap<string, number>, { before, after }: HappensBefore): Edge[] {
  return before.event === undefined || after.event === undefined
    ? []
    : edge(indexes, before.event, after.event);
}

function edge(indexes: ReadonlyMap<string, number>, before: string, after: string): Edge[] {
  const [from, to] = [indexes.get(before), indexes.get(after)];
  return from === undefined || to === undefined ? [] : [[from, to]];
}

/** A line without time takes that of the line it follows. */
function sortTimes(events: Arranged['events'], firm: readonly Edge[]): number[] {
  const times = events.map(({ correctedTime }) => correctedTime ?? -Infinity);
  for (const [before, after] of firm)
    if (times[after] === -Infinity) times[after] = times[before] ?? -Infinity;
  return times;
}
