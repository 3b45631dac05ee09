import type { ExporterChange } from './exporter-log.js';

/** A time in which an exporter did not do its work. */
export interface ExporterOutage {
  readonly state: 'off' | 'down' | 'degraded';
  /** Milliseconds since 1970; undefined when it began before the log. */
  readonly from: number | undefined;
  /** Undefined when the log does not say that it ended. */
  readonly to: number | undefined;
  readonly reason: string | undefined;
  /** Spans lost meanwhile by a full queue. */
  readonly dropped: number;
  /** Spans lost meanwhile otherwise. */
  readonly failed: number;
}

/** Puts the changes of one service together to the times when it was not ok. */
export function exporterOutages(changes: readonly ExporterChange[]): ExporterOutage[] {
  const inOrder = changes.toSorted((a, b) => a.time - b.time);
  const outages: ExporterOutage[] = [];
  let run: ExporterChange[] = [];
  let before: ExporterChange | undefined;
  for (const change of inOrder) {
    if (run.length === 0 && change.from !== 'ok' && change.from !== change.to)
      outages.push(...outage([change], before, change));
    if (change.to === 'ok') {
      if (run.length > 0) outages.push(...outage(run, before, change));
      [run, before] = [[], change];
    } else run.push(change);
  }
  if (run.length > 0) outages.push(...outage(run, before, undefined));
  return outages;
}

function outage(
  run: readonly ExporterChange[],
  before: ExporterChange | undefined,
  end: ExporterChange | undefined,
): ExporterOutage[] {
  const [first] = run;
  if (!first) return [];
  // The line that ends it may be all that is left of it.
  const isCutOff = first === end;
  const states = isCutOff ? [first.from] : run.map(({ to }) => to);
  // At its start a process has lost nothing yet.
  const last = (end && end.from !== end.to ? end : run.at(-1)) ?? first;
  const state = (['off', 'down', 'degraded'] as const).find((name) => states.includes(name));
  if (!state) return [];
  return [
    {
      state,
      from: isCutOff ? undefined : first.time,
      to: end?.time,
      reason: isCutOff ? undefined : (run.find(({ to }) => to === state) ?? first).reason,
      dropped: Math.max(0, last.dropped - (before?.dropped ?? 0)),
      failed: Math.max(0, last.failed - (before?.failed ?? 0)),
    },
  ];
}
