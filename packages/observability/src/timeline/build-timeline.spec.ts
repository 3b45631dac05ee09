import { expect, it } from 'vitest';
import { buildTimeline } from './build-timeline.js';
import { emptyReport } from './file-report.js';
import type { Records } from './find-records.js';
import { logLine, NOON, span, TRACE } from './timeline.fixture.js';

const records = (part: Partial<Records>): Records => ({
  lines: [],
  spans: [],
  omitted: 0,
  traceIds: [TRACE],
  elsewhere: new Map(),
  exporterChanges: [],
  starts: [],
  ends: [],
  files: [{ ...emptyReport('spans.jsonl'), kind: 'spans' }],
  ...part,
});
const build = (part: Partial<Records>) => buildTimeline({ traceId: TRACE }, records(part), true);

it('tells the lines of a job from those of a request', () => {
  const spans = [
    span({ spanId: 'a1' }),
    span({ spanId: 'a2', parentSpanId: 'a1', kind: 'producer' }),
    span({ spanId: 'a3', parentSpanId: 'a2', kind: 'consumer', service: 'worker' }),
    span({ spanId: 'a4', parentSpanId: 'a3', kind: 'internal', service: 'worker' }),
    span({ spanId: 'a5', kind: 'internal', name: 'Cron.tick' }),
    span({ spanId: 'a6', parentSpanId: 'a1', kind: 'internal' }),
  ];
  const lines = spans.map(({ spanId, service }) => logLine({ spanId, service, message: spanId }));
  const { events } = build({ spans, lines });
  const kinds = new Map(
    events.filter(({ span: own }) => !own).map((event) => [event.message, [event.kind, event.depth]]),
  );
  expect(Object.fromEntries(kinds)).toEqual({
    a1: ['message', 1],
    a2: ['message', 2],
    a3: ['job', 3],
    a4: ['job', 4],
    a5: ['job', 1],
    a6: ['message', 2],
  });
});

it('survives spans that are their own ancestors', () => {
  const spans = [span({ spanId: 'a1', parentSpanId: 'a2' }), span({ spanId: 'a2', parentSpanId: 'a1' })];
  const { events } = build({ spans, lines: [logLine({ spanId: 'a1' })] });
  expect(events).toHaveLength(5);
});

it('says that the parent of a span is missing', () => {
  const { events } = build({ spans: [span({ parentSpanId: 'ff' })] });
  expect(events[0]?.span).toMatchObject({ parentSpanId: 'ff', isParentMissing: true });
});

it('shows the exception of a span at its end', () => {
  const exception = { type: 'TypeError', message: 'no', stack: undefined, code: undefined };
  const { events } = build({ spans: [span({ exception, isError: true })] });
  expect(events.map(({ kind, error }) => [kind, error?.type])).toEqual([
    ['span_start', undefined],
    ['span_end', 'TypeError'],
  ]);
});

it('leaves a line without time where it was', () => {
  const lines = [
    logLine({ message: 'a', time: NOON, line: 1 }),
    logLine({ message: 'b', time: undefined, line: 2 }),
    logLine({ message: 'c', time: NOON + 5, line: 3 }),
    logLine({ message: 'd', time: NOON + 3, line: 1, service: 'orders' }),
  ];
  const { events, durationMs, startedAt } = build({ lines });
  expect(events.map(({ message, offsetMs }) => [message, offsetMs])).toEqual([
    ['a', 0],
    ['b', undefined],
    ['d', 3],
    ['c', 5],
  ]);
  expect({ durationMs, startedAt }).toEqual({ durationMs: 5, startedAt: '2026-11-23T12:00:00.000Z' });
});
