const GRAPHEMES = new Intl.Segmenter('ko', { granularity: 'grapheme' });
const graphemesOf = (text: string): readonly string[] =>
  Array.from(GRAPHEMES.segment(text), ({ segment }) => segment);

/** Scripts whose letters are as wide as high, and emoji. */
const WIDE =
  /[\p{Script=Hangul}\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Extended_Pictographic}\u{FF01}-\u{FF60}]/u;

/** Roughly how wide a text is, where a Latin letter is 1 and a Hangul syllable 2. */
export function textWidth(text: string): number {
  return graphemesOf(text).reduce((sum, grapheme) => sum + (WIDE.test(grapheme) ? 2 : 1), 0);
}

/** A text that is at most so wide, with an ellipsis where something is missing. */
export function shortened(text: string, width: number): string {
  if (textWidth(text) <= width) return text;
  let kept = '';
  for (const grapheme of graphemesOf(text)) {
    if (textWidth(kept + grapheme) > width - 1) break;
    kept += grapheme;
  }
  return `${kept.trimEnd()}…`;
}

/** One line if it fits, else two lines of about the same length, broken after a space or a slash. */
export function inTwoLines(text: string, width: number): readonly string[] {
  if (textWidth(text) <= width) return [text];
  const breaks = [...text.matchAll(/[ /]/g)].map(({ index }) => index + 1);
  const halves = breaks.map((at) => [text.slice(0, at).trimEnd(), text.slice(at)] as const);
  const longer = ([first, second]: readonly [string, string]) =>
    Math.max(textWidth(first), textWidth(second));
  return halves.toSorted((x, y) => longer(x) - longer(y))[0] ?? [text];
}
