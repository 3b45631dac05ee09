/** Tells whether a font has a glyph for a code point. */
export type Coverage = (codePoint: number) => boolean;

/** A range of consecutive code points. */
type Range = readonly [first: number, last: number];

/**
 * Which code points an OpenType font has glyphs for, from its `cmap` table of 32-bit segments.
 * https://learn.microsoft.com/typography/opentype/spec/cmap#format-12-segmented-coverage
 * @throws {Error} when the font has no such table
 */
export function fontCoverage(font: Buffer): Coverage {
  const cmap = tableOffset(font, 'cmap');
  const subtables = Array.from({ length: font.readUInt16BE(cmap + 2) }, (_, index) => cmap + font.readUInt32BE(cmap + 4 + index * 8 + 4)); // prettier-ignore
  const subtable = subtables.find((offset) => font.readUInt16BE(offset) === 12);
  if (subtable === undefined) throw new Error('The font has no cmap of format 12.');
  const ranges = Array.from({ length: font.readUInt32BE(subtable + 12) }, (_, index): Range => {
    const group = subtable + 16 + index * 12;
    return [font.readUInt32BE(group), font.readUInt32BE(group + 4)];
  });
  return (codePoint) => ranges.some(([first, last]) => first <= codePoint && codePoint <= last);
}

function tableOffset(font: Buffer, tag: string): number {
  const tables = Array.from({ length: font.readUInt16BE(4) }, (_, index) => 12 + index * 16);
  const record = tables.find((offset) => font.toString('latin1', offset, offset + 4) === tag);
  if (record === undefined) throw new Error(`The font has no ${tag} table.`);
  return font.readUInt32BE(record + 8);
}
