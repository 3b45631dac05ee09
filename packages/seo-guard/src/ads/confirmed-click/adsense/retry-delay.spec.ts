import { describe, expect, it } from 'vitest';
import { pauseMs, retryAfterMs, retryInfoMs } from './retry-delay.js';

const NOW = Date.parse('2026-11-26T00:00:00Z');

describe('Retry-After', () => {
  it.each([
    ['120', 120_000],
    ['0', 0],
    ['Thu, 26 Nov 2026 00:00:30 GMT', 30_000],
    ['Wed, 25 Nov 2026 23:00:00 GMT', 0],
    ['soon', undefined],
    ['-3', undefined],
    ['1.5', undefined],
    ['', undefined],
    [null, undefined],
  ])('of %o is %o ms', (header, expected) => {
    expect(retryAfterMs(header, NOW)).toBe(expected);
  });
});

describe('RetryInfo', () => {
  const info = (retryDelay: unknown) => [
    { '@type': 'type.googleapis.com/google.rpc.ErrorInfo', reason: 'RATE_LIMIT_EXCEEDED' },
    { '@type': 'type.googleapis.com/google.rpc.RetryInfo', retryDelay },
  ];

  it.each([
    [info('30s'), 30_000],
    [info('1.5s'), 1_500],
    [info('x'), undefined],
    [[], undefined],
    [undefined, undefined],
    ['30s', undefined],
  ])('of %j is %o ms', (details, expected) => {
    expect(retryInfoMs(details)).toBe(expected);
  });
});

describe('the pause before the next try', () => {
  it('doubles, and ends at half a minute', () => {
    expect([1, 2, 3, 20].map((attempt) => pauseMs(attempt, undefined, 1))).toEqual([
      500, 1_000, 2_000, 30_000,
    ]);
  });

  it('is half of it at the least', () => {
    expect(pauseMs(3, undefined, 0)).toBe(1_000);
  });

  it('is never shorter than what was asked for', () => {
    expect(pauseMs(1, 20_000, 0)).toBe(20_000);
    expect(pauseMs(3, 1, 1)).toBe(2_000);
  });
});
