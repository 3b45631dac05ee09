import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { chooseLanguage } from './choose-language.js';
import type { Language } from '../registry/problem-definition.js';

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

  it.each<[string, Language]>([
    ['ja', 'ja'],
    ['JA-jp', 'ja'],
    ['pt-BR', 'pt-BR'],
    ['pt-br-x-mine, ko;q=0.9', 'pt-BR'],
    ['pt', 'pt-BR'],
    ['pt-PT, ko;q=0.5', 'ko'],
    ['zh-Hant-TW-x-a', 'zh-Hant'],
    ['zh-Hans', 'en'],
    ['zh', 'zh-Hant'],
    ['en;q=0, ko;q=0', 'ja'],
    ['en-GB;q=0', 'en'],
    ['en;q=0, en-GB, ja;q=0.1', 'ja'],
    ['*;q=0, ko;q=0.1', 'ko'],
    ['*;q=0.5, en;q=0.1', 'ko'],
    ['ko-', 'ko'],
    ['-', 'en'],
  ])('for %j among five is %s', (header, expected) => {
    expect(chooseLanguage(header, 'en', ['ko', 'en', 'ja', 'pt-BR', 'zh-Hant'])).toBe(expected);
  });

  it('finds a language by any tag below it', () => {
    const subtag = fc.stringMatching(/^[a-z0-9]{1,8}$/);
    fc.assert(
      fc.property(
        fc.array(subtag, { maxLength: 6 }),
        fc.constantFrom('ko', 'en', 'ja'),
        (subtags, language) => {
          const header = [language, ...subtags].join('-').toUpperCase();
          expect(chooseLanguage(`fr, ${header};q=0.2`, 'en', ['en', 'ko', 'ja'])).toBe(language);
        },
      ),
    );
  });

  it('is done with 16 kB of anything', { timeout: 30_000 }, () => {
    for (const piece of ['*,', 'a-', 'ko-a-b,', 'en;q=0,', '*;q=0,ko-x-a-']) {
      expect(chooseLanguage(piece.repeat(16_000 / piece.length), 'en')).toMatch(/^(?:en|ko)$/);
    }
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
