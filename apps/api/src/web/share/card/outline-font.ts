import { readFileSync } from 'node:fs';
import { create, type Font } from 'fontkit';

/** A character as it is drawn, in units of the font: its origin is on the baseline, and y grows upwards. */
interface Outline {
  /** Path data (SVG 2, section 9.3); empty for a space. */
  readonly path: string;
  readonly advance: number;
}

/** A text on one line, in the units of its font. */
export interface OutlinedLine {
  readonly glyphs: readonly { readonly path: string; readonly x: number }[];
  readonly width: number;
}

/** No font kerns two syllables: each is as wide as the other. */
const SYLLABLE = /^[가-힣]$/;

/**
 * One weight of a font whose characters are each one glyph, as those are that `drawableText` lets through. Glyphs, and the kerning of
 * two of them, are read once.
 */
export class OutlineFont {
  readonly unitsPerEm: number;
  readonly #font: Font;
  readonly #outlines = new Map<string, Outline>();
  readonly #kerning = new Map<string, number>();

  /** @param file OpenType or TrueType */
  constructor(file: string) {
    const font = create(readFileSync(file));
    if (!('layout' in font)) throw new Error(`${file} holds several fonts.`);
    this.#font = font;
    this.unitsPerEm = font.unitsPerEm;
  }

  /** Sets characters one after the other, with the font's kerning. */
  line(text: string): OutlinedLine {
    const glyphs: { path: string; x: number }[] = [];
    let x = 0;
    let before: string | undefined;
    for (const character of text) {
      if (before !== undefined) x += this.#kerningOf(before, character);
      const { path, advance } = this.#outlineOf(character);
      if (path !== '') glyphs.push({ path, x });
      x += advance;
      before = character;
    }
    return { glyphs, width: x };
  }

  #outlineOf(character: string): Outline {
    const known = this.#outlines.get(character);
    if (known) return known;
    const glyph = this.#font.glyphForCodePoint(character.codePointAt(0) ?? 0);
    const outline = { path: glyph.path.toSVG(), advance: glyph.advanceWidth };
    this.#outlines.set(character, outline);
    return outline;
  }

  /** Laying out is slow, and there are not many pairs. */
  #kerningOf(left: string, right: string): number {
    if (SYLLABLE.test(left) && SYLLABLE.test(right)) return 0;
    const pair = left + right;
    const known = this.#kerning.get(pair);
    if (known !== undefined) return known;
    const { glyphs, positions } = this.#font.layout(pair);
    const [first] = positions;
    // Two that became one glyph are drawn as two here.
    const kerning = glyphs.length === 2 && first ? first.xAdvance - this.#outlineOf(left).advance : 0;
    this.#kerning.set(pair, kerning);
    return kerning;
  }
}
