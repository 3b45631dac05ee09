import type { LocalizedSentence } from '../localized-sentence.js';
import type { PolicySource } from '../policy-source.js';
import type { LayoutRuleId } from './layout-rule-id.js';
import type { Viewport } from './page-layout.js';
import type { Rectangle } from './rectangle.js';

/** The part of a finding that a rule decides. */
export interface Observation {
  /** Name of the state in which it was seen. */
  readonly state: string;
  readonly slot: { readonly selector: string; readonly rect: Rectangle };
  /** What the slot is too close to, covered by, or taken for. */
  readonly other?: { readonly selector: string; readonly text: string; readonly rect: Rectangle };
  readonly measured: number;
  readonly required: number;
}

/** One thing about a slot that may lead to a click that nobody meant, or that a policy forbids. */
export interface LayoutFinding extends Observation {
  readonly rule: LayoutRuleId;
  /** Warnings are judgements that a person should confirm. */
  readonly severity: 'error' | 'warning';
  readonly viewport: Viewport['name'];
  readonly unit: 'px' | 'px²' | 'share' | 'score' | 'count';
  /** Whether `required` has to be reached or not exceeded. */
  readonly bound: 'at least' | 'at most';
  readonly sources: readonly PolicySource[];
  readonly text: LocalizedSentence;
}
