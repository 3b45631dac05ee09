import { expect, it } from 'vitest';
import { RecentWork } from './recent-work.js';

function counted() {
  const made: string[] = [];
  const work = new RecentWork<string>(2);
  return {
    made,
    get: (key: string) => work.get(key, () => (made.push(key), Promise.resolve(key))), // prettier-ignore
    work,
  };
}

it('makes the same once, for all who ask at once and later', async () => {
  const { made, get } = counted();
  expect(await Promise.all([get('a'), get('a')])).toEqual(['a', 'a']);
  await get('a');
  expect(made).toEqual(['a']);
});

it('keeps what was asked for last, and no more than its capacity', async () => {
  const { made, get } = counted();
  for (const key of ['a', 'b', 'a', 'c', 'a', 'b']) await get(key);
  expect(made).toEqual(['a', 'b', 'c', 'b']);
});

it('tries again what failed', async () => {
  const { work } = counted();
  await expect(work.get('a', () => Promise.reject(new Error('no')))).rejects.toThrow('no');
  expect(await work.get('a', () => Promise.resolve('yes'))).toBe('yes');
});
