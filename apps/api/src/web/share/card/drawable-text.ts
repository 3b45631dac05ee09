import type { Coverage } from '../../../report/pdf/font-coverage.js';

const GRAPHEMES = new Intl.Segmenter('ko', { granularity: 'grapheme' });
/** Joiners, variation selectors, and what turns the text around it have no glyphs of their own. */
const INVISIBLE = /[\p{Default_Ignorable_Code_Point}\p{Bidi_Control}\p{Control}]/gu;

/**
 * What of a text can be drawn with one font and nothing put together: neither boxes for missing glyphs, nor marks that pile up
 * over the picture. A name of which nothing remains is empty.
 */
export function drawableText(text: string, covers: Coverage): string {
  return Array.from(
    GRAPHEMES.segment(text.normalize('NFC').replaceAll(INVISIBLE, '')),
    ({ segment }) => segment,
  )
    .filter((grapheme) => {
      const [character = '', ...marks] = Array.from(grapheme);
      return marks.length === 0 && covers(character.codePointAt(0) ?? -1);
    })
    .join('')
    .trim();
}
