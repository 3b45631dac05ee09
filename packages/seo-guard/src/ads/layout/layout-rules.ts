import type { LayoutRule } from './layout-rule.js';
import { ATTENTION_RULES } from './rules/attention-rules.js';
import { BETWEEN_RULE } from './rules/between-rule.js';
import { COVERING_RULES } from './rules/covering-rules.js';
import { DENSITY_RULES } from './rules/density-rules.js';
import { DISTANCE_RULES } from './rules/distance-rules.js';
import { STABILITY_RULES } from './rules/stability-rules.js';
import { STAYING_RULES } from './rules/staying-rules.js';

/** All rules, in the order in which findings are told. */
export const LAYOUT_RULES: readonly LayoutRule[] = [
  ...DISTANCE_RULES,
  BETWEEN_RULE,
  ...COVERING_RULES,
  ...DENSITY_RULES,
  ...ATTENTION_RULES,
  ...STAYING_RULES,
  ...STABILITY_RULES,
];
