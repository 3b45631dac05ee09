import { Resvg } from '@resvg/resvg-js';
import { describe, expect, it } from 'vitest';
import { sampleSource } from '../../../report/check-report.js';
import { cardFontFiles } from './card-fonts.js';
import { cardSvg } from './card-svg.js';
import { CARD_STYLES } from './card-layout.js';
import { OutlineFont } from './outline-font.js';
import { outlineText } from './outline-text.js';

const files: Readonly<Record<number, string>> = cardFontFiles();
const fonts = new Map(Object.entries(files).map(([weight, file]) => [Number(weight), new OutlineFont(file)]));
const fontOf = (weight: number) => {
  const font = fonts.get(weight);
  if (!font) throw new Error(`No font has the weight ${weight}.`);
  return font;
};
const inside = (content: string) => `<svg xmlns="http://www.w3.org/2000/svg" width="400" height="120" viewBox="0 0 400 120" font-family="Pretendard">${content}</svg>`; // prettier-ignore

/** The share of pixels that clearly differ between what resvg shapes itself and outlines. */
function difference(svg: string): number {
  const shaped = new Resvg(svg, { font: { fontFiles: Object.values(files), loadSystemFonts: false, defaultFontFamily: 'Pretendard' } }).render(); // prettier-ignore
  const outlined = new Resvg(outlineText(svg, fontOf), { font: { loadSystemFonts: false } }).render();
  expect([outlined.width, outlined.height]).toEqual([shaped.width, shaped.height]);
  const [one, other] = [shaped.pixels, outlined.pixels];
  return one.filter((value, at) => Math.abs(value - (other[at] ?? 0)) > 64).length / one.length;
}

describe('outlineText', () => {
  it.each([
    ['syllables', '<text x="10" y="50" font-size="30">서로의 짐작은 얼마나</text>'],
    ['kerning', '<text x="10" y="50" font-size="40" font-weight="700">We AV To 1.01</text>'],
    ['the middle', '<text x="200" y="50" font-size="30" text-anchor="middle">가운데 Middle</text>'],
    ['the end', '<text x="390" y="50" font-size="30" text-anchor="end">끝 End</text>'],
    ['spaces that collapse', '<text x="10" y="50" font-size="30">  a   b  </text>'],
    ['spaces that stay', '<text x="10" y="50" font-size="30" xml:space="preserve">a   b<tspan font-weight="700">  c</tspan></text>'],
    ['another look within', '<text x="10" y="50" font-size="30" fill="red">하나 <tspan fill="blue" font-weight="600">두리</tspan></text>'],
    ['two lines', '<text text-anchor="middle" font-size="20"><tspan x="100" y="40">Cognitive</tspan><tspan x="100" y="64">Bias</tspan></text>'],
    ['what is inherited', '<g font-size="24" transform="translate(10 10) scale(1.5)" fill="green"><text x="0" y="30">12&lt;b&gt; &amp; "</text></g>'],
  ])('draws %s as they are shaped', (_, content) => {
    const svg = inside(content);
    expect(outlineText(svg, fontOf)).not.toContain('<text');
    expect(difference(svg)).toBeLessThan(0.0005);
  }); // prettier-ignore

  it('sees the difference that a kerning makes', () => {
    const svg = inside('<text x="10" y="50" font-size="40" font-weight="700">We AV To</text>');
    const unkerned = { unitsPerEm: fontOf(700).unitsPerEm, line: (text: string) => {
      const parts = Array.from(text, (character) => fontOf(700).line(character));
      let x = 0;
      const glyphs = parts.flatMap((part) => {
        const placed = part.glyphs.map(({ path, x: at }) => ({ path, x: at + x }));
        x += part.width;
        return placed;
      });
      return { glyphs, width: x };
    } }; // prettier-ignore
    expect(outlineText(svg, fontOf)).not.toBe(outlineText(svg, () => unkerned as unknown as OutlineFont));
  });

  it.each(CARD_STYLES)('draws a whole card, %s, as it was shaped', (style) => {
    const { scales, gap_summary: gap } = sampleSource().result.outputs;
    for (const language of ['ko', 'en'] as const) {
      const participants = [
        { role: 'A' as const, nickname: '하나 AV' },
        { role: 'B' as const, nickname: '두리 & <b>' },
      ];
      const svg = cardSvg({ language, locked: false, participants, gap, scales }, style, (text) => text);
      expect(difference(svg)).toBeLessThan(0.0001);
    }
  });
});
