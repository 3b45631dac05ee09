import type { VitalsDevice, VitalsMetric, VitalsSample } from '../vitals-sample.js';
import { intervalRanks, percentileRank, type VitalsInterval } from './percentile.js';

/** What samples can be grouped by, besides the metric. */
export const VITALS_GROUPINGS = ['route', 'device', 'build'] as const;

/** One of {@link VITALS_GROUPINGS}. */
export type VitalsGrouping = (typeof VITALS_GROUPINGS)[number];

/** Which samples are summarised, and how finely. */
export interface VitalsQuery {
  /** Received at this time or later. */
  readonly from: Date;
  /** Received before this time. @default no end */
  readonly to?: Date;
  /** Only these. @default all */
  readonly metrics?: readonly VitalsMetric[];
  /** Only these templates. @default all, and those that no template matched */
  readonly routes?: readonly string[];
  /** Only these. @default all */
  readonly devices?: readonly VitalsDevice[];
  /** Only these. @default all */
  readonly builds?: readonly string[];
  /** One summary for each; what is left out is put together. @default route, device and build */
  readonly by?: readonly VitalsGrouping[];
  /** How sure the interval is, above 0 and below 1. @default 0.95 */
  readonly confidence?: number;
}

/** Which samples a summary is of; null where it is of all. */
export interface VitalsGroup {
  readonly route: string | null;
  readonly device: VitalsDevice | null;
  readonly build: string | null;
}

/** One metric of one group. */
export interface VitalsSummary extends VitalsGroup {
  readonly metric: VitalsMetric;
  /** How many page views reported it. */
  readonly samples: number;
  /** 75th percentile of the sample, one of its values. */
  readonly p75: number;
  /** Where the 75th percentile of all page views is; null when there are too few samples to say, for 95% below 13. */
  readonly interval: VitalsInterval | null;
  readonly confidence: number;
}

/** A metric of a group with the values around its 75th percentile: all that a summary needs of a sorted sample. */
export interface SortedSample extends VitalsGroup {
  readonly metric: VitalsMetric;
  readonly samples: number;
  /** Place of the first of `values` in the sorted sample, counted from 1. */
  readonly firstRank: number;
  /** Ascending and without gaps. */
  readonly values: readonly number[];
}

/** @default route, device and build */
export function groupingsOf({ by = VITALS_GROUPINGS }: VitalsQuery): ReadonlySet<VitalsGrouping> {
  return new Set(by);
}

/** @throws {RangeError} when it is not between 0 and 1 */
export function confidenceOf({ confidence = 0.95 }: VitalsQuery): number {
  if (!(confidence > 0 && confidence < 1)) {
    throw new RangeError('web-vitals: confidence must be above 0 and below 1, such as 0.95.');
  }
  return confidence;
}

/** The summary of one metric of one group. */
export function summaryOf(sorted: SortedSample, confidence: number): VitalsSummary {
  const { metric, route, device, build, samples, firstRank, values } = sorted;
  const at = (rank: number): number => {
    const value = values[rank - firstRank];
    if (value === undefined) throw new RangeError(`web-vitals: the value at place ${rank} was not read.`);
    return value;
  };
  const ranks = intervalRanks(samples, confidence);
  return {
    metric,
    route,
    device,
    build,
    samples,
    p75: at(percentileRank(samples)),
    interval: ranks ? { lower: at(ranks.lower), upper: at(ranks.upper) } : null,
    confidence,
  };
}

/** Summarises samples in memory: what every store has to answer. Sorted by metric, route, device and build. */
export function summarizeVitals(
  samples: Iterable<VitalsSample>,
  query: VitalsQuery,
): readonly VitalsSummary[] {
  const by = groupingsOf(query);
  const confidence = confidenceOf(query);
  const groups = new Map<
    string,
    VitalsGroup & { readonly metric: VitalsMetric; readonly values: number[] }
  >();
  for (const sample of samples) {
    if (!isAsked(sample, query)) continue;
    const { metric } = sample;
    const group = {
      route: by.has('route') ? sample.route : null,
      device: by.has('device') ? sample.device : null,
      build: by.has('build') ? sample.build : null,
    };
    const key = JSON.stringify([metric, group.route, group.device, group.build]);
    const known = groups.get(key);
    if (known) known.values.push(sample.value);
    else groups.set(key, { ...group, metric, values: [sample.value] });
  }
  return sortSummaries(
    [...groups.values()].map((group) => {
      const values = group.values.toSorted((a, b) => a - b);
      return summaryOf({ ...group, samples: values.length, firstRank: 1, values }, confidence);
    }),
  );
}

/** By metric, route, device and build. */
export function sortSummaries(summaries: readonly VitalsSummary[]): readonly VitalsSummary[] {
  const key = ({ metric, route, device, build }: VitalsSummary) => [
    metric,
    route ?? '',
    device ?? '',
    build ?? '',
  ];
  return summaries.toSorted((a, b) => {
    const other = key(b);
    const [mine = '', theirs = ''] =
      key(a)
        .map((part, index) => [part, other[index] ?? ''] as const)
        .find(([x, y]) => x !== y) ?? [];
    return mine < theirs ? -1 : mine > theirs ? 1 : 0;
  });
}

function isAsked(sample: VitalsSample, { from, to, metrics, routes, devices, builds }: VitalsQuery): boolean {
  return (
    sample.receivedAt >= from &&
    (to === undefined || sample.receivedAt < to) &&
    (metrics?.includes(sample.metric) ?? true) &&
    (routes?.includes(sample.route) ?? true) &&
    (devices?.includes(sample.device) ?? true) &&
    (builds?.includes(sample.build) ?? true)
  );
}
