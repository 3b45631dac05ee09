import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseQualityList } from './parse-quality-list.js';

describe('parseQualityList', () => {
  it.each([
    ['a/b', [['a/b', 1, []]]],
    [
      'A/B;Q=0.5 , c',
      [
        ['a/b', 0.5, []],
        ['c', 1, []],
      ],
    ],
    ['a; charset="x,y;z" ;q=.2', [['a', 0.2, ['charset="x,y;z"']]]],
    ['a;q=0', [['a', 0, []]]],
    ['a;q=2', [['a', 1, []]]],
    ['a;q=x, b', [['b', 1, []]]],
    ['a;q=-1', []],
    [' , ;, ;q=1,', []],
    ['a;x="unclosed, b', [['a', 1, ['x="unclosed, b']]]],
    ['', []],
  ] as const)('reads %j', (header, expected) => {
    expect(parseQualityList(header).map(({ value, q, parameters }) => [value, q, parameters])).toEqual(
      expected,
    );
  });

  it('reads any header, and what it wrote', () => {
    const token = fc.stringMatching(/^[a-z0-9*/-]{1,9}$/);
    const items = fc.array(fc.tuple(token, fc.integer({ min: 0, max: 1000 })), { maxLength: 50 });
    fc.assert(
      fc.property(items, (list) => {
        const header = list.map(([value, q]) => `${value};q=${q / 1000}`).join(', ');
        expect(parseQualityList(header).map(({ value, q }) => [value, q * 1000])).toEqual(list);
      }),
    );
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (header) =>
        parseQualityList(header).every(({ value, q }) => value !== '' && q >= 0 && q <= 1),
      ),
    );
  });

  it('is done with 16 kB of anything', { timeout: 30_000 }, () => {
    for (const piece of ['a,', '"', ';', 'a;q=1,', '\\"', '-a']) {
      expect(parseQualityList(piece.repeat(8_000)).length).toBeLessThanOrEqual(50);
    }
  });
});
