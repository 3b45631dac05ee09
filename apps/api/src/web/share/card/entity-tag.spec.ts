import { expect, it } from 'vitest';
import { entityTag, noneMatchNames } from './entity-tag.js';

const tag = entityTag('a', '1');

it('is another one for another source or maker, and strong', () => {
  expect(tag).toMatch(/^"[\w-]{27}"$/);
  expect(new Set([tag, entityTag('b', '1'), entityTag('a', '2')]).size).toBe(3);
  expect(entityTag('a', '1')).toBe(tag);
});

it.each([tag, `W/${tag}`, `"x", ${tag}`, '*'])('is named by %s', (header) => {
  expect(noneMatchNames(header, tag)).toBe(true);
});

it.each([undefined, '', '"x"', tag.slice(0, -2)])('is not named by %s', (header) => {
  expect(noneMatchNames(header, tag)).toBe(false);
});
