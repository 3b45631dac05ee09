import fc from 'fast-check';
import { expect, it } from 'vitest';
import { logMeanExp } from './log-mean-exp.js';

it('is the mean, where that does not overflow', () => {
  fc.assert(
    fc.property(fc.array(fc.double({ min: -20, max: 20, noNaN: true }), { minLength: 1 }), (logs) => {
      const mean = logs.reduce((sum, log) => sum + Math.exp(log), 0) / logs.length;
      expect(logMeanExp(logs)).toBeCloseTo(Math.log(mean), 9);
    }),
  );
});

it('neither overflows nor vanishes', () => {
  expect(logMeanExp([5000, 5000])).toBe(5000);
  expect(logMeanExp([-5000, -5000 - Math.log(3)])).toBeCloseTo(-5000 + Math.log(2 / 3), 9);
  expect(logMeanExp([-Infinity, -Infinity])).toBe(-Infinity);
  expect(logMeanExp([])).toBe(0);
});
