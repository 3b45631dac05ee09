import { describe, expect, it } from 'vitest';
import { contest, median } from './contest.js';

describe('median', () => {
  it.each([
    [[3], 3],
    [[9, 1, 5], 5],
    [[4, 1, 3, 2], 2.5],
  ])('of %o is %f', (values, expected) => {
    expect(median(values)).toBe(expected);
  });
  it('of nothing is an error', () => {
    expect(() => median([])).toThrow(RangeError);
  });
});

describe('contest', () => {
  it('alternates, and does not count the first slice of each', async () => {
    const calls: string[] = [];
    const contender = (name: string) => ({
      name,
      run: async (count: number) => void calls.push(`${name}${count}`),
    });
    const standings = await contest([contender('x'), contender('y')], { rounds: 2, perRound: 7 });
    expect(calls).toEqual(['x7', 'y7', 'x7', 'y7', 'x7', 'y7']);
    expect(standings.map(({ name }) => name)).toEqual(['x', 'y']);
  });
});
