import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isExtensionName } from './extension-name.js';

describe('the name of an extension', () => {
  it('is accepted as RFC 9457 section 3.2 has it, and nothing else is', () => {
    const isLetter = (char: string | undefined) =>
      char !== undefined && 'abcdefghijklmnopqrstuvwxyz'.includes(char.toLowerCase());
    const byTheBook = (name: string) =>
      name.length >= 3 &&
      isLetter(name[0]) &&
      [...name].every(
        (char) => isLetter(char) || char === '_' || (char >= '0' && char <= '9' && char.length === 1),
      );
    const near = fc.string({ unit: fc.constantFrom(...'aZ09_-. ㄱ\n'), maxLength: 6 });
    fc.assert(
      fc.property(fc.oneof(near, fc.string({ unit: 'binary', maxLength: 6 })), (name) => {
        expect(isExtensionName(name)).toBe(byTheBook(name));
      }),
      { numRuns: 5000 },
    );
  });

  it('may be the one that a specification gave', () => {
    expect(isExtensionName('violated-policies')).toBe(true);
  });
});
