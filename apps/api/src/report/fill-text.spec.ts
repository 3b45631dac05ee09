import { describe, expect, it } from 'vitest';
import { fillText, hasStrayBrace, variablesOf } from './fill-text.js';

describe('a text with variables', () => {
  it('gets values once, whatever they look like', () => {
    expect(fillText('{a} and {b_2} and {a}', { a: '{b_2}', b_2: '$&' })).toBe('{b_2} and $& and {b_2}');
  });

  it.each(['{c}', '{constructor}', '{to_string}'])('throws where there is no value: %s', (text) => {
    expect(() => fillText(text, {})).toThrow(/^The report has no value for \{/);
  });

  it('names its variables', () => {
    expect(variablesOf('{a} {packet_sha256} {a} { b } {}')).toEqual(['a', 'packet_sha256']);
  });

  it.each([
    ['{a}', false],
    ['{ a}', true],
    ['a}', true],
    ['{A}', true],
  ])('%j has a stray brace: %s', (text, stray) => expect(hasStrayBrace(text)).toBe(stray));
});
