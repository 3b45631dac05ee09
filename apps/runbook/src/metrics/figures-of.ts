import type { RevisionFigures } from '../judges/look.js';
import type { Series } from './prometheus-client.js';

/** Series of one metric at two times. */
export interface Window {
  readonly before: readonly Series[];
  readonly after: readonly Series[];
}

/** The windows that figures are made from. */
export interface FigureWindows {
  /** `http_server_request_duration_seconds_bucket` */
  readonly durations: Window;
  /** `couplekit_problems_total` */
  readonly problems: Window;
}

/** A request that computes a result, in the API or on a page. */
const IS_COMPUTE = /\/(?:compute|result)$/;
/** Probes of the platform, and streams that last as long as somebody waits. */
const NOT_COUNTED = /^\/(?:healthz|readyz)$|\/events$/;

/**
 * What a revision did between two times. Counters that went down have begun anew, as Prometheus takes it
 * (https://prometheus.io/docs/prometheus/latest/querying/functions/#increase), but nothing is extrapolated: counts stay whole.
 * @param vitals values of each web vital in between
 * @returns null when the revision has no series at all
 */
export function figuresOf(
  { durations, problems }: FigureWindows,
  vitals: RevisionFigures['vitals'],
): RevisionFigures | null {
  if (durations.after.length === 0) return null;
  const counted = growth(durations).filter(
    ({ labels }) => !NOT_COUNTED.test(labels['http_route'] ?? '') && labels['error_type'] !== 'aborted',
  );
  const total = (of: (series: Series) => boolean) =>
    sum(counted.filter((series) => isTotal(series) && of(series)));
  const isCompute = ({ labels }: Series) => labels['http_request_method'] === 'POST' && IS_COMPUTE.test(labels['http_route'] ?? ''); // prettier-ignore
  return {
    requests: total(() => true),
    failures: total(isFailure),
    problems: byType(growth(problems)),
    computes: {
      attempts: total(isCompute),
      failures: total((series) => isCompute(series) && isFailure(series)),
    },
    latency: histogramOf(counted),
    vitals,
  };
}

/** How much each series grew. */
function growth({ before, after }: Window): readonly Series[] {
  const known = new Map(before.map(({ labels, value }) => [keyOf(labels), value]));
  return after.map(({ labels, value }) => {
    const start = known.get(keyOf(labels)) ?? 0;
    return { labels, value: value < start ? value : value - start };
  });
}

function keyOf(labels: Series['labels']): string {
  return JSON.stringify(Object.entries(labels).toSorted(([a], [b]) => (a < b ? -1 : 1)));
}

function isTotal({ labels }: Series): boolean {
  return labels['le'] === '+Inf';
}

function isFailure({ labels }: Series): boolean {
  return labels['http_response_status_code']?.startsWith('5') === true;
}

function sum(series: readonly Series[]): number {
  return series.reduce((total, { value }) => total + value, 0);
}

function byType(series: readonly Series[]): Readonly<Record<string, number>> {
  const counts = Map.groupBy(series, ({ labels }) => labels['couplekit_problem_type'] ?? 'about:blank');
  return Object.fromEntries([...counts].map(([type, of]) => [type, sum(of)]));
}

/** Buckets of Prometheus hold everything below them; these hold what is between two bounds. */
function histogramOf(series: readonly Series[]): RevisionFigures['latency'] {
  const below = Map.groupBy(series, ({ labels }) =>
    Number(labels['le'] === '+Inf' ? Infinity : labels['le']),
  );
  const sorted = [...below]
    .map(([bound, of]) => ({ bound, total: sum(of) }))
    .toSorted((a, b) => a.bound - b.bound);
  return {
    boundsS: sorted.map(({ bound }) => bound).filter(Number.isFinite),
    counts: sorted.map(({ total }, at) => total - (sorted[at - 1]?.total ?? 0)),
  };
}
