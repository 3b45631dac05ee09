import { expect, it } from 'vitest';
import { readLinkHeader } from './read-link-header.js';

it.each<[string, readonly string[]]>([
  ['</a>; rel="canonical"', ['link[rel=canonical] /a']],
  ['</a>;rel=CANONICAL', ['link[rel=canonical] /a']],
  ['</a>; title="x, <y>; rel=next"; rel="alternate canonical"', ['link[rel=canonical] /a']],
  ['</a>; rel=next, </b,c>; rel=prev', ['header Link /a', 'header Link /b,c']],
  ['</a>', ['header Link /a']],
  ['', []],
  ['a; rel=canonical', []],
])('%s', (value, expected) => {
  expect(readLinkHeader(value).map(({ reference, kind }) => `${kind} ${reference}`)).toEqual(expected);
});

it('is done with a hostile header', () => {
  expect(readLinkHeader(`<a>${';a="'.repeat(20_000)}`).length).toBeLessThan(3);
});
