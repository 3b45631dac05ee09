import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { structuredInteger, structuredString } from './structured-string.js';

/** RFC 9651 section 4.2.5, read backwards. */
function parse(text: string): string {
  expect(text).toMatch(/^"(?:[\x20\x21\x23-\x5b\x5d-\x7e]|\\["\\])*"$/);
  return text.slice(1, -1).replaceAll(/\\(.)/g, '$1');
}

describe('structuredString', () => {
  it('can be read back', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        const written = structuredString(text);
        if (/^[ -~]*$/.test(text)) expect(parse(written ?? '')).toBe(text);
        else expect(written).toBeUndefined();
      }),
    );
  });
});

describe('structuredInteger', () => {
  it.each([
    [0, 0],
    [59.2, 60],
    ['7', 7],
    ['7.5', 8],
    [-1, undefined],
    [Infinity, undefined],
    [Number.NaN, undefined],
    [1e15, undefined],
    ['', undefined],
    ['Wed, 21 Oct 2015 07:28:00 GMT', undefined],
    [undefined, undefined],
    [() => 5, undefined],
  ])('reads %j as %j', (value, expected) => {
    expect(structuredInteger(value)).toBe(expected);
  });
});
