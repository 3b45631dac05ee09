import { expect, it } from 'vitest';
import { seededUniform } from '../simulation/seeded-uniform.js';
import { quantileInterval } from './quantile-interval.js';

it('holds at all looks together, but for alpha', () => {
  let misses = 0;
  for (let seed = 0; seed < 400; seed++) {
    const uniform = seededUniform(seed);
    const values: number[] = [];
    let holds = true;
    for (let look = 0; look < 30; look++) {
      for (let i = 0; i < 20; i++) values.push(uniform());
      const { from = 0, to = 1 } = quantileInterval(values, 0.75, 0.1) ?? {};
      holds &&= from <= 0.75 && 0.75 <= to;
    }
    if (!holds) misses++;
  }
  expect(misses / 400).toBeLessThan(0.1);
  expect(misses).toBeGreaterThan(0);
});

it('narrows with values', () => {
  const thousand = Array.from({ length: 1000 }, (_, i) => i + 1);
  expect(quantileInterval(thousand, 0.75, 0.05)).toMatchObject({ estimate: 750 });
  const { from = 0, to = 0 } = quantileInterval(thousand, 0.75, 0.05) ?? {};
  expect(from).toBeGreaterThan(690);
  expect(from).toBeLessThan(730);
  expect(to).toBeGreaterThan(770);
  expect(to).toBeLessThan(800);
});

it('has no bounds for few values and nothing for none', () => {
  expect(quantileInterval([3, 1, 2], 0.75, 0.05)).toEqual({ estimate: 3, from: undefined, to: undefined });
  expect(quantileInterval([], 0.75, 0.05)).toBeUndefined();
});
