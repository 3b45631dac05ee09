import { expect, it } from 'vitest';
import { readRetryAfter } from './retry-after.js';

const NOW = Date.UTC(2026, 0, 1, 12);
const read = (headers: Record<string, string>) => readRetryAfter(new Headers(headers), NOW);
const inSeconds = (seconds: number) => new Date(NOW + seconds * 1000).toUTCString();

it('reads seconds', () => {
  expect(read({ 'retry-after': '120' })).toEqual({ ms: 120_000, date: new Date(NOW + 120_000) });
  expect(read({ 'retry-after': '0' })).toEqual({ ms: 0, date: new Date(NOW) });
});

it('reads a date by the clock of the server', () => {
  expect(read({ 'retry-after': inSeconds(60) })).toEqual({ ms: 60_000, date: new Date(NOW + 60_000) });
  // The server's clock is an hour ahead: the date means a minute from now, by whatever clock.
  expect(read({ 'retry-after': inSeconds(3660), date: inSeconds(3600) })).toEqual({
    ms: 60_000,
    date: new Date(NOW + 60_000),
  });
  expect(read({ 'retry-after': inSeconds(60), date: 'yesterday' })?.ms).toBe(60_000);
});

it('does not wait for the past', () => {
  expect(read({ 'retry-after': inSeconds(-60) })).toEqual({ ms: 0, date: new Date(NOW) });
});

it('waits for at most 2^31 seconds', () => {
  for (const value of ['9'.repeat(400), 'Fri, 31 Dec 9999 23:59:59 GMT']) {
    const { ms, date } = read({ 'retry-after': value }) ?? {};
    expect(ms).toBe(2_147_483_648_000);
    expect(date?.getTime()).toBe(NOW + 2_147_483_648_000);
  }
});

it.each(['', 'soon', '-1', '1.5', '1e3', '120, 120', '0x10'])('ignores "%s"', (value) => {
  expect(read({ 'retry-after': value })).toBeUndefined();
});

it('is nothing where nothing was sent', () => {
  expect(read({})).toBeUndefined();
});
