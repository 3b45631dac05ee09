import { expect, it } from 'vitest';
import { SCALES } from './questionnaire.js';
import { SCALE_NAMES } from './scale-names.js';
import { DIAGNOSING_WORDS, HANGUL, MARKUP } from './wording-rules.fixture.js';

it('names every scale, in questionnaire order', () => {
  expect(Object.keys(SCALE_NAMES)).toEqual([...SCALES]);
});

it.each(['ko', 'en'] as const)('gives each scale its own plain name in %s', (language) => {
  const names = SCALES.map((scale) => SCALE_NAMES[scale][language]);
  expect(new Set(names).size).toBe(SCALES.length);
  for (const name of names) {
    expect(name).toMatch(/^\S.*\S$/);
    expect(name).not.toMatch(DIAGNOSING_WORDS);
    expect(name).not.toMatch(MARKUP);
    expect(HANGUL.test(name)).toBe(language === 'ko');
  }
});
