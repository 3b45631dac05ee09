/** The path of an `Allow` or `Disallow` line, taken apart (RFC 9309 section 2.2.3). */
export interface RobotsPattern {
  /** What stands between the `*`, percent-encoded as it is compared. */
  readonly segments: readonly string[];
  /** Whether a `$` at the end asks for the end of the path. */
  readonly anchored: boolean;
  /** Octets: of several lines that match, the longest one holds. */
  readonly length: number;
}

/** Takes the path of a line apart. */
export function robotsPattern(path: string): RobotsPattern {
  const anchored = path.endsWith('$');
  const segments = path
    .slice(0, anchored ? -1 : undefined)
    .split('*')
    .map(canonicalTarget);
  return { segments, anchored, length: segments.join('*').length + (anchored ? 1 : 0) };
}

/** Whether the pattern matches a path with its query, both percent-encoded by `canonicalTarget`. */
export function matchesPattern({ segments, anchored }: RobotsPattern, target: string): boolean {
  const [first = '', ...others] = segments;
  if (!target.startsWith(first)) return false;
  const last = others.pop();
  if (last === undefined) return !anchored || target === first;
  let at = first.length;
  for (const segment of others) {
    const found = target.indexOf(segment, at);
    if (found < 0) return false;
    at = found + segment.length;
  }
  return anchored ? target.length - last.length >= at && target.endsWith(last) : target.includes(last, at);
}

/**
 * A path with its query in the one form in which it is compared (RFC 9309 section 2.2.2): what need not be percent-encoded is
 * not, what must be is, in upper case; `%2A` and `%24` are the characters `*` and `$` themselves (section 2.2.3).
 */
export function canonicalTarget(target: string): string {
  return target
    .toWellFormed()
    .replace(/%([0-9a-f]{2})|[^\x21-\x7e]|["<>\\^`{|}]/giu, (found, hex: string | undefined) => {
      if (hex === undefined) return encodeURIComponent(found);
      const character = String.fromCharCode(Number.parseInt(hex, 16));
      return /[\w.~*$-]/.test(character) ? character : found.toUpperCase();
    });
}
