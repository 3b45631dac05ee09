/**
 * What crawlers may do with a response; every directive that is there restricts something.
 * Source: https://developers.google.com/search/docs/crawling-indexing/robots-meta-tag
 */
export interface RobotsDirectives {
  /** Do not show this page in search results. */
  readonly noindex?: boolean;
  /** With `noindex`: may be indexed all the same where it is embedded by an iframe. */
  readonly indexifembedded?: boolean;
  /** Do not follow the links of this page. */
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
  /** Do not show this page in search results from then on. */
  readonly unavailableAfter?: Date;
}

export const IMAGE_PREVIEWS = ['none', 'standard', 'large'] as const;
export type ImagePreview = (typeof IMAGE_PREVIEWS)[number];

/** Directives in the one form in which they are compared and merged. */
export interface RobotsRule {
  /** 0 not at all, 1 where it is embedded, 2 freely. */
  readonly index: 0 | 1 | 2;
  /** `nofollow` and others that are only on or off, by name; unknown ones of other makers too. */
  readonly switches: ReadonlySet<string>;
  /** Infinity is no limit. */
  readonly maxSnippet: number;
  /** Position in `IMAGE_PREVIEWS`; Infinity is no limit. */
  readonly maxImagePreview: number;
  /** Infinity is no limit. */
  readonly maxVideoPreview: number;
  /** Milliseconds since 1970; Infinity is never. */
  readonly unavailableAfter: number;
}

/** Restricts nothing: the neutral element of `mergeRules`. */
export const NO_RESTRICTION: RobotsRule = {
  index: 2,
  switches: new Set(),
  maxSnippet: Infinity,
  maxImagePreview: Infinity,
  maxVideoPreview: Infinity,
  unavailableAfter: Infinity,
};

const SWITCHES = ['nofollow', 'noarchive', 'noimageindex', 'notranslate'] as const;

/**
 * The rule of these directives.
 * @throws {RangeError} naming a directive whose value is not allowed
 */
export function ruleOf(directives: RobotsDirectives): RobotsRule {
  const { noindex, indexifembedded, nosnippet, maxImagePreview, unavailableAfter } = directives;
  if (maxImagePreview !== undefined && !IMAGE_PREVIEWS.includes(maxImagePreview)) {
    throw new RangeError(`maxImagePreview must be one of ${IMAGE_PREVIEWS.join(', ')}.`);
  }
  if (unavailableAfter !== undefined && Number.isNaN(unavailableAfter.getTime())) {
    throw new RangeError('unavailableAfter must be a valid date.');
  }
  return {
    index: noindex ? (indexifembedded ? 1 : 0) : 2,
    switches: new Set(SWITCHES.filter((name) => directives[name])),
    maxSnippet: nosnippet ? 0 : limit('maxSnippet', directives.maxSnippet),
    maxImagePreview: maxImagePreview === undefined ? Infinity : IMAGE_PREVIEWS.indexOf(maxImagePreview),
    maxVideoPreview: limit('maxVideoPreview', directives.maxVideoPreview),
    unavailableAfter: unavailableAfter?.getTime() ?? Infinity,
  };
}

function limit(name: string, value: number | undefined): number {
  if (value === undefined || value === -1) return Infinity;
  if (!Number.isSafeInteger(value) || value < 0)
    throw new RangeError(`${name} must be a whole number from -1.`);
  return value;
}

/** Both rules at once: of two that differ, the more restrictive one holds, as Google documents it. */
export function mergeRules(a: RobotsRule, b: RobotsRule): RobotsRule {
  return {
    index: a.index < b.index ? a.index : b.index,
    switches: a.switches.union(b.switches),
    maxSnippet: Math.min(a.maxSnippet, b.maxSnippet),
    maxImagePreview: Math.min(a.maxImagePreview, b.maxImagePreview),
    maxVideoPreview: Math.min(a.maxVideoPreview, b.maxVideoPreview),
    unavailableAfter: Math.min(a.unavailableAfter, b.unavailableAfter),
  };
}
