import { exporterOutages, type ExporterOutage } from './exporter-outages.js';
import type { Records } from './find-records.js';
import { isoTime } from './iso-time.js';
import type { LogLine } from './log-line.js';

/** Spans that log lines name and no file has, and why. */
export interface MissingSpans {
  readonly service: string;
  readonly traceId: string;
  readonly spanIds: readonly string[];
  /**
   * `not_sampled`: `trace_flags` say so. `no_span_files`: none were given. `exporter_off`, `exporter_down`, `queue_full`:
   * the service's `exporter_health` lines say so. `process_ended`: the request has no access line, and the service's log
   * ends there or it started again. `unknown`: nothing in these files tells.
   */
  readonly reason:
    | 'not_sampled'
    | 'no_span_files'
    | 'exporter_off'
    | 'exporter_down'
    | 'queue_full'
    | 'process_ended'
    | 'unknown';
  /** When it began and ended; undefined when that is not in the log. By the service's own clock. */
  readonly from: string | undefined;
  readonly to: string | undefined;
  /** What the exporter said. */
  readonly detail: string | undefined;
  /** Spans lost in that time, those of other requests included. */
  readonly lost: number | undefined;
}

type Reason = Pick<MissingSpans, 'reason'> & Partial<Pick<MissingSpans, 'from' | 'to' | 'detail' | 'lost'>>;

/** A span is sent some time after its end: OTEL_BSP_SCHEDULE_DELAY is 5 s, and then there are retries. */
const SENT_WITHIN_MS = 15_000;
/** A log that goes on for less than this after a line ends there. */
const ENDS_WITHIN_MS = 5_000;
const RESTARTS_WITHIN_MS = 600_000;

/** Finds the spans that should be there, and says why they are not. */
export function missingSpans(records: Records): MissingSpans[] {
  const found = new Set(records.spans.map(({ traceId, spanId }) => `${traceId}/${spanId}`));
  const lacking = records.lines.filter(
    ({ traceId, spanId }) =>
      traceId !== undefined && spanId !== undefined && !found.has(`${traceId}/${spanId}`),
  );
  const groups = Map.groupBy(lacking, ({ service, traceId, isSampled }) =>
    JSON.stringify([service, traceId, isSampled !== false]),
  );
  return [...groups.values()].flatMap((lines) => {
    const [{ service, traceId } = {}] = lines;
    if (service === undefined || traceId === undefined) return [];
    const spanIds = [...new Set(lines.flatMap(({ spanId }) => spanId ?? []))];
    const { reason, from, to, detail, lost } = reasonFor(lines, records);
    return [{ service, traceId, spanIds, reason, from, to, detail, lost }];
  });
}

function reasonFor(lines: readonly LogLine[], records: Records): Reason {
  if (lines.some(({ isSampled }) => isSampled === false)) return { reason: 'not_sampled' };
  if (!records.files.some(({ kind }) => kind.includes('spans'))) return { reason: 'no_span_files' };
  const times = lines.flatMap(({ time }) => time ?? []);
  const first = times.reduce((least, time) => Math.min(least, time), Infinity);
  const last = times.reduce((most, time) => Math.max(most, time), -Infinity);
  const service = lines[0]?.service;
  const outages = exporterOutages(records.exporterChanges.filter((change) => change.service === service));
  const outage = outages.find(
    ({ from = -Infinity, to = Infinity }) => from <= last + SENT_WITHIN_MS && to >= first,
  );
  if (outage) return fromOutage(outage);
  if (lines.some(({ access }) => access)) return { reason: 'unknown' };
  return endOfProcess(service, last, records) ?? { reason: 'unknown' };
}

function fromOutage({ state, from, to, reason, dropped, failed }: ExporterOutage): Reason {
  return {
    reason: state === 'off' ? 'exporter_off' : dropped > 0 ? 'queue_full' : 'exporter_down',
    ...(from !== undefined && { from: isoTime(from) }),
    ...(to !== undefined && { to: isoTime(to) }),
    ...(reason !== undefined && { detail: reason }),
    lost: dropped + failed,
  };
}

function endOfProcess(
  service: string | undefined,
  last: number,
  { starts, ends }: Records,
): Reason | undefined {
  const restart = starts.find(
    (start) => start.service === service && start.time >= last && start.time - last <= RESTARTS_WITHIN_MS,
  );
  if (restart) return { reason: 'process_ended', to: isoTime(restart.time) };
  const own = ends.filter((end) => end.service === service).map(({ time }) => time);
  const end = Math.max(...own);
  if (own.length > 0 && end - last < ENDS_WITHIN_MS) return { reason: 'process_ended', from: isoTime(end) };
  return undefined;
}
