import { expect, it } from 'vitest';
import type { ExporterChange } from './exporter-log.js';
import { emptyReport } from './file-report.js';
import type { Records } from './find-records.js';
import { missingSpans } from './missing-spans.js';
import { accessLine, logLine, NOON, span } from './timeline.fixture.js';

const MINUTE = 60_000;
const withSpans: Records = {
  lines: [accessLine({ time: NOON + 5 * MINUTE, durationMs: 10 })],
  spans: [],
  omitted: 0,
  traceIds: [],
  elsewhere: new Map(),
  exporterChanges: [],
  starts: [],
  ends: [],
  files: [{ ...emptyReport('spans.jsonl'), kind: 'spans' }],
};
const change = (part: Partial<ExporterChange>): ExporterChange => ({
  service: 'gateway',
  time: NOON,
  from: 'ok',
  to: 'down',
  reason: 'connection refused',
  dropped: 0,
  failed: 0,
  ...part,
});
const reasons = (records: Partial<Records>) => missingSpans({ ...withSpans, ...records });
const unfinished = [logLine({ time: NOON })];

it('says nothing where the span is there', () => {
  expect(reasons({ spans: [span()] })).toEqual([]);
});

it('says that a request was not sampled, even without span files', () => {
  const lines = [logLine({ isSampled: false })];
  expect(reasons({ lines, files: [] })).toMatchObject([
    { reason: 'not_sampled', spanIds: ['a000000000000001'] },
  ]);
});

it('says that there are no span files', () => {
  expect(reasons({ files: [emptyReport('gateway.log')] })).toMatchObject([{ reason: 'no_span_files' }]);
});

it('says from when to when the exporter was down', () => {
  const exporterChanges = [
    change({ time: NOON + 3 * MINUTE, to: 'degraded', reason: 'timeout' }),
    change({ time: NOON + 4 * MINUTE, from: 'degraded', failed: 3 }),
    change({ time: NOON + 9 * MINUTE, from: 'down', to: 'ok', reason: undefined, failed: 40 }),
  ];
  expect(reasons({ exporterChanges })).toMatchObject([
    {
      reason: 'exporter_down',
      from: '2026-11-23T12:03:00.000Z',
      to: '2026-11-23T12:09:00.000Z',
      detail: 'connection refused',
      lost: 40,
    },
  ]);
});

it('says that the queue was full', () => {
  const exporterChanges = [
    change({ time: NOON - MINUTE, from: 'degraded', to: 'ok', dropped: 100 }),
    change({ time: NOON + 3 * MINUTE, to: 'degraded', reason: 'the queue is full', dropped: 101 }),
    change({ time: NOON + 9 * MINUTE, from: 'degraded', to: 'ok', dropped: 340 }),
  ];
  expect(reasons({ exporterChanges })).toMatchObject([{ reason: 'queue_full', lost: 240 }]);
});

it('knows an outage whose beginning is not in the log, and one that has not ended', () => {
  const begunBefore = [change({ time: NOON + 9 * MINUTE, from: 'down', to: 'ok' })];
  expect(reasons({ exporterChanges: begunBefore })).toMatchObject([{ reason: 'exporter_down', from: undefined, to: '2026-11-23T12:09:00.000Z' }]); // prettier-ignore
  const lasting = [change({ time: NOON + 2 * MINUTE })];
  expect(reasons({ exporterChanges: lasting })).toMatchObject([{ reason: 'exporter_down', from: '2026-11-23T12:02:00.000Z', to: undefined }]); // prettier-ignore
  expect(reasons({ exporterChanges: [change({ to: 'off' })] })).toMatchObject([{ reason: 'exporter_off' }]);
});

it('knows by the line of a start that an outage ended with its process, or that nothing is exported', () => {
  const down = change({ time: NOON + 3 * MINUTE, failed: 7 });
  const start = (state: string, minute: number) =>
    change({ time: NOON + minute * MINUTE, from: state, to: state, reason: undefined });
  expect(reasons({ exporterChanges: [down, start('ok', 9)] })).toMatchObject([{ reason: 'exporter_down', to: '2026-11-23T12:09:00.000Z', lost: 7 }]); // prettier-ignore
  expect(reasons({ exporterChanges: [down, start('ok', 4)] })).toMatchObject([{ reason: 'unknown' }]);
  expect(reasons({ exporterChanges: [start('off', 1)] })).toMatchObject([{ reason: 'exporter_off', from: '2026-11-23T12:01:00.000Z', to: undefined }]); // prettier-ignore
  expect(reasons({ exporterChanges: [start('off', 1), start('ok', 4)] })).toMatchObject([
    { reason: 'unknown' },
  ]);
  expect(reasons({ exporterChanges: [start('ok', 1)] })).toMatchObject([{ reason: 'unknown' }]);
});

it('knows by the line of an end what was lost with the process, by itself and at the end of an outage', () => {
  const end = change({ time: NOON + 6 * MINUTE, from: 'down', failed: 9, reason: 'too late' });
  const down = change({ time: NOON + 3 * MINUTE, failed: 7 });
  const start = change({ time: NOON + 8 * MINUTE, from: 'ok', to: 'ok', reason: undefined });
  expect(reasons({ exporterChanges: [down, end, start] })).toMatchObject([{ reason: 'exporter_down', from: '2026-11-23T12:03:00.000Z', to: '2026-11-23T12:08:00.000Z', lost: 9 }]); // prettier-ignore
  const soon = change({ time: NOON + 4 * MINUTE + 5_000, from: 'ok', failed: 2, reason: 'too late' });
  expect(reasons({ exporterChanges: [soon, start] })).toMatchObject([{ reason: 'exporter_down', lost: 2, detail: 'too late' }]); // prettier-ignore
});

it('takes no outage of another service or time for the reason', () => {
  const before = [change({}), change({ time: NOON + MINUTE, from: 'down', to: 'ok' })];
  const after = [change({ time: NOON + 6 * MINUTE })];
  const other = [change({ service: 'orders', time: NOON + 4 * MINUTE })];
  expect(reasons({ exporterChanges: [...before, ...after, ...other] })).toMatchObject([
    { reason: 'unknown' },
  ]);
});

it('sees a process that ended: its log ends there, or it starts again', () => {
  const endsThere = [{ service: 'gateway', time: NOON + 100 }];
  expect(reasons({ lines: unfinished, ends: endsThere })).toMatchObject([{ reason: 'process_ended', from: '2026-11-23T12:00:00.100Z' }]); // prettier-ignore
  const goesOn = [{ service: 'gateway', time: NOON + MINUTE }];
  const starts = [{ service: 'gateway', time: NOON + 20_000 }];
  expect(reasons({ lines: unfinished, ends: goesOn, starts })).toMatchObject([{ reason: 'process_ended', to: '2026-11-23T12:00:20.000Z' }]); // prettier-ignore
  expect(reasons({ lines: unfinished, ends: goesOn })).toMatchObject([{ reason: 'unknown' }]);
  expect(reasons({ ends: [{ service: 'gateway', time: NOON + 5 * MINUTE }] })).toMatchObject([{ reason: 'unknown' }]); // prettier-ignore
});
