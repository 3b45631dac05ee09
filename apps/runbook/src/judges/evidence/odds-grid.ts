import type { Limits } from '../plan.js';
import { logMeanExp } from './log-mean-exp.js';

/**
 * The prior: equal weights on odds ratios that are denser where effects are small and hard to see. Up to 64, because a
 * revision that fails always is common; a mixture over ten points costs at most ln 10 against the best of them.
 */
const ODDS = [0.25, 0.5, 0.7, 0.85, 1, 1.1, 1.2, 1.35, 1.5, 1.75, 2, 2.5, 3, 4, 6, 10, 20, 64];

/** The odds ratios at which a judge keeps its likelihood, ascending. */
export function oddsGrid({ harmlessOddsRatio, toleratedOddsRatio }: Limits): readonly number[] {
  return [...new Set([...ODDS, harmlessOddsRatio, toleratedOddsRatio])].toSorted((x, y) => x - y);
}

/** ln e against "the odds ratio was never above `ratio`", one of the grid. */
export function logEvidenceAbove(
  ratio: number,
  grid: readonly number[],
  logLikelihood: readonly number[],
): number {
  const at = grid.indexOf(ratio);
  return logMeanExp(logLikelihood.slice(at + 1)) - (logLikelihood[at] ?? Number.NaN);
}

/** ln e against "the odds ratio was never below `ratio`", one of the grid. */
export function logEvidenceBelow(
  ratio: number,
  grid: readonly number[],
  logLikelihood: readonly number[],
): number {
  const at = grid.indexOf(ratio);
  return logMeanExp(logLikelihood.slice(0, at)) - (logLikelihood[at] ?? Number.NaN);
}

/**
 * The odds ratios that the looks leave possible, if it is the same in all of them; rounded outwards to the grid, 0 and
 * `Infinity` where it ends. A confidence sequence: the likelihood of the mixture against that of each ratio.
 */
export function oddsInterval(
  alpha: number,
  grid: readonly number[],
  logLikelihood: readonly number[],
): readonly [from: number, to: number] {
  const mixture = logMeanExp(logLikelihood);
  const possible = logLikelihood.map((log) => mixture - log < -Math.log(alpha));
  return [grid[possible.indexOf(true) - 1] ?? 0, grid[possible.lastIndexOf(true) + 1] ?? Infinity];
}
