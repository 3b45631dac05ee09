import { describe, expect, it } from 'vitest';
import { ProblemLanguages, textIn, type LanguageOptions } from './problem-languages.js';

const statuses = {
  '4xx': { title: 'クライアントエラー' },
  '5xx': { title: 'サーバーエラー', detail: 'サーバーで問題が発生しました。' },
  404: { title: '見つかりません', detail: 'ここには何もありません。' },
};

describe('ProblemLanguages', () => {
  it.each<[LanguageOptions, readonly string[]]>([
    [{}, ['en', 'ko']],
    [{ defaultLanguage: 'ko' }, ['ko', 'en']],
    [{ languages: ['ko', 'en', 'ja'], texts: { ja: { statuses } } }, ['en', 'ko', 'ja']],
    [{ languages: ['ja'], texts: { ja: { statuses } } }, ['ja']],
    [{ languages: ['ko'] }, ['ko']],
  ])('of %j has the default first', (options, tags) => {
    expect(new ProblemLanguages(options).tags).toEqual(tags);
  });

  it.each<[string, LanguageOptions]>([
    ['defaultLanguage must be "en" or "ko", not "fr"', { defaultLanguage: 'fr' }],
    ['languages has "JA", which is not a language tag', { languages: ['en', 'JA'] }],
    ['languages has "not a tag"', { languages: ['not a tag'] }],
    ['languages must name each language once', { languages: ['en', 'en'] }],
    ['at least one', { languages: [] }],
    ['language "ja" needs texts', { languages: ['en', 'ja'] }],
    [
      'language "ja" needs texts',
      { languages: ['ja'], texts: { ja: { statuses: { ...statuses, '5xx': { title: 'x' } } } } },
    ],
    ['texts has "ja", languages has not', { texts: { ja: { statuses } } }],
  ])('refuses: %s', (message, options) => {
    expect(() => new ProblemLanguages(options)).toThrow(message);
  });

  it('says what a status means in a language of the application', () => {
    const languages = new ProblemLanguages({ languages: ['en', 'ja'], texts: { ja: { statuses } } });
    expect(languages.statusWords(404, 'ja')).toEqual(statuses[404]);
    expect(languages.statusWords(409, 'ja')).toEqual(statuses['4xx']);
    expect(languages.statusWords(500, 'ja')).toEqual(statuses['5xx']);
    expect(languages.statusWords(402, 'en')).toEqual({ title: 'Payment Required' });
  });

  it('lets an application replace a single sentence of an included language', () => {
    const languages = new ProblemLanguages({
      texts: { en: { statuses: { 404: { title: 'Not Found', detail: 'Nothing here, sorry.' } } } },
    });
    expect(languages.statusWords(404, 'en').detail).toBe('Nothing here, sorry.');
    expect(languages.statusWords(404, 'ko').detail).toBe('이 주소에는 아무것도 없습니다.');
    expect(languages.statusWords(499, 'en').title).toBe('Client Error');
  });

  it('has pages only in languages that have the words of pages', () => {
    const texts = { ja: { statuses } };
    expect(new ProblemLanguages({ languages: ['en', 'ja'], texts }).pageTags).toEqual(['en']);
    expect(new ProblemLanguages({ languages: ['ja'], texts }).pageTags).toEqual(['en']);
    expect(new ProblemLanguages({ defaultLanguage: 'ko' }).pageTags).toEqual(['ko', 'en']);
  });

  it.each([undefined, 'text', () => 'text', { en: 7 }, { en: ' ' }, { ko: '글' }])(
    'finds no English in %j',
    (text) => {
      expect(textIn(text, 'en')).toBeUndefined();
    },
  );
});
