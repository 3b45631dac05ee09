import { describe, expect, it } from 'vitest';
import { logChoose } from './log-factorial.js';
import { oddsLogLikelihood } from './odds-likelihood.js';

const ODDS = [0.25, 0.9, 1, 1.1, 3, 64];

/** Every outcome of a look with these sizes and this sum of hits. */
function outcomes(n: number, others: number, hits: number) {
  const [low, high] = [Math.max(0, hits - others), Math.min(n, hits)];
  return Array.from({ length: high - low + 1 }, (_, i) => ({
    candidate: { n, hits: low + i },
    stable: { n: others, hits: hits - low - i },
  }));
}

function choose(n: number, k: number): number {
  let ways = 1;
  for (let i = 0; i < k; i++) ways = (ways * (n - i)) / (i + 1);
  return ways;
}

describe('oddsLogLikelihood', () => {
  it('is the exact probability, for all looks with up to 6 and 7 requests', () => {
    for (let n = 0; n <= 6; n++)
      for (let others = 0; others <= 7; others++)
        for (let hits = 0; hits <= n + others; hits++) {
          const all = outcomes(n, others, hits);
          for (const odds of ODDS) {
            const weights = all.map(
              ({ candidate, stable }) =>
                choose(n, candidate.hits) * choose(others, stable.hits) * odds ** candidate.hits,
            );
            const total = weights.reduce((sum, weight) => sum + weight, 0);
            for (const [i, { candidate, stable }] of all.entries()) {
              const [log = Number.NaN] = oddsLogLikelihood(candidate, stable, [odds]);
              expect(Math.exp(log)).toBeCloseTo((weights[i] ?? 0) / total, 11);
            }
          }
        }
  });

  it.each([
    [2000, 18_000, 1200],
    [2000, 18_000, 19_500],
    [30, 60_000, 30_000],
  ])('sums to 1 over all outcomes of %i and %i requests with %i hits', (n, others, hits) => {
    for (const odds of ODDS) {
      let sum = 0;
      for (const { candidate, stable } of outcomes(n, others, hits))
        sum += Math.exp(oddsLogLikelihood(candidate, stable, [odds])[0] ?? Number.NaN);
      expect(sum).toBeCloseTo(1, 7);
    }
  });

  it('knows the closed form at an odds ratio of 1, for 100,000 requests', () => {
    const [candidate, stable] = [
      { n: 50_000, hits: 12_400 },
      { n: 50_000, hits: 12_600 },
    ];
    const exact = logChoose(50_000, 12_400) + logChoose(50_000, 12_600) - logChoose(100_000, 25_000);
    expect(oddsLogLikelihood(candidate, stable, [1])[0]).toBeCloseTo(exact, 7);
  });

  it('turns around with the revisions', () => {
    const [a, b] = [
      { n: 900, hits: 40 },
      { n: 5000, hits: 130 },
    ];
    const there = oddsLogLikelihood(a, b, ODDS);
    const back = oddsLogLikelihood(
      b,
      a,
      ODDS.map((odds) => 1 / odds),
    );
    for (const [i, log] of there.entries()) expect(back[i]).toBeCloseTo(log, 8);
  });

  it('says nothing without stable, without hits and where all are hits', () => {
    const zero = ODDS.map(() => 0);
    expect(oddsLogLikelihood({ n: 9, hits: 4 }, { n: 0, hits: 0 }, ODDS)).toEqual(zero);
    expect(oddsLogLikelihood({ n: 9, hits: 0 }, { n: 5, hits: 0 }, ODDS)).toEqual(zero);
    expect(oddsLogLikelihood({ n: 9, hits: 9 }, { n: 5, hits: 5 }, ODDS)).toEqual(zero);
  });
});
