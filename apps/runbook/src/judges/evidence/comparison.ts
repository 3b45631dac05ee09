import { NOTHING, plus, type Counts } from '../counts.js';
import { logEvidenceAbove, logEvidenceBelow } from './odds-grid.js';
import { oddsLogLikelihood } from './odds-likelihood.js';
import { logEvidenceRateAbove, logEvidenceRateBelow } from './rate-evidence.js';
import type { Terms } from './terms.js';

/** What some looks said about one share: of candidate and stable, and ln of the likelihood at each odds ratio of the grid. */
export interface Tally {
  readonly candidate: Counts;
  readonly stable: Counts;
  readonly logLikelihood: readonly number[];
}

/**
 * What looks said about one share, for the whole rollout and for its current step.
 *
 * Evidence is a product over looks, each of which is compared within itself: a base rate that changes from look to look,
 * the same for both revisions, makes no difference. Each factor's expectation is at most 1 if the odds ratio of the look
 * is harmless, because a likelihood ratio of two noncentral hypergeometric distributions rises with the candidate's
 * hits. So the product is a test supermartingale, and passes 1/alpha in a share of at most alpha of harmless rollouts,
 * however often one looks (Ville's inequality; https://doi.org/10.1214/23-STS894).
 *
 * Assumed: given all looks before, which of a look's requests went to the candidate is independent of their outcome.
 * Requests of one user share revision and fate; where they do, evidence is overstated. `JudgePlan.clusterSize` is for
 * that: the root of an e-value is one (Jensen), and is about what clusters of one outcome are worth.
 */
export interface Comparison {
  readonly rollout: Tally;
  readonly step: Tally;
  /** The candidate, in looks in which stable answered nothing. */
  readonly alone: Counts;
}

/** Before the first look. */
export function noComparison(terms: Terms): Comparison {
  const tally = noTally(terms);
  return { rollout: tally, step: tally, alone: NOTHING };
}

/** The same with nothing said about the step, because a new one begins. */
export function inNextStep(comparison: Comparison, terms: Terms): Comparison {
  return { ...comparison, step: noTally(terms) };
}

/** With one more look; without figures of stable only the candidate's own are counted. */
export function compared(
  comparison: Comparison,
  { candidate, stable }: { readonly candidate: Counts; readonly stable: Counts | undefined },
  { grid, clusterSize }: Terms,
): Comparison {
  const isAlone = stable?.n === 0;
  const look = stable && oddsLogLikelihood(candidate, stable, grid);
  const added = ({ logLikelihood, ...counts }: Tally): Tally => ({
    candidate: plus(counts.candidate, candidate),
    stable: plus(counts.stable, stable ?? NOTHING),
    logLikelihood: logLikelihood.map((log, i) => log + (look?.[i] ?? 0) / clusterSize),
  });
  return {
    rollout: added(comparison.rollout),
    step: added(comparison.step),
    alone: isAlone ? plus(comparison.alone, candidate) : comparison.alone,
  };
}

/** ln of each e-value against a harmless revision; their mean is one, too. */
export function logEvidenceToAbort(
  { rollout, alone }: Comparison,
  { limits, grid, clusterSize }: Terms,
): readonly number[] {
  const relative = logEvidenceAbove(limits.harmlessOddsRatio, grid, rollout.logLikelihood);
  if (limits.abortRateAlone === null) return [relative];
  return [relative, logEvidenceRateAbove(limits.abortRateAlone, alone) / clusterSize];
}

/**
 * ln of the best e-value against a harmful revision, from the looks of one step. Of three, so a judge asks it for
 * three times as much: the odds ratio is tolerated; or the own rate is; or, of thresholds, stable's share within is so low
 * that hardly anything is left to get worse, as with a bound of latency that nearly all answers exceed.
 */
export function logEvidenceToPromote(
  { candidate, stable, logLikelihood }: Tally,
  { limits, grid, clusterSize, hits }: Terms,
): number {
  const relative = logEvidenceBelow(limits.toleratedOddsRatio, grid, logLikelihood);
  const own = logEvidenceRateBelow(limits.toleratedRate, candidate) / clusterSize;
  if (hits === 'failures') return Math.max(relative, own);
  const spared = { n: stable.n, hits: stable.n - stable.hits };
  return Math.max(relative, own, logEvidenceRateBelow(limits.toleratedRate, spared) / clusterSize);
}

function noTally({ grid }: Terms): Tally {
  return { candidate: NOTHING, stable: NOTHING, logLikelihood: grid.map(() => 0) };
}
