import type { Counts } from './counts.js';

/** A histogram of latency; see `RevisionFigures`. */
export interface Histogram {
  readonly boundsS: readonly number[];
  readonly counts: readonly number[];
}

/** For every bound, how many took longer. */
export function exceedances({ boundsS, counts }: Histogram): readonly Counts[] {
  const n = counts.reduce((sum, count) => sum + count, 0);
  let rest = n;
  return boundsS.map((_, i) => {
    rest -= counts[i] ?? 0;
    return { n, hits: rest };
  });
}

/**
 * A quantile in seconds from numbers of exceedances, linear within a bucket as Prometheus' `histogram_quantile`. Beyond
 * the last bound: that bound. Of nothing: `undefined`.
 */
export function estimatedQuantile(
  quantile: number,
  boundsS: readonly number[],
  exceeding: readonly Counts[],
): number | undefined {
  const n = exceeding[0]?.n ?? 0;
  if (n === 0) return undefined;
  const allowed = (1 - quantile) * n;
  const bucket = exceeding.findIndex(({ hits }) => hits <= allowed);
  if (bucket === -1) return boundsS.at(-1);
  const [from, to] = [boundsS[bucket - 1] ?? 0, boundsS[bucket] ?? 0];
  const [before, after] = [exceeding[bucket - 1]?.hits ?? n, exceeding[bucket]?.hits ?? 0];
  return before === after ? to : from + ((to - from) * (before - allowed)) / (before - after);
}
