import { pathToRegexp } from 'path-to-regexp';

/** A path of a rule, ready to be matched. */
export interface PathPattern {
  readonly regexp: RegExp;
  /** First segment in {@link segmentKey} form of every path that it matches; undefined if they differ. */
  readonly firstSegment: string | undefined;
}

/**
 * @param reach whether the pattern matches only its paths, or everything below them too
 * @throws {TypeError} naming a path that is not one
 */
export function compilePattern(path: string, reach: 'path' | 'below'): PathPattern {
  try {
    if (typeof path !== 'string' || !path.startsWith('/')) throw new TypeError('a path begins with a slash.');
    const readable = path.replace(/(?:%[89a-f][0-9a-f])+/gi, decodeURIComponent);
    const { source } = pathToRegexp(readable, { end: reach === 'path' }).regexp;
    // Fastify's router lets a parameter be empty: `/share/` and `/share//x` reach `/share/:id` and `/share/:id/x`.
    const regexp = new RegExp(source.replaceAll('+)', '*)'), 'i');
    const literal = LITERAL_SEGMENT.exec(readable)?.[1];
    return { regexp, firstSegment: literal === undefined ? undefined : segmentKey(literal) };
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new TypeError(`the path "${path}" cannot be used: ${reason}`, { cause });
  }
}

/** Not followed by an optional part that would be of the same segment. */
const LITERAL_SEGMENT = /^\/([^/:*{}()[\]+?!\\"]+)(?=\/|\{\/|$)/;

/** Upper case, because that is how regular expressions compare without regard to case. */
export function segmentKey(segment: string): string {
  return segment.toUpperCase();
}
