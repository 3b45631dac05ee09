import { expect, it } from 'vitest';
import { logChoose } from '../evidence/log-factorial.js';
import { binomial } from './binomial.js';

it.each([
  [1, 0.3],
  [12, 0.01],
  [12, 0.5],
  [200, 0.97],
])('has the exact distribution of %i trials at %f', (n, p) => {
  const draws = 20_000;
  const found = Array.from({ length: n + 1 }, () => 0);
  for (let i = 0; i < draws; i++) {
    const k = binomial(n, p, (i + 0.5) / draws);
    found[k] = (found[k] ?? 0) + 1;
  }
  for (let k = 0; k <= n; k++) {
    const exact = Math.exp(logChoose(n, k) + k * Math.log(p) + (n - k) * Math.log1p(-p));
    expect(Math.abs((found[k] ?? 0) / draws - exact)).toBeLessThan(2 / draws);
  }
});

it('knows what is certain', () => {
  expect([binomial(9, 0, 0.5), binomial(9, 1, 0.5), binomial(0, 0.5, 0.5)]).toEqual([0, 9, 0]);
});
