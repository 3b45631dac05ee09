/**
 * A JSON Pointer in URI fragment form (RFC 6901 section 6): `~` and `/` escaped inside a segment, then percent-encoded.
 *
 * @example jsonPointer(['answers', '3', 'a/b']) // '#/answers/3/a~1b'
 */
export function jsonPointer(path: readonly string[]): string {
  return `#${path.map((segment) => `/${escapeSegment(segment)}`).join('')}`;
}

/** Names that are the same in every escaping. */
const PLAIN = /^[\w.-]*$/;

function escapeSegment(segment: string): string {
  if (PLAIN.test(segment)) return segment;
  const escaped = segment.replaceAll('~', '~0').replaceAll('/', '~1');
  // A lone surrogate has no UTF-8 form and would make encodeURIComponent throw.
  return encodeURIComponent(escaped.replaceAll(/\p{Surrogate}/gu, '\u{FFFD}'));
}
