import { describe, expect, it } from 'vitest';
import { logChoose, logFactorial } from './log-factorial.js';

function exactLog(value: bigint): number {
  const digits = value.toString();
  return Math.log(Number(`0.${digits.slice(0, 18)}`)) + digits.length * Math.LN10;
}

function factorial(n: number): bigint {
  let product = 1n;
  for (let i = 2n; i <= BigInt(n); i++) product *= i;
  return product;
}

describe('logFactorial', () => {
  it.each([0, 1, 2, 3, 20, 170, 255, 256, 257, 1000, 3000])('agrees with the exact %i!', (n) => {
    expect(Math.abs(logFactorial(n) - exactLog(factorial(n)))).toBeLessThan(
      5e-15 * Math.max(1, logFactorial(n)),
    );
  });

  it('grows by ln n from n - 1, up to 100,000', () => {
    for (const n of [256, 257, 10_000, 100_000])
      expect(logFactorial(n) - logFactorial(n - 1)).toBeCloseTo(Math.log(n), 8);
  });
});

describe('logChoose', () => {
  it('agrees with exact numbers of ways', () => {
    const ways = factorial(600) / (factorial(250) * factorial(350));
    expect(logChoose(600, 250)).toBeCloseTo(exactLog(ways), 9);
    expect(logChoose(7, 0)).toBe(0);
    expect(Math.exp(logChoose(7, 3))).toBeCloseTo(35, 10);
  });
});
