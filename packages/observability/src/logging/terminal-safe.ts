/**
 * What a terminal may act upon or hide: C0 and C1 control characters (ECMA-48), DEL, line separators, characters without
 * width or that turn the direction of text (Unicode TR 36, 39), and halves of surrogate pairs.
 */
const UNSAFE =
  // oxlint-disable-next-line no-control-regex -- they are what this is about
  /[\u0000-\u001f\u007f-\u009f\u00ad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb\u{e0000}-\u{e007f}]|\p{Cs}/gu;

/** Text of a log for a terminal: on one line, with what could steer the terminal escaped as in JSON. */
export function terminalSafe(text: string): string {
  return text.replaceAll(UNSAFE, escaped);
}

/** JSON for a terminal: the same value, with escapes. */
export function escapeInJson(json: string): string {
  return json.replaceAll(UNSAFE, escaped);
}

function escaped(char: string): string {
  if (char === '\n') return String.raw`\n`;
  if (char === '\r') return String.raw`\r`;
  if (char === '\t') return String.raw`\t`;
  const units = Array.from({ length: char.length }, (_, i) => char.charCodeAt(i));
  return units.map((unit) => `\\u${unit.toString(16).padStart(4, '0')}`).join('');
}
