import { describe, expect, it } from 'vitest';
import { ITEMS } from './questionnaire.js';
import { STATEMENTS } from './statements.js';
import { DIAGNOSING_WORDS, HANGUL, MARKUP } from './wording-rules.fixture.js';

const LANGUAGES = ['ko', 'en'] as const;
const WORDINGS = ['self', 'guess'] as const;

describe.each(LANGUAGES)('the statements in %s', (language) => {
  const statements = STATEMENTS[language];
  const texts = ITEMS.flatMap(({ code }) => WORDINGS.map((wording) => statements[code][wording]));

  it('cover exactly the items, in questionnaire order', () => {
    expect(Object.keys(statements)).toEqual(ITEMS.map(({ code }) => code));
  });

  it('are non-empty, trimmed and all distinct', () => {
    for (const text of texts) expect(text).toMatch(/^\S.*\S$/);
    expect(new Set(texts).size).toBe(ITEMS.length * WORDINGS.length);
  });

  it('are plain text without diagnosing words', () => {
    for (const text of texts) {
      expect(text).not.toMatch(DIAGNOSING_WORDS);
      expect(text).not.toMatch(MARKUP);
    }
  });

  it('say on which ruler SF1 is rated, and only there', () => {
    for (const { code, max } of ITEMS) {
      for (const wording of WORDINGS) expect(/0: .*10: /.test(statements[code][wording])).toBe(max === 10);
    }
  });
});

describe('the wording', () => {
  it.each(ITEMS.map(({ code }) => code))(
    'of %s speaks of me in SELF and of my partner’s answer in GUESS',
    (code) => {
      expect(STATEMENTS.ko[code].self).toMatch(/^나는 /);
      expect(STATEMENTS.ko[code].guess).toMatch(/^파트너는 .*고 답할 것 같다\./);
      expect(STATEMENTS.en[code].self).toMatch(/\b(I|my)\b/);
      expect(STATEMENTS.en[code].guess).toMatch(/^My partner would say that .*\bthe(y|ir)\b/);
    },
  );

  it('is Korean in ko and not in en', () => {
    for (const { code } of ITEMS) {
      for (const wording of WORDINGS) {
        expect(STATEMENTS.ko[code][wording]).toMatch(HANGUL);
        expect(STATEMENTS.en[code][wording]).not.toMatch(HANGUL);
      }
    }
  });
});
