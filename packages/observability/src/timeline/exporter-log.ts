import { text, type Fields } from './fields.js';
import { readTime } from './log-line.js';

/** A change of an exporter's state, as its `exporter_health` line says. */
export interface ExporterChange {
  readonly service: string;
  /** Milliseconds since 1970. */
  readonly time: number;
  readonly from: string;
  readonly to: string;
  readonly reason: string | undefined;
  /** Items lost since the start of the process, by a full queue. */
  readonly dropped: number;
  /** Items lost since the start of the process, otherwise. */
  readonly failed: number;
}

/** Undefined for any other line, and for exporters of other signals than traces. */
export function readExporterChange(value: object, service: string): ExporterChange | undefined {
  const line = value as Fields;
  const [time, from, to] = [readTime(line['time']), text(line['from']), text(line['to'])];
  if (line['event'] !== 'exporter_health' || line['signal'] !== 'traces') return undefined;
  if (time === undefined || from === undefined || to === undefined) return undefined;
  return {
    service,
    time,
    from,
    to,
    reason: text(line['reason']),
    dropped: count(line['dropped']),
    failed: count(line['failed']),
  };
}

function count(value: unknown): number {
  return typeof value === 'number' ? value : 0;
}
