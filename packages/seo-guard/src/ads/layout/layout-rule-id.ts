/** Names of the rules, as they stand in evidence and in the README. */
export const LAYOUT_RULE_IDS = [
  'near-game',
  'near-video',
  'near-navigation',
  'near-share',
  'near-button',
  'near-link',
  'between-content-and-control',
  'covered',
  'covered-when-opened',
  'overlapping-ads',
  'ad-density',
  'more-ads-than-content',
  'wrong-label',
  'draws-attention',
  'looks-like-content',
  'large-sticky-ad',
  'floating-ad',
  'pop-up-ad',
  'pushes-content-down',
  'no-reserved-height',
  'layout-shift',
] as const;

/** The name of a rule: `near-game`. */
export type LayoutRuleId = (typeof LAYOUT_RULE_IDS)[number];
