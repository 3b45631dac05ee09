import { expect, it } from 'vitest';
import { estimatedQuantile, exceedances } from './histogram.js';

const boundsS = [0.1, 0.2, 0.4];

it('counts what exceeds each bound', () => {
  expect(exceedances({ boundsS, counts: [5, 3, 1, 1] })).toEqual([
    { n: 10, hits: 5 },
    { n: 10, hits: 2 },
    { n: 10, hits: 1 },
  ]);
  expect(exceedances({ boundsS: [], counts: [] })).toEqual([]);
});

it.each([
  [0.5, [100, 0, 0, 0], 0.05],
  [0.95, [90, 10, 0, 0], 0.15],
  [0.95, [90, 0, 10, 0], 0.3],
  [0.95, [80, 0, 0, 20], 0.4],
])('estimates the quantile %f of %j', (quantile, counts, expected) => {
  expect(estimatedQuantile(quantile, boundsS, exceedances({ boundsS, counts }))).toBeCloseTo(expected, 10);
});

it('knows no quantile of nothing', () => {
  expect(estimatedQuantile(0.95, boundsS, exceedances({ boundsS, counts: [0, 0, 0, 0] }))).toBeUndefined();
});
