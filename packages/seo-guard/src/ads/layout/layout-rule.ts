import type { LocalizedSentence } from '../localized-sentence.js';
import type { PolicySource } from '../policy-source.js';
import type { LayoutFinding, Observation } from './layout-finding.js';
import type { LayoutLimits } from './layout-limits.js';
import type { LayoutRuleId } from './layout-rule-id.js';
import type { PageLayout } from './page-layout.js';

/** What an observation is told with. */
export interface ToldWith {
  readonly slot: string;
  readonly other: string;
  readonly measured: string;
  readonly required: string;
}

/** One rule: where it comes from, what it looks for, and how it is told. */
export interface LayoutRule extends Pick<LayoutFinding, 'severity' | 'unit' | 'bound'> {
  readonly id: LayoutRuleId;
  readonly sources: readonly PolicySource[];
  /** Pure. */
  readonly observe: (layout: PageLayout, limits: LayoutLimits) => readonly Observation[];
  /** A finding in words, Korean and English. */
  readonly tell: (words: ToldWith) => LocalizedSentence;
}
