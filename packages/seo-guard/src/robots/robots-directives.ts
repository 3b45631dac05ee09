import { parseRobotsDate } from './robots-date.js';
import { IMAGE_PREVIEWS, type ImagePreview, type RobotsRule } from './robots-rule.js';

/**
 * What crawlers may do with a response; every directive that is there restricts something, and `{}` is what `all` says.
 * Source: https://developers.google.com/search/docs/crawling-indexing/robots-meta-tag. Not every crawler knows all of them:
 * Bing and Naver's Yeti know `noindex`, `nofollow`, `noarchive`, `nosnippet`; what one does not know, it ignores.
 */
export interface RobotsDirectives {
  /** Do not show this page in search results. */
  readonly noindex?: boolean;
  /** Only with `noindex`: may be indexed all the same where it is embedded by an iframe. */
  readonly indexifembedded?: boolean;
  /** Do not follow the links of this page. With `noindex`, it is what `none` says. */
  readonly nofollow?: boolean;
  /** No text snippet; the same as `maxSnippet: 0`. */
  readonly nosnippet?: boolean;
  readonly noarchive?: boolean;
  readonly noimageindex?: boolean;
  readonly notranslate?: boolean;
  /** Most characters of a text snippet; -1 is no limit. */
  readonly maxSnippet?: number;
  readonly maxImagePreview?: ImagePreview;
  /** Most seconds of a video snippet; -1 is no limit. */
  readonly maxVideoPreview?: number;
  /** Do not show this page in search results from then on; text in the form of RFC 822, RFC 850 or ISO 8601. */
  readonly unavailableAfter?: Date | string;
}

/** Neither shown in search results nor followed: what `none` says. */
export const NOINDEX_NOFOLLOW = { noindex: true, nofollow: true } as const satisfies RobotsDirectives;

const SWITCHES = ['nofollow', 'noarchive', 'noimageindex', 'notranslate'] as const;
const ON_OR_OFF = ['noindex', 'indexifembedded', 'nosnippet', ...SWITCHES] as const;
const VALUED = ['maxSnippet', 'maxImagePreview', 'maxVideoPreview', 'unavailableAfter'] as const;
const KNOWN: ReadonlySet<string> = new Set([...ON_OR_OFF, ...VALUED]);

/**
 * The rule of these directives.
 * @throws {RangeError} naming a directive that does not exist, or whose value is not allowed
 */
export function ruleOf(directives: RobotsDirectives): RobotsRule {
  assertKnown(directives);
  const { noindex, indexifembedded, nosnippet, maxImagePreview } = directives;
  if (indexifembedded && !noindex) {
    throw new RangeError('indexifembedded means something only together with noindex.');
  }
  if (maxImagePreview !== undefined && !IMAGE_PREVIEWS.includes(maxImagePreview)) {
    throw new RangeError(`maxImagePreview must be one of ${IMAGE_PREVIEWS.join(', ')}.`);
  }
  return {
    index: noindex ? (indexifembedded ? 1 : 0) : 2,
    switches: new Set(SWITCHES.filter((name) => directives[name])),
    maxSnippet: limitOf(directives, 'maxSnippet', nosnippet ? 0 : Infinity),
    maxImagePreview: maxImagePreview === undefined ? Infinity : IMAGE_PREVIEWS.indexOf(maxImagePreview),
    maxVideoPreview: limitOf(directives, 'maxVideoPreview', Infinity),
    unavailableAfter: instantOf(directives.unavailableAfter),
  };
}

function assertKnown(directives: RobotsDirectives): void {
  if (typeof directives !== 'object' || directives === null) {
    throw new RangeError('directives must be an object, such as { noindex: true }.');
  }
  const unknown = Object.keys(directives).find((name) => !KNOWN.has(name));
  if (unknown !== undefined) throw new RangeError(`${unknown} is not a directive.`);
  const odd = ON_OR_OFF.find((name) => !['boolean', 'undefined'].includes(typeof directives[name]));
  if (odd !== undefined) throw new RangeError(`${odd} must be true or false.`);
}

function limitOf(directives: RobotsDirectives, name: 'maxSnippet' | 'maxVideoPreview', most: number): number {
  const value = directives[name];
  if (value === undefined || value === -1) return most;
  if (!Number.isSafeInteger(value) || value < 0)
    throw new RangeError(`${name} must be a whole number from -1.`);
  return Math.min(value, most);
}

function instantOf(date: Date | string | undefined): number {
  if (date === undefined) return Infinity;
  const instant = typeof date === 'string' ? parseRobotsDate(date) : date.getTime();
  const year = new Date(instant ?? Number.NaN).getUTCFullYear();
  // Beyond them, ISO 8601 needs agreement between both sides.
  if (instant === undefined || !(year >= 0 && year <= 9999)) {
    throw new RangeError('unavailableAfter must be a valid date, as Date or in the form of RFC 822, RFC 850 or ISO 8601.'); // prettier-ignore
  }
  return instant;
}
