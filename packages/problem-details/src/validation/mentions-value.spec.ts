import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { mentionsValue } from './mentions-value.js';

describe('mentionsValue', () => {
  it.each([
    ['not hunter2!', 'hunter2'],
    ['not 4711', 4711],
    ['not 12', '12'],
    ['not "a"', 'a'],
    ['not two', ['one', { deep: new Map([['key', new Set(['two'])]]) }]],
    ['not mykey', { nested: new Map([['mykey', 1]]) }],
    ['not 2020-01-01T00:00:00.000Z', new Date('2020-01-01T00:00:00Z')],
    ['not 답변', '답변'],
    ['anything', Array.from({ length: 2_000 }, (_, index) => `x${index}`)],
  ])('finds the value in %j', (message, value) => {
    expect(mentionsValue(message, value)).toBe(true);
  });

  it.each([
    ['must be a string', 'b'],
    ['must be at least 14', 4],
    ['must be a string', ''],
    ['must be a string', ' '],
    ['must be true', true],
    ['must be a string', undefined],
    ['must be a string', null],
    ['must be a string', { a: { b: ['xyz'] } }],
  ])('finds nothing in %j', (message, value) => {
    expect(mentionsValue(message, value)).toBe(false);
  });

  it('survives cycles', () => {
    const cyclic: Record<string, unknown> = {};
    cyclic['self'] = cyclic;
    expect(mentionsValue('x', cyclic)).toBe(true);
  });

  it('finds any text that is inserted', () => {
    fc.assert(
      fc.property(fc.string({ minLength: 3 }), fc.string(), fc.string(), (value, before, after) => {
        fc.pre(value.trim().length > 2);
        expect(mentionsValue(before + value + after, [value])).toBe(true);
      }),
    );
  });
});
