import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseRobotsDate } from './robots-date.js';

const iso = (text: string) => {
  const instant = parseRobotsDate(text);
  return instant === undefined ? undefined : new Date(instant).toISOString();
};

describe('the date of unavailable_after', () => {
  it.each([
    ['25 Jun 2010 15:00:00 PST', '2010-06-25T23:00:00.000Z'],
    ['Fri, 25 Jun 2010 15:00:00 GMT', '2010-06-25T15:00:00.000Z'],
    ['25 Jun 10 15:00 +0900', '2010-06-25T06:00:00.000Z'],
    ['1 jan 99 00:00 UT', '1999-01-01T00:00:00.000Z'],
    ['25 Jun 2010 15:00:00 -0330', '2010-06-25T18:30:00.000Z'],
    ['Friday, 25-Jun-10 15:00:00 EDT', '2010-06-25T19:00:00.000Z'],
    ['Wednesday, 02-Jan-2030 03:04:05 GMT', '2030-01-02T03:04:05.000Z'],
    ['2010-06-25', '2010-06-25T00:00:00.000Z'],
    ['2010-06-25T15:00', '2010-06-25T15:00:00.000Z'],
    ['2010-06-25 15:00:00', '2010-06-25T15:00:00.000Z'],
    ['2010-06-25T15:00:00.5+09:00', '2010-06-25T06:00:00.500Z'],
    ['2010-06-25T15:00:00-0800', '2010-06-25T23:00:00.000Z'],
    ['2024-02-29', '2024-02-29T00:00:00.000Z'],
    [' 2010-06-25t15:00:00z ', '2010-06-25T15:00:00.000Z'],
  ])('%s is %s', (text, instant) => {
    expect(iso(text)).toBe(instant);
  });

  it.each([
    '', 'soon', 'soon 5', '2010', '2010-06', '2023-02-29', '2010-13-01', '2010-06-31', '2010-06-25T24:00', '2010-06-25T15:60',
    '2010-06-25T15:00:61', '31 Feb 2010 00:00 GMT', '25 Jun 2010 15:00:00 KST', '25 Jun 2010 15:00:00', '25 Foo 2010 15:00:00 GMT',
    'Friday, 31-Jun-10 15:00:00 GMT', '2010-06-25T15:00:00+24:00', '2010-06-25T15:00:00+09:60', '06/25/2010', '1277477999000',
  ])('%s is none', (text) => {
    expect(iso(text)).toBeUndefined();
  }); // prettier-ignore

  it('reads back every instant that is written as ISO 8601 or as HTTP writes dates', () => {
    fc.assert(
      fc.property(fc.date({ min: new Date('1950-01-01'), max: new Date('9999-12-31'), noInvalidDate: true }), (date) => {
        expect(parseRobotsDate(date.toISOString())).toBe(date.getTime());
        expect(parseRobotsDate(date.toUTCString())).toBe(Math.floor(date.getTime() / 1000) * 1000);
      }),
    ); // prettier-ignore
  });
});
