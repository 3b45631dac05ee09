import fc from 'fast-check';
import { expect, it } from 'vitest';
import { parseStructuredList } from './structured-list.js';

const parse = (text: string) =>
  parseStructuredList(text)?.map(({ value, parameters }) => [value, Object.fromEntries(parameters)]);

it.each([
  [
    '"burst";q=100;w=60, "daily";q=1000;w=86400',
    [
      ['burst', { q: 100, w: 60 }],
      ['daily', { q: 1000, w: 86400 }],
    ],
  ],
  [
    '  token;a ,\t"x"; b=?0;c=:AQI=:  ',
    [
      ['token', { a: true }],
      ['x', { b: false, c: 'AQI=' }],
    ],
  ],
  [String.raw`"a \"quoted\" \\ one"`, [[String.raw`a "quoted" \ one`, {}]]],
  [
    '-1.5, 999999999999999, @1659578233',
    [
      [-1.5, {}],
      [999_999_999_999_999, {}],
      [1_659_578_233, {}],
    ],
  ],
  ['a;x=1;x=2', [['a', { x: 2 }]]],
  ['', []],
])('parses %s', (text, expected) => {
  expect(parse(text)).toEqual(expected);
});

it.each([
  '"a",',
  ',"a"',
  '"a" "b"',
  '"open',
  '"a";',
  '"a";A=1',
  '"a";q=',
  '1.2345',
  '1.',
  '1234567890123456',
  '1234567890123.1',
  '("a" "b");q=1',
  '%"display"',
  '"ä"',
  'limit=100, remaining=50',
  '?2',
])('refuses %s as a whole', (text) => {
  expect(parseStructuredList(text)).toBeUndefined();
});

it('survives any text', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 60 }), (text) => {
      const items = parseStructuredList(text);
      expect(items === undefined || Array.isArray(items)).toBe(true);
    }),
    { numRuns: 2000 },
  );
});
