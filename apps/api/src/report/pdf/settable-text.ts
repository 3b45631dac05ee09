import type { Coverage } from './font-coverage.js';

const GRAPHEMES = new Intl.Segmenter('ko', { granularity: 'grapheme' });
/** Joiners and variation selectors have no glyphs of their own. */
const INVISIBLE = /\p{Default_Ignorable_Code_Point}/u;
/**
 * Controls have no shape, though a font may have a glyph for them, and PDF/UA refuses U+0000. Those of direction would turn the text
 * around them (https://www.unicode.org/reports/tr9/#Directional_Formatting_Characters).
 */
const CONTROLS = /[\p{Bidi_Control}\p{Cc}]/gu;

/**
 * What of a text can be printed: every character that one of the fonts has all of. PDF/UA refuses a document with a glyph that is
 * missing, and a name is no reason to have no report.
 */
export function settableText(text: string, fonts: readonly Coverage[]): string {
  return graphemesWhere(text.replaceAll(CONTROLS, ''), (grapheme) => {
    const visible = Array.from(grapheme).filter((character) => !INVISIBLE.test(character));
    return visible.length > 0 && fonts.some((covers) => hasAll(covers, visible));
  });
}

/**
 * The same for a text inside of a picture: what one font has, without anything that has to be put together. Where a second font
 * would have to step in, the engine's SVG reader loses glyphs, or never ends.
 */
export function plainText(text: string, font: Coverage): string {
  return graphemesWhere(text.replaceAll(CONTROLS, '').normalize(), (grapheme) => {
    const characters = Array.from(grapheme);
    return characters.length === 1 && !INVISIBLE.test(grapheme) && hasAll(font, characters);
  });
}

const hasAll = (covers: Coverage, characters: readonly string[]) =>
  characters.every((character) => covers(character.codePointAt(0) ?? -1));

function graphemesWhere(text: string, keep: (grapheme: string) => boolean): string {
  const graphemes = Array.from(GRAPHEMES.segment(text), ({ segment }) => segment);
  return graphemes.filter(keep).join('').trim();
}
