import fc from 'fast-check';
import { expect, it } from 'vitest';
import { parseHttpDate } from './http-date.js';

const NOW = Date.UTC(2026, 0, 1);

it.each(['Sun, 06 Nov 1994 08:49:37 GMT', 'Sunday, 06-Nov-94 08:49:37 GMT', 'Sun Nov  6 08:49:37 1994'])(
  'reads %s',
  (text) => {
    expect(parseHttpDate(text, NOW)).toBe(Date.UTC(1994, 10, 6, 8, 49, 37));
  },
);

it('takes two digits of a year for at most 50 years ahead', () => {
  const yearOf = (digits: string) =>
    new Date(parseHttpDate(`Monday, 06-Nov-${digits} 00:00:00 GMT`, NOW) ?? 0).getUTCFullYear();
  expect(['26', '76', '77', '99', '00'].map(yearOf)).toEqual([2026, 2076, 1977, 1999, 2000]);
});

it.each([
  '',
  'soon',
  '2026-01-01T00:00:00Z',
  'Sun, 6 Nov 1994 08:49:37 GMT',
  'Sun, 06 Nov 1994 08:49:37 UTC',
  'Sun, 06 Nov 1994 08:49:37 GMT, Sun, 06 Nov 1994 08:49:37 GMT',
  'Sun, 31 Feb 2026 08:49:37 GMT',
  'Sun, 06 Foo 1994 08:49:37 GMT',
  'Sun, 06 Nov 1994 24:00:00 GMT',
  'Sun, 06 Nov 1994 08:60:00 GMT',
])('refuses "%s"', (text) => {
  expect(parseHttpDate(text, NOW)).toBeUndefined();
});

it('refuses a header that is not there', () => {
  expect(parseHttpDate(null, NOW)).toBeUndefined();
});

it('reads every date that a server writes', () => {
  const dates = fc.date({ min: new Date('1970-01-01'), max: new Date('9999-12-31'), noInvalidDate: true });
  fc.assert(
    fc.property(dates, (date) => {
      expect(parseHttpDate(date.toUTCString(), NOW)).toBe(Math.floor(date.getTime() / 1000) * 1000);
    }),
  );
});
