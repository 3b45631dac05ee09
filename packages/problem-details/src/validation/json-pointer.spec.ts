import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { jsonPointer } from './json-pointer.js';

/** RFC 6901 sections 4 and 6, read backwards. */
function parse(fragment: string): string[] {
  const pointer = decodeURIComponent(fragment.slice(1));
  if (pointer === '') return [];
  return pointer
    .slice(1)
    .split('/')
    .map((segment) => segment.replaceAll('~1', '/').replaceAll('~0', '~'));
}

describe('jsonPointer', () => {
  it.each([
    [[], '#'],
    [['answers', '3', 'value'], '#/answers/3/value'],
    [[''], '#/'],
    [['a/b'], '#/a~1b'],
    [['m~n'], '#/m~0n'],
    [['c%d'], '#/c%25d'],
    [['e^f'], '#/e%5Ef'],
    [['k"l'], '#/k%22l'],
    [[' '], '#/%20'],
    [['~1'], '#/~01'],
    [['a.b'], '#/a.b'],
    [['답변'], '#/%EB%8B%B5%EB%B3%80'],
    [['\u{D800}'], '#/%EF%BF%BD'],
  ])('writes %j as %s', (path, pointer) => {
    expect(jsonPointer(path)).toBe(pointer);
  });

  it('can be read back to the same path, and is a valid URI fragment', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: 'grapheme' })), (path) => {
        const pointer = jsonPointer(path);
        expect(parse(pointer)).toEqual(path);
        expect(pointer).toMatch(/^#(?:[\w\-.~!$&'()*+,;=:@/?]|%[0-9A-F]{2})*$/);
      }),
    );
  });

  it('never throws', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: 'binary' })), (path) => jsonPointer(path).startsWith('#')),
    );
  });
});
