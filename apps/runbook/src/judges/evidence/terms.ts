import type { JudgePlan, Limits } from '../plan.js';
import { oddsGrid } from './odds-grid.js';

/** What a comparison goes by. */
export interface Terms {
  readonly limits: Limits;
  /** Odds ratios at which likelihoods are kept, ascending. */
  readonly grid: readonly number[];
  readonly clusterSize: number;
  /** Hits are failures, or whatever is beyond a threshold: that nearly all are is an outage, or a low threshold. */
  readonly hits: 'failures' | 'beyond-threshold';
}

/** With the grid that these limits need. */
export function termsOf(limits: Limits, { clusterSize }: JudgePlan, hits: Terms['hits']): Terms {
  return { limits, grid: oddsGrid(limits), clusterSize, hits };
}
