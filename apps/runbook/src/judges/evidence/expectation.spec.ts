import { describe, expect, it } from 'vitest';
import { resolveJudgePlan } from '../plan.js';
import { logEvidenceAbove, logEvidenceBelow, oddsGrid, oddsInterval } from './odds-grid.js';
import { oddsLogLikelihood } from './odds-likelihood.js';
import { logEvidenceRateAbove, logEvidenceRateBelow } from './rate-evidence.js';
import { logChoose } from './log-factorial.js';

const GRID = oddsGrid(resolveJudgePlan().failures);

interface Outcome {
  readonly probability: number;
  readonly logLikelihood: readonly number[];
}

/** Every outcome of one look and its probability at a true odds ratio. */
function lookOutcomes(
  [n, others, hits]: readonly [number, number, number],
  odds: number,
): readonly Outcome[] {
  const [low, high] = [Math.max(0, hits - others), Math.min(n, hits)];
  return Array.from({ length: high - low + 1 }, (_, i) => {
    const [candidate, stable] = [
      { n, hits: low + i },
      { n: others, hits: hits - low - i },
    ];
    return {
      probability: Math.exp(oddsLogLikelihood(candidate, stable, [odds])[0] ?? Number.NaN),
      logLikelihood: oddsLogLikelihood(candidate, stable, GRID),
    };
  });
}

function expectation(
  outcomes: readonly Outcome[],
  logE: (logLikelihood: readonly number[]) => number,
): number {
  return outcomes.reduce(
    (sum, { probability, logLikelihood }) => sum + probability * Math.exp(logE(logLikelihood)),
    0,
  );
}

const MARGINS = Array.from({ length: 6 }, (_, n) =>
  Array.from({ length: 8 }, (__, others) =>
    Array.from({ length: n + others + 1 }, (___, hits) => [n, others, hits] as const),
  ),
).flat(2);

const above = (log: readonly number[]) => logEvidenceAbove(1, GRID, log);
const below = (log: readonly number[]) => logEvidenceBelow(2, GRID, log);

describe('evidence of an odds ratio', () => {
  it('is expected to be exactly 1 at the edge of the null, for all small margins', () => {
    for (const margins of MARGINS) {
      expect(expectation(lookOutcomes(margins, 1), above)).toBeCloseTo(1, 9);
      expect(expectation(lookOutcomes(margins, 2), below)).toBeCloseTo(1, 9);
    }
  });

  it('is expected to be at most 1 anywhere in the null', () => {
    for (const margins of MARGINS) {
      for (const odds of [0.1, 0.5, 0.97])
        expect(expectation(lookOutcomes(margins, odds), above)).toBeLessThan(1 + 1e-9);
      for (const odds of [2.1, 5, 50])
        expect(expectation(lookOutcomes(margins, odds), below)).toBeLessThan(1 + 1e-9);
    }
  });

  it('is expected to be at most 1 over two looks with different margins and odds', () => {
    const second = lookOutcomes([5, 4, 3], 0.8);
    const both = lookOutcomes([3, 7, 5], 1).flatMap((one) =>
      second.map((other) => ({
        probability: one.probability * other.probability,
        logLikelihood: one.logLikelihood.map((log, i) => log + (other.logLikelihood[i] ?? 0)),
      })),
    );
    expect(expectation(both, above)).toBeLessThan(1 + 1e-9);
  });

  it('is expected to be above 1 outside of the null', () => {
    expect(expectation(lookOutcomes([5, 7, 6], 1.5), above)).toBeGreaterThan(1.05);
    expect(expectation(lookOutcomes([5, 7, 6], 1), below)).toBeGreaterThan(1.05);
  });

  it('rises with the hits of the candidate', () => {
    const rising = lookOutcomes([40, 70, 30], 1).map(({ logLikelihood }) => above(logLikelihood));
    const falling = lookOutcomes([40, 70, 30], 1).map(({ logLikelihood }) => below(logLikelihood));
    expect(rising).toEqual(rising.toSorted((x, y) => x - y));
    expect(falling).toEqual(falling.toSorted((x, y) => y - x));
  });

  it('keeps the true odds ratio in the interval but for alpha', () => {
    for (const odds of [0.5, 1, 3]) {
      const outside = lookOutcomes([40, 70, 50], odds).filter(({ logLikelihood }) => {
        const [from, to] = oddsInterval(0.1, GRID, logLikelihood);
        return odds < from || odds > to;
      });
      const share = outside.reduce((sum, { probability }) => sum + probability, 0);
      expect(share).toBeLessThan(0.1);
      expect(share).toBeGreaterThan(0);
    }
  });
});

describe('evidence of a rate', () => {
  function rateExpectation(n: number, rate: number, logE: (hits: number) => number): number {
    let sum = 0;
    for (let hits = 0; hits <= n; hits++) {
      const log = logChoose(n, hits) + hits * Math.log(rate) + (n - hits) * Math.log1p(-rate);
      sum += Math.exp(log + logE(hits));
    }
    return sum;
  }

  it.each([1, 7, 60])('is expected to be 1 at the limit and less beyond it, for %i requests', (n) => {
    for (const limit of [0.01, 0.2, 0.9]) {
      const isBelow = (hits: number) => logEvidenceRateBelow(limit, { n, hits });
      const isAbove = (hits: number) => logEvidenceRateAbove(limit, { n, hits });
      expect(rateExpectation(n, limit, isBelow)).toBeCloseTo(1, 8);
      expect(rateExpectation(n, limit, isAbove)).toBeCloseTo(1, 8);
      expect(rateExpectation(n, Math.min(0.99, 1.05 * limit), isBelow)).toBeLessThan(1);
      expect(rateExpectation(n, 0.8 * limit, isAbove)).toBeLessThan(1);
    }
  });

  it('finds what is far from the limit', () => {
    expect(logEvidenceRateBelow(0.01, { n: 1000, hits: 0 })).toBeGreaterThan(Math.log(60));
    expect(logEvidenceRateAbove(0.05, { n: 100, hits: 20 })).toBeGreaterThan(Math.log(100));
  });
});
