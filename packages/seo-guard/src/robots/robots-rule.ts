/** Values of `max-image-preview`, the most restrictive first. */
export const IMAGE_PREVIEWS = ['none', 'standard', 'large'] as const;
/** One of `IMAGE_PREVIEWS`. */
export type ImagePreview = (typeof IMAGE_PREVIEWS)[number];

/** Directives for one crawler, or for all, in the one form in which they are compared and merged. */
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

/** Restricts nothing: the neutral element of {@link mergeRules}. */
export const NO_RESTRICTION: RobotsRule = {
  index: 2,
  switches: new Set(),
  maxSnippet: Infinity,
  maxImagePreview: Infinity,
  maxVideoPreview: Infinity,
  unavailableAfter: Infinity,
};

/**
 * Both rules at once: of two that differ, the more restrictive one holds.
 * Source: https://developers.google.com/search/docs/crawling-indexing/robots-meta-tag, "conflicting robots rules"
 */
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

/** Whether a rule forbids anything at all. */
export function restricts(rule: RobotsRule): boolean {
  const { index, switches, maxSnippet, maxImagePreview, maxVideoPreview, unavailableAfter } = rule;
  const limits = [maxSnippet, maxImagePreview, maxVideoPreview, unavailableAfter];
  return index < 2 || switches.size > 0 || limits.some(Number.isFinite);
}
