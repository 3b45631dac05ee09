const PROLOGUE = '<?xml version="1.0" encoding="UTF-8"?>\n<problem xmlns="urn:ietf:rfc:7807">';
/** A name that every XML parser takes, without a colon. The names of RFC 9457 section 3.2 are all of this kind. */
const NAME = /^[A-Za-z_][A-Za-z0-9_.-]*$/;
/** What would read as an escape, now or once the next character is escaped; so escaping can be undone. */
const READS_AS_ESCAPE = /_(?=x[0-9A-F]*(?:_|[^A-Za-z0-9_.-]))/gu;
/** Code points that XML 1.0 (section 2.2) cannot hold in any form, lone surrogates included. */
const IMPOSSIBLE = /[^\t\n\r\u{20}-\u{D7FF}\u{E000}-\u{FFFD}\u{10000}-\u{10FFFF}]/gu;

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  // A parser would make a line feed of it (section 2.11).
  '\r': '&#xD;',
};

/**
 * A problem as `application/problem+xml` (RFC 9457 appendix B): members are elements, items of an array `i` elements, null
 * an empty element. What XML cannot hold becomes U+FFFD; a character that a name cannot hold becomes `_xHHHH_`.
 *
 * An object whose only member is called `i` reads as an array, as the RFC has it.
 *
 * @param members values of JSON
 */
export function problemXml(members: Readonly<Record<string, unknown>>): string {
  return `${PROLOGUE}${content(members)}</problem>`;
}

/** Text as the content of an element. */
export function escapeXml(text: string): string {
  return text.replaceAll(IMPOSSIBLE, '\u{FFFD}').replaceAll(/[&<>"\r]/g, (char) => ENTITIES[char] ?? char);
}

/** A member's name as the name of an element. */
export function elementName(name: string): string {
  const unambiguous = name.replaceAll(READS_AS_ESCAPE, '_x5F_');
  if (NAME.test(unambiguous)) return unambiguous;
  const inner = unambiguous.replaceAll(/[^A-Za-z0-9_.-]/gu, escapeChar).replace(/^[0-9.-]/, escapeChar);
  return inner || '_x_';
}

function escapeChar(char: string): string {
  return `_x${(char.codePointAt(0) ?? 0).toString(16).toUpperCase()}_`;
}

function content(value: unknown): string {
  if (Array.isArray(value)) return value.map((item) => `<i>${content(item)}</i>`).join('');
  if (typeof value === 'object' && value !== null) {
    return Object.entries(value)
      .filter(([, member]) => member !== undefined)
      .map(([name, member]) => `<${elementName(name)}>${content(member)}</${elementName(name)}>`)
      .join('');
  }
  return value === null ? '' : escapeXml(`${value as string | number | boolean}`);
}
