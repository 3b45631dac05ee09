/** How much there is to read. */
export interface TextMeasure {
  /** Words of scripts that separate them: Latin, Cyrillic, Arabic and so on. */
  readonly words: number;
  /** Characters as people count them (grapheme clusters) of scripts where one is a syllable or a word: Hangul, Han, Kana. */
  readonly syllables: number;
}

const EAST_ASIAN = /[\p{Script=Hangul}\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]/u;

/**
 * Measures a text in any mix of languages. A sentence that is repeated counts once: filler is not content.
 * Segmentation: https://unicode.org/reports/tr29/
 */
export function measureText(text: string): TextMeasure {
  const measure = { words: 0, syllables: 0 };
  for (const sentence of distinctSentences(text)) {
    for (const { segment, isWordLike } of new Intl.Segmenter('ko', { granularity: 'word' }).segment(
      sentence,
    )) {
      if (!isWordLike) continue;
      if (EAST_ASIAN.test(segment)) measure.syllables += eastAsianGraphemes(segment);
      else measure.words += 1;
    }
  }
  return measure;
}

function distinctSentences(text: string): ReadonlySet<string> {
  const sentences = new Set<string>();
  for (const { segment } of new Intl.Segmenter('ko', { granularity: 'sentence' }).segment(
    text.normalize('NFC'),
  )) {
    sentences.add(segment.replaceAll(/\s+/gu, ' ').trim());
  }
  return sentences;
}

/** A keyboard held down (ㅋㅋㅋㅋ) is one character. */
function eastAsianGraphemes(word: string): number {
  let count = 0;
  let last = '';
  for (const { segment } of new Intl.Segmenter('ko', { granularity: 'grapheme' }).segment(word)) {
    if (segment !== last && EAST_ASIAN.test(segment)) count += 1;
    last = segment;
  }
  return count;
}
