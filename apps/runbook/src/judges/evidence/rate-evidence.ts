import type { Counts } from '../counts.js';
import { logMeanExp } from './log-mean-exp.js';

const LOWER = [0.02, 0.1, 0.25, 0.5, 0.75, 0.9];
const HIGHER = [1.1, 1.25, 1.5, 2, 3, 5, 10];

/**
 * ln e against "the rate was never below `limit`". A mixture over rates that are all below the limit, not the usual
 * beta mixture over all rates: its likelihood ratios only rise as hits become fewer, so it holds for rates that change
 * from look to look, too, where the two-sided one does not.
 */
export function logEvidenceRateBelow(limit: number, counts: Counts): number {
  return mixture(limit, counts, LOWER);
}

/** ln e against "the rate was never above `limit`". */
export function logEvidenceRateAbove(limit: number, counts: Counts): number {
  return mixture(limit, counts, HIGHER);
}

/** Alternatives are odds, as multiples of the limit's: they stay between 0 and 1. */
function mixture(limit: number, { n, hits }: Counts, multiples: readonly number[]): number {
  return logMeanExp(
    multiples.map((multiple) => hits * Math.log(multiple) - n * Math.log1p(limit * (multiple - 1))),
  );
}
