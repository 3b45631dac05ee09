import type { OutlineFont } from './outline-font.js';

/** What of the look of a text decides where its characters are; the rest is inherited by what stands in its place. */
interface Setting {
  readonly size: number;
  readonly weight: number;
  readonly anchor: string;
}

/** Some characters of a text that look the same. */
interface Piece {
  readonly text: string;
  readonly setting: Setting;
  readonly attributes: Attributes;
}

type Attributes = Readonly<Record<string, string>>;

const DEFAULT: Setting = { size: 16, weight: 400, anchor: 'start' };
const TAG = /<(\/?)([a-zA-Z]+)((?:\s+[\w:-]+="[^"]*")*)\s*(\/?)>|([^<]+)/g;
const ATTRIBUTE = /([\w:-]+)="([^"]*)"/g;
/** What is told by where the glyphs are, and has no meaning for them. */
const SPENT: ReadonlySet<string> = new Set(['x', 'y', 'font-size', 'font-weight', 'font-family', 'text-anchor', 'xml:space']); // prettier-ignore
const ENTITIES: Readonly<Record<string, string>> = { '&amp;': '&', '&lt;': '<', '&gt;': '>', '&quot;': '"' };

/**
 * Puts outlines in the place of the texts of an SVG that `element` wrote, so that nobody has to shape them: `text` with `tspan`,
 * on one line each, by the weights of one font.
 * @param fontOf the font of a weight, 100 to 900
 */
export function outlineText(svg: string, fontOf: (weight: number) => OutlineFont): string {
  const settings: Setting[] = [DEFAULT];
  let text:
    { readonly setting: Setting; readonly attributes: Attributes; readonly lines: Piece[][] } | undefined;
  let span: { readonly setting: Setting; readonly attributes: Attributes } | undefined;
  let written = '';
  for (const [token, closing, name, inside = '', empty, characters] of svg.matchAll(TAG)) {
    const attributes = characters === undefined && !closing ? attributesIn(inside) : {};
    if (characters !== undefined) {
      if (!text) written += token;
      else
        addPiece(text.lines, {
          text: unescaped(characters),
          ...(span ?? { setting: text.setting, attributes: {} }),
        });
    } else if (name === 'text' && !closing) {
      text = { setting: settingOf(settings.at(-1) ?? DEFAULT, attributes), attributes, lines: [[]] };
    } else if (name === 'text' && text) {
      written += outlined(text.lines, text.attributes, fontOf);
      text = undefined;
    } else if (name === 'tspan' && text) {
      if (!closing && attributes['x'] !== undefined) text.lines.push([]);
      span = closing ? undefined : { setting: settingOf(text.setting, attributes), attributes };
    } else {
      if (closing) settings.pop();
      else if (!empty) settings.push(settingOf(settings.at(-1) ?? DEFAULT, attributes));
      written += token;
    }
  }
  return written;
}

function addPiece(lines: Piece[][], piece: Piece): void {
  lines.at(-1)?.push(piece);
}

function settingOf(inherited: Setting, attributes: Attributes): Setting {
  return {
    size: Number(attributes['font-size'] ?? inherited.size),
    weight: Number(attributes['font-weight'] ?? inherited.weight),
    anchor: attributes['text-anchor'] ?? inherited.anchor,
  };
}

function attributesIn(text: string): Attributes {
  return Object.fromEntries(
    Array.from(text.matchAll(ATTRIBUTE), ([, name = '', value = '']) => [name, value]),
  );
}

function unescaped(text: string): string {
  return text.replaceAll(/&(?:amp|lt|gt|quot);/g, (entity) => ENTITIES[entity] ?? entity);
}

function outlined(
  lines: readonly (readonly Piece[])[],
  attributes: Attributes,
  fontOf: (weight: number) => OutlineFont,
): string {
  const paths = lines.map((pieces) => outlinedLine(pieces, attributes, fontOf)).join('');
  return `<g${lookOf(attributes)}>${paths}</g>`;
}

function outlinedLine(
  pieces: readonly Piece[],
  attributes: Attributes,
  fontOf: (weight: number) => OutlineFont,
): string {
  const [first] = pieces;
  if (!first) return '';
  const spaced = attributes['xml:space'] === 'preserve' ? pieces : collapsed(pieces);
  const set = spaced.map((piece) => {
    const font = fontOf(piece.setting.weight);
    const scale = piece.setting.size / font.unitsPerEm;
    const { glyphs, width } = font.line(piece.text);
    return { piece, glyphs, scale, width: width * scale };
  });
  const width = set.reduce((sum, part) => sum + part.width, 0);
  const { anchor } = first.setting;
  const before = anchor === 'middle' ? width / 2 : anchor === 'end' ? width : 0;
  let x = Number(first.attributes['x'] ?? attributes['x'] ?? 0) - before;
  const y = Number(first.attributes['y'] ?? attributes['y'] ?? 0);
  return set
    .map(({ piece, glyphs, scale, width: advance }) => {
      const start = x;
      x += advance;
      const path = glyphs.map((glyph) => `<path transform="translate(${round(start + glyph.x * scale)} ${round(y)}) scale(${scale} ${-scale})" d="${glyph.path}"/>`).join(''); // prettier-ignore
      return `<g${lookOf(piece.attributes)}>${path}</g>`;
    })
    .join('');
}

/** As `xml:space="default"` has it (SVG 1.1, section 10.15). */
function collapsed(pieces: readonly Piece[]): readonly Piece[] {
  return pieces.map((piece, at) => {
    let text = piece.text.replaceAll(/[\t ]+/g, ' ');
    if (at === 0) text = text.trimStart();
    if (at === pieces.length - 1) text = text.trimEnd();
    return { ...piece, text };
  });
}

function lookOf(attributes: Attributes): string {
  return Object.entries(attributes)
    .filter(([name]) => !SPENT.has(name))
    .map(([name, value]) => ` ${name}="${value}"`)
    .join('');
}

function round(value: number): number {
  return Math.round(value * 1000) / 1000;
}
