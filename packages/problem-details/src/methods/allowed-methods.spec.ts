import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { allowedMethods } from './allowed-methods.js';

describe('allowedMethods', () => {
  it.each<[readonly string[], readonly string[] | undefined]>([
    [[], undefined],
    [['OPTIONS'], undefined],
    [
      ['OPTIONS', 'GET'],
      ['GET', 'OPTIONS'],
    ],
    [
      ['PURGE', 'DELETE', 'COPY', 'HEAD', 'GET'],
      ['GET', 'HEAD', 'DELETE', 'COPY', 'PURGE'],
    ],
  ])('of %j is %j', (routed, expected) => {
    expect(allowedMethods(new Set(routed))).toEqual(expected);
  });

  it('is undefined when the routes cannot be told', () => {
    expect(allowedMethods(undefined)).toBeUndefined();
  });

  it('keeps every method once, whatever the order of the routes', () => {
    const methods = fc.uniqueArray(fc.constantFrom('GET', 'HEAD', 'POST', 'PUT', 'LOCK', 'OPTIONS'), {
      minLength: 2,
    });
    fc.assert(
      fc.property(methods, (routed) => {
        const forward = allowedMethods(new Set(routed));
        expect(forward?.toSorted()).toEqual(routed.toSorted());
        expect(allowedMethods(new Set(routed.toReversed()))).toEqual(forward);
      }),
    );
  });
});
