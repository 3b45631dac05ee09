import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { chooseLanguage } from './choose-language.js';
import type { Language } from './problem-definition.js';

describe('chooseLanguage', () => {
  it.each<[string | undefined, Language, Language]>([
    [undefined, 'en', 'en'],
    [undefined, 'ko', 'ko'],
    ['', 'ko', 'ko'],
    ['ko', 'en', 'ko'],
    ['ko-KR,ko;q=0.9,en-US;q=0.8,en;q=0.7', 'en', 'ko'],
    ['en-GB', 'ko', 'en'],
    ['en;q=0.3, ko;q=0.7', 'en', 'ko'],
    ['en, ko', 'ko', 'en'],
    ['fr, de;q=0.5', 'ko', 'ko'],
    ['*', 'ko', 'ko'],
    ['en;q=0, *', 'en', 'ko'],
    ['ko;q=0', 'ko', 'en'],
    ['en;q=0', 'ko', 'ko'],
    ['en;q=0, ko;q=0', 'en', 'en'],
    [';;;,=', 'en', 'en'],
  ])('for %j with the default %s is %s', (header, defaultLanguage, expected) => {
    expect(chooseLanguage(header, defaultLanguage)).toBe(expected);
  });

  it('takes the language with the higher weight', () => {
    const weight = fc.integer({ min: 1, max: 1000 }).map((thousandths) => thousandths / 1000);
    fc.assert(
      fc.property(weight, weight, fc.constantFrom<Language>('ko', 'en'), (en, ko, defaultLanguage) => {
        fc.pre(en !== ko);
        const header = `fr, en;q=${en}, ko;q=${ko}`;
        expect(chooseLanguage(header, defaultLanguage)).toBe(en > ko ? 'en' : 'ko');
      }),
    );
  });

  it('answers any header with a language', () => {
    fc.assert(fc.property(fc.string(), (header) => ['en', 'ko'].includes(chooseLanguage(header, 'en'))));
  });
});
