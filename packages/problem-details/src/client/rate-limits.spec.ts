import { expect, it } from 'vitest';
import { readRateLimits } from './rate-limits.js';

const NOW = Date.UTC(2026, 0, 1, 12);
const read = (headers: Record<string, string>) => readRateLimits(new Headers(headers), NOW);

it('joins the fields of the draft by the name of the policy', () => {
  expect(
    read({
      'RateLimit-Policy': '"burst";q=100;w=60, "upload";q=65535;qu="content-bytes";w=10',
      RateLimit: '"burst";r=50;t=30, "upload";r=0;t=4, "other";r=3',
    }),
  ).toEqual([
    { policy: 'burst', limit: 100, remaining: 50, resetMs: 30_000, windowMs: 60_000 },
    { policy: 'upload', limit: 65_535, remaining: 0, resetMs: 4000, windowMs: 10_000, unit: 'content-bytes' },
    { policy: 'other', remaining: 3 },
  ]);
});

it('reads either field without the other', () => {
  expect(read({ 'RateLimit-Policy': '"default";q=3' })).toEqual([{ policy: 'default', limit: 3 }]);
  expect(read({ RateLimit: '"default";r=2;t=1;pk=:AQI=:' })).toEqual([
    { policy: 'default', remaining: 2, resetMs: 1000 },
  ]);
});

it('ignores items without what the draft requires, and fields that are malformed', () => {
  expect(read({ RateLimit: '"a";t=1, "b";r=-1, "c";r=1.5, 4;r=1, "d";r=1;t=?1' })).toEqual([
    { policy: 'd', remaining: 1 },
  ]);
  expect(read({ RateLimit: '"a";r=1,', 'RateLimit-Policy': '"a"' })).toEqual([]);
});

it.each([
  ['RateLimit', '30', 30_000],
  ['X-RateLimit', String(NOW / 1000 + 90), 90_000],
  ['X-RateLimit', String(NOW + 90_000), 90_000],
  ['X-RateLimit', String(NOW / 1000 - 90), 0],
  ['X-Rate-Limit', '0', 0],
])('reads %s-Limit, -Remaining and -Reset: %s', (prefix, reset, resetMs) => {
  expect(
    read({ [`${prefix}-Limit`]: '100, 100;w=60', [`${prefix}-Remaining`]: '7', [`${prefix}-Reset`]: reset }),
  ).toEqual([{ policy: 'default', limit: 100, remaining: 7, resetMs }]);
});

it('compares an epoch with the clock of the server', () => {
  const headers = { 'x-ratelimit-limit': '1', 'x-ratelimit-reset': String(NOW / 1000 + 3660) };
  expect(read({ ...headers, date: new Date(NOW + 3_600_000).toUTCString() })[0]?.resetMs).toBe(60_000);
});

it('prefers what the draft says today', () => {
  const older = { 'ratelimit-limit': '1', 'x-ratelimit-limit': '2' };
  expect(read({ ...older, ratelimit: '"a";r=5' })).toEqual([{ policy: 'a', remaining: 5 }]);
  expect(read(older)).toEqual([{ policy: 'default', limit: 1 }]);
});

it('is empty without fields, and without numbers', () => {
  expect(read({})).toEqual([]);
  expect(read({ 'x-ratelimit-limit': 'many', 'x-ratelimit-reset': '5' })).toEqual([]);
});
