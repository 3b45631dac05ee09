import { expect, it } from 'vitest';
import { chooseLanguage } from './language.js';

it.each([
  [undefined, 'ko'],
  ['', 'ko'],
  ['*', 'ko'],
  ['fr, de', 'ko'],
  ['en', 'en'],
  ['en-GB,en;q=0.9,ko;q=0.8', 'en'],
  ['ko-KR,ko;q=0.9,en;q=0.8', 'ko'],
  ['en;q=0.5, ko;q=0.6', 'ko'],
  ['ko;q=0, en;q=0.1', 'en'],
  ['en;q=x', 'ko'],
  ['EN-us', 'en'],
] as const)('Accept-Language %s is answered in %s', (header, language) => {
  expect(chooseLanguage(header)).toBe(language);
});
