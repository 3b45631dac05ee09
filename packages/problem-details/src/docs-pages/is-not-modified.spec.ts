import { expect, it } from 'vitest';
import { isNotModified } from './is-not-modified.js';

it.each([
  [undefined, false],
  ['', false],
  ['*', true],
  ['W/"a"', true],
  ['"a"', true],
  ['"b", W/"c,d" , W/"a"', true],
  ['"b"', false],
  ['a', false],
  ['"A"', false],
  ['"aa"', false],
])('If-None-Match %j against W/"a" is %s', (header, expected) => {
  expect(isNotModified(header, 'W/"a"')).toBe(expected);
});
