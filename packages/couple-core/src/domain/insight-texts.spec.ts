import { describe, expect, it } from 'vitest';
import { FLAG_INSIGHTS, HELP_RESOURCES, SCALE_INSIGHTS } from './insight-texts.js';
import { SCALES } from './questionnaire.js';
import { DIAGNOSING_WORDS, HANGUL, MARKUP } from './wording-rules.fixture.js';

const cards = [...Object.values(SCALE_INSIGHTS), ...Object.values(FLAG_INSIGHTS)];
const texts = [
  ...cards.flatMap(({ title, body }) => [title, body]),
  ...HELP_RESOURCES.flatMap(({ name, note }) => (note ? [name, note] : [name])),
];

describe('the insight cards', () => {
  it('are there for every scale and every flag', () => {
    expect(Object.keys(SCALE_INSIGHTS)).toEqual([...SCALES]);
    expect(Object.keys(FLAG_INSIGHTS)).toEqual(['SAFETY', 'PURSUIT_WITHDRAW', 'COGNITIVE', 'PLANNING_GAP']);
  });

  it.each(['ko', 'en'] as const)('are distinct plain texts without diagnosing words in %s', (language) => {
    const written = texts.map((text) => text[language]);
    expect(new Set(written).size).toBe(written.length);
    for (const text of written) {
      expect(text).toMatch(/^\S.*\S$/);
      expect(text).not.toMatch(DIAGNOSING_WORDS);
      expect(text).not.toMatch(MARKUP);
      expect(HANGUL.test(text)).toBe(language === 'ko');
    }
  });

  it('each suggest one thing to try this week', () => {
    for (const { body } of cards) {
      expect(body.ko.match(/이번 주/g)).toHaveLength(1);
      expect(body.en.match(/this week/gi)).toHaveLength(1);
    }
  });
});

describe('where to get help', () => {
  it('is the police, the women’s emergency hotline and the suicide-prevention hotline', () => {
    expect(HELP_RESOURCES.map(({ phone }) => phone)).toEqual(['112', '1366', '109']);
  });
});
