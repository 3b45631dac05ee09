import { describe, expect, it } from 'vitest';
import { FontSlices } from './font-slices.js';

const slices = new FontSlices(`
  @font-face { src: url(./latin.woff2) format('woff2'); unicode-range: U+20-7e, U+a0; }
  @font-face { src: url(./korean.woff2) format('woff2'); unicode-range: U+AC00-D7A3; }
  @font-face { src: url(./arrows.woff2) format('woff2'); unicode-range: U+2190-2193; }`);

describe('the slices of a typeface', () => {
  it('are those of a text, the most used first', () => {
    expect(slices.filesFor('하나와 두리 →', 9)).toEqual(['korean.woff2', 'latin.woff2', 'arrows.woff2']);
    expect(slices.filesFor('Hana and Duri, 하나', 9)).toEqual(['latin.woff2', 'korean.woff2']);
  });

  it('count each character once, and are at most so many', () => {
    expect(slices.filesFor('→→→→→→ab', 1)).toEqual(['latin.woff2']);
  });

  it('are none for characters that the typeface does not have', () => {
    expect(slices.filesFor('\u{1f496}', 9)).toEqual([]);
    expect(slices.filesFor('', 9)).toEqual([]);
  });
});
