import { extent } from '@couplekit/testkit';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { intervalRanks, percentileRank } from './percentile.js';

/** P(B <= k) of the binomial distribution with 0.75, in exact whole numbers: sum of C(n,i) 3^i over 4^n. */
function cumulative(samples: number, k: number): { numerator: bigint; denominator: bigint } {
  let choose = 1n;
  let numerator = 0n;
  for (let i = 0; i <= k; i++) {
    numerator += choose * 3n ** BigInt(i);
    choose = (choose * BigInt(samples - i)) / BigInt(i + 1);
  }
  return { numerator, denominator: 4n ** BigInt(samples) };
}

/** Whether P(B <= k) <= 2.5%. */
const isRare = (samples: number, k: number) => {
  const { numerator, denominator } = cumulative(samples, k);
  return numerator * 40n <= denominator;
};

/** Whether P(B >= k) <= 2.5%. */
const isRareAbove = (samples: number, k: number) => {
  const { numerator, denominator } = cumulative(samples, k - 1);
  return (denominator - numerator) * 40n <= denominator;
};

describe('the 75th percentile', () => {
  it.each([[1, 1], [2, 2], [3, 3], [4, 3], [5, 4], [100, 75], [101, 76]])('of %i values is number %i', (samples, rank) => {
    expect(percentileRank(samples)).toBe(rank);
  }); // prettier-ignore

  it('has an interval from 13 values on at 95%, and not below', () => {
    const smallest = (confidence: number) => [...Array(200).keys()].find((n) => intervalRanks(n, confidence));
    expect([smallest(0.9), smallest(0.95), smallest(0.99)]).toEqual([11, 13, 19]);
    expect(intervalRanks(0, 0.95)).toBeUndefined();
    expect(intervalRanks(13, 0.95)).toEqual({ lower: 7, upper: 13 });
    expect(intervalRanks(100, 0.95)).toEqual({ lower: 66, upper: 84 });
  });

  it('has the narrowest interval that exact arithmetic allows, on each side', () => {
    for (let samples = 13; samples <= 300; samples++) {
      const { lower, upper } = intervalRanks(samples, 0.95) ?? { lower: 0, upper: 0 };
      expect([samples, isRare(samples, lower - 1), isRare(samples, lower)]).toEqual([samples, true, false]);
      expect([samples, isRareAbove(samples, upper), isRareAbove(samples, upper - 1)]).toEqual([
        samples,
        true,
        false,
      ]);
    }
  });

  it('is inside of its interval, and near what the normal distribution says, for large samples', () => {
    fc.assert(
      fc.property(fc.integer({ min: 13, max: 3_000_000 }), (samples) => {
        const { lower, upper } = intervalRanks(samples, 0.95) ?? { lower: NaN, upper: NaN };
        const reach = 1.96 * Math.sqrt(samples * 0.75 * 0.25);
        expect(lower).toBeLessThanOrEqual(percentileRank(samples));
        expect(upper).toBeGreaterThanOrEqual(percentileRank(samples));
        expect(Math.abs(lower - (0.75 * samples - reach))).toBeLessThan(3);
        expect(Math.abs(upper - (0.75 * samples + reach))).toBeLessThan(3);
      }),
      { numRuns: extent(50, 200) },
    );
  });

  it.each([13, 20, 50, 137, 500])(
    'of all page views is in the interval of %i of them as often as it says',
    (samples) => {
      const random = seeded(samples);
      const truth = -Math.log(0.25);
      let covered = 0;
      const tries = 4_000;
      for (let i = 0; i < tries; i++) {
        const values = Float64Array.from({ length: samples }, () => -Math.log(1 - random())).toSorted();
        const { lower, upper } = intervalRanks(samples, 0.95) ?? { lower: 1, upper: 1 };
        if ((values[lower - 1] ?? NaN) <= truth && truth <= (values[upper - 1] ?? NaN)) covered++;
      }
      expect(covered / tries).toBeGreaterThanOrEqual(0.94);
      expect(covered / tries).toBeLessThanOrEqual(0.99);
    },
  );
});

/** Mulberry32: the same numbers in every run. */
function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
