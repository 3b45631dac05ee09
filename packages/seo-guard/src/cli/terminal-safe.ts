/**
 * What a terminal may act upon or hide: C0 and C1 control characters (ECMA-48), DEL, line separators, characters without
 * width or that turn the direction of text (Unicode TR 36, 39), and halves of surrogate pairs.
 */
const UNSAFE =
  // oxlint-disable-next-line no-control-regex -- they are what this is about
  /[\u0000-\u001f\u007f-\u009f\u00ad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb\u{e0000}-\u{e007f}]|\p{Cs}/gu;

/** Text of a service for a terminal, or inside JSON: on one line, with what could steer the terminal as JSON escapes. */
export function terminalSafe(text: string): string {
  return text.replaceAll(UNSAFE, (char) =>
    Array.from(
      { length: char.length },
      (_, i) => `\\u${char.charCodeAt(i).toString(16).padStart(4, '0')}`,
    ).join(''),
  );
}
