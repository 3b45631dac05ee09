/** The percentile that Core Web Vitals are judged by. Source: https://web.dev/articles/vitals */
export const VITALS_PERCENTILE = 0.75;

/** Ends of an interval: values of the sample, both included. */
export interface VitalsInterval {
  readonly lower: number;
  readonly upper: number;
}

/** Places in a sorted sample, counted from 1. */
export interface IntervalRanks {
  readonly lower: number;
  readonly upper: number;
}

/**
 * Place of the 75th percentile in a sorted sample of `samples` values, counted from 1: the smallest value that at least three
 * quarters of the sample do not exceed (nearest rank, SQL's `percentile_disc`).
 */
export function percentileRank(samples: number): number {
  return Math.ceil(VITALS_PERCENTILE * samples);
}

/**
 * Places of a confidence interval for the 75th percentile of all page views, from a sample: between two of its values, chosen
 * by the binomial distribution, whatever the values are distributed like. It covers at least `confidence`. Sources: Conover,
 * Practical Nonparametric Statistics (3rd ed.), section 3.2; Hahn and Meeker, Statistical Intervals, section 5.2.
 * @returns undefined where no such interval exists: for 95% below 13 values
 */
export function intervalRanks(samples: number, confidence: number): IntervalRanks | undefined {
  const tail = (1 - confidence) / 2;
  const { first, weights, total } = binomial(samples);
  // Largest l with P(B < l) <= tail, and smallest u with P(B >= u) <= tail, where B counts values below the percentile.
  let lower = first;
  for (let below = 0; lower - first < weights.length; lower++) {
    below += (weights[lower - first] ?? 0) / total;
    if (below > tail) break;
  }
  let upper = first + weights.length;
  for (let above = 0; upper > first; upper--) {
    above += (weights[upper - 1 - first] ?? 0) / total;
    if (above > tail) break;
  }
  return lower >= 1 && upper <= samples ? { lower, upper } : undefined;
}

/** Relative probabilities of `first`, `first + 1`, ...: all that are not negligible beside the most probable one. */
function binomial(samples: number): { first: number; weights: readonly number[]; total: number } {
  const p = VITALS_PERCENTILE;
  const mode = Math.min(samples, Math.floor((samples + 1) * p));
  const above: number[] = [];
  for (let k = mode, weight = 1; k < samples && weight > NEGLIGIBLE; k++) {
    weight *= ((samples - k) * p) / ((k + 1) * (1 - p));
    above.push(weight);
  }
  const below: number[] = [];
  for (let k = mode, weight = 1; k > 0 && weight > NEGLIGIBLE; k--) {
    weight *= (k * (1 - p)) / ((samples - k + 1) * p);
    below.unshift(weight);
  }
  const weights = [...below, 1, ...above];
  return { first: mode - below.length, weights, total: weights.reduce((sum, weight) => sum + weight, 0) };
}

const NEGLIGIBLE = 1e-20;
