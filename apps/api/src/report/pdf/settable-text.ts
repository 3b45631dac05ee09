import type { Coverage } from './font-coverage.js';

const GRAPHEMES = new Intl.Segmenter('ko', { granularity: 'grapheme' });
/** Joiners and variation selectors have no glyphs of their own. */
const INVISIBLE = /\p{Default_Ignorable_Code_Point}/u;
/** They would turn the text around them. https://www.unicode.org/reports/tr9/#Directional_Formatting_Characters */
const BIDI_CONTROLS = /\p{Bidi_Control}/gu;

/**
 * What of a text can be printed: every character that one of the fonts has all of. PDF/UA refuses a document with a glyph that is
 * missing, and a name is no reason to have no report.
 */
export function settableText(text: string, fonts: readonly Coverage[]): string {
  const settable = (grapheme: string) => {
    const visible = Array.from(grapheme).filter((character) => !INVISIBLE.test(character));
    return visible.length > 0 && fonts.some((covers) => visible.every((character) => covers(character.codePointAt(0) ?? -1))); // prettier-ignore
  };
  return Array.from(GRAPHEMES.segment(text.replaceAll(BIDI_CONTROLS, '')), ({ segment }) => segment)
    .filter(settable)
    .join('')
    .trim();
}
