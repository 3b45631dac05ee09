import type { Counts } from '../counts.js';
import { logChoose } from './log-factorial.js';

/** Terms below this share of the sum do not change it. */
const NEGLIGIBLE = 1e-17;

/**
 * ln of the probability that, of all hits of a look, the candidate has those that it has, for each odds ratio
 * candidate/stable: Fisher's noncentral hypergeometric distribution (https://doi.org/10.1080/03610910701790236).
 * Given both sizes and the sum of hits, the common base rate has no part in it.
 */
export function oddsLogLikelihood(
  candidate: Counts,
  stable: Counts,
  odds: readonly number[],
): readonly number[] {
  const hits = candidate.hits + stable.hits;
  const low = Math.max(0, hits - stable.n);
  const high = Math.min(hits, candidate.n);
  if (low === high) return odds.map(() => 0);
  const margins = { n: candidate.n, others: stable.n, hits, low, high };
  const own = logWays(margins, candidate.hits);
  return odds.map((ratio) => own + candidate.hits * Math.log(ratio) - logNormaliser(margins, ratio));
}

interface Margins {
  readonly n: number;
  readonly others: number;
  readonly hits: number;
  readonly low: number;
  readonly high: number;
}

function logWays({ n, others, hits }: Margins, k: number): number {
  return logChoose(n, k) + logChoose(others, hits - k);
}

/** Sums from the mode outwards, each term from its neighbour, until terms are negligible: about 17 standard deviations. */
function logNormaliser(margins: Margins, ratio: number): number {
  const { n, others, hits, low, high } = margins;
  const rest = others - hits;
  const mode = nearMode(margins, ratio);
  let sum = 1;
  for (let k = mode, term = 1; k < high && term > sum * NEGLIGIBLE; k++) {
    term *= (ratio * (n - k) * (hits - k)) / ((k + 1) * (rest + k + 1));
    sum += term;
  }
  for (let k = mode, term = 1; k > low && term > sum * NEGLIGIBLE; k--) {
    term *= (k * (rest + k)) / (ratio * (n - k + 1) * (hits - k + 1));
    sum += term;
  }
  return logWays(margins, mode) + mode * Math.log(ratio) + Math.log(sum);
}

/** Where a term equals its neighbour: the root of a quadratic, in the form that does not cancel at a ratio of 1. */
function nearMode({ n, others, hits, low, high }: Margins, ratio: number): number {
  const a = ratio - 1;
  const b = ratio * (n + hits) + others - hits + 2;
  const c = ratio * n * hits - (others - hits + 1);
  const root = (2 * c) / (b + Math.sqrt(Math.max(0, b * b - 4 * a * c)));
  return Math.min(high, Math.max(low, Math.round(root)));
}
