import { findFlags, type Flag } from './flags.js';
import { summariseGap, type GapSummary } from './gap-summary.js';
import { chooseInsights, type Insight } from './insights.js';
import { byItem, byScale, type ItemCode, type ScaleCode } from './questionnaire.js';
import {
  itemDelta,
  scaleDelta,
  scaleMeans,
  topDeltaItems,
  type AnswerSets,
  type Delta,
  type ScaleMeans,
  type TopDeltaItem,
} from './scoring.js';

/** The rules that made a result; any change of them is a new id. */
export const MODEL_ID = 'core_scoring.v1';

/** What the model says about four answer sets; the `outputs` of a decision packet. */
export interface ResultOutputs {
  readonly scales: Readonly<Record<ScaleCode, ScaleMeans>>;
  readonly deltas: {
    readonly scales: Readonly<Record<ScaleCode, Delta>>;
    readonly items: Readonly<Record<ItemCode, Delta>>;
  };
  readonly flags: readonly Flag[];
  readonly insights: readonly Insight[];
  readonly top_delta_items: readonly TopDeltaItem[];
  readonly gap_summary: GapSummary;
}

/** Applies model `core_scoring.v1`. A pure function: the same answers always give the same outputs. */
export function computeOutputs(sets: AnswerSets): ResultOutputs {
  const flags = findFlags(sets);
  return {
    scales: byScale((scale) => scaleMeans(scale, sets)),
    deltas: {
      scales: byScale((scale) => scaleDelta(scale, sets)),
      items: byItem((item) => itemDelta(item, sets)),
    },
    flags,
    insights: chooseInsights(flags, sets),
    top_delta_items: topDeltaItems(sets),
    gap_summary: summariseGap(sets),
  };
}
