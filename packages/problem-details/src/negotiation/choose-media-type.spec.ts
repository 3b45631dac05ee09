import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { chooseMediaType } from './choose-media-type.js';
import { PROBLEM_MEDIA_TYPES } from './represent.js';

const BROWSER =
  'text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,image/webp,*/*;q=0.8,application/signed-exchange;v=b3;q=0.7';

describe('chooseMediaType', () => {
  it.each([
    [undefined, 'application/problem+json'],
    ['', 'application/problem+json'],
    ['*/*', 'application/problem+json'],
    ['application/*', 'application/problem+json'],
    ['image/png', 'application/problem+json'],
    ['application/json', 'application/json'],
    ['application/json, text/plain, */*', 'application/json'],
    ['application/json, application/problem+json', 'application/problem+json'],
    ['application/json; charset=utf-8', 'application/json'],
    ['application/json;version=2', 'application/problem+json'],
    ['application/problem+xml', 'application/problem+xml'],
    ['Application/Problem+XML;q=0.9, application/json;q=0.8', 'application/problem+xml'],
    ['application/xml', 'application/problem+json'],
    [BROWSER, 'text/html'],
    ['text/*', 'text/html'],
    ['text/html;q=0.5, */*;q=0.6', 'application/problem+json'],
    [
      '*/*;q=0.9, application/problem+json;q=0.1, text/html;q=0.2, application/json;q=0',
      'application/problem+xml',
    ],
    ['*/*, application/problem+json;q=0', 'application/json'],
    ['*/*;q=0', 'application/problem+json'],
    ['text/html;q=0', 'application/problem+json'],
    [';;,"', 'application/problem+json'],
  ])('for %j is %s', (header, expected) => {
    expect(chooseMediaType(header, PROBLEM_MEDIA_TYPES)).toBe(expected);
  });

  it('never chooses what is refused while something is accepted', () => {
    const weight = fc.integer({ min: 0, max: 3 });
    fc.assert(
      fc.property(fc.tuple(weight, weight, weight, weight), (weights) => {
        fc.pre(weights.some((q) => q > 0));
        const header = PROBLEM_MEDIA_TYPES.map((type, i) => `${type};q=0.${weights[i]}`).join();
        const chosen = weights[PROBLEM_MEDIA_TYPES.indexOf(chooseMediaType(header, PROBLEM_MEDIA_TYPES))];
        expect(chosen).toBe(Math.max(...weights));
      }),
    );
  });
});
