import { arrangeEvents } from './arrange-events.js';
import { describeEvent } from './describe-event.js';
import type { Query, Records } from './find-records.js';
import { isoTime, roundMs } from './iso-time.js';
import { missingSpans } from './missing-spans.js';
import { SpanTree } from './span-tree.js';
import type { Timeline } from './timeline.js';

/** Puts what was found together; pure. */
export function buildTimeline(query: Query, records: Records, correct: boolean): Timeline {
  const { lines, spans, files, omitted, traceIds } = records;
  const { events, offsets } = arrangeEvents(records, correct);
  const times = events.flatMap(({ correctedTime }) => correctedTime ?? []);
  const start = times.reduce((least, time) => Math.min(least, time), Infinity);
  const end = times.reduce((most, time) => Math.max(most, time), -Infinity);
  const tree = new SpanTree(spans);
  return {
    version: 1,
    query,
    found: events.length > 0,
    requests: requestsOf(query, records),
    traceIds,
    services: [...new Set(events.map((event) => ('line' in event ? event.line : event.span).service))],
    startedAt: times.length > 0 ? isoTime(start) : undefined,
    durationMs: times.length > 0 ? roundMs(end - start) : 0,
    clocks: offsets.map((offset) => ({
      ...offset,
      aheadMs: roundMs(offset.aheadMs),
      uncertaintyMs: offset.uncertaintyMs && roundMs(offset.uncertaintyMs),
      corrected: correct,
    })),
    events: events.map((event) => describeEvent(event, start, tree)),
    omitted,
    missingSpans: lines.length > 0 ? missingSpans(records) : [],
    files,
  };
}

function requestsOf(query: Query, { lines, spans, elsewhere }: Records): Timeline['requests'] {
  const traces = new Map<string, Set<string>>();
  if ('requestId' in query && lines.length + spans.length > 0) traces.set(query.requestId, new Set());
  for (const { requestId, traceId } of [...lines, ...spans]) {
    if (requestId === undefined) continue;
    const known = traces.get(requestId) ?? new Set();
    traces.set(requestId, traceId === undefined ? known : known.add(traceId));
  }
  return [...traces].map(([requestId, traceIds]) => ({
    requestId,
    traceIds: [...traceIds],
    elsewhere: [...(elsewhere.get(requestId) ?? [])],
  }));
}
