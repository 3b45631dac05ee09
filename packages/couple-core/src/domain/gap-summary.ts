import { ITEMS, SCALES, type ScaleCode } from './questionnaire.js';
import { FIFTHS, scaleDelta, scaleDeltaFifths, widest, type AnswerSets } from './scoring.js';

/** The whole comparison in four values. */
export interface GapSummary {
  /** Mean over the eight scales of the wider delta, 0..4, four decimals. */
  readonly mean_delta: number;
  /** The scale with the widest delta; the first in questionnaire order on a tie. */
  readonly top_scale: ScaleCode;
  /** The delta of `top_scale`, 0..4. */
  readonly top_delta: number;
  /** green below 0.8, amber below 1.6, else red. */
  readonly grade: 'green' | 'amber' | 'red';
}

/** Sums the comparison up; graded on exact integers, so that 0.8 is amber and never a rounding of it. */
export function summariseGap(sets: AnswerSets): GapSummary {
  const wide = SCALES.map((scale) => ({ scale, fifths: widest(scaleDeltaFifths(scale, sets)) }));
  const top = wide.reduce((best, next) => (next.fifths > best.fifths ? next : best));
  const mean = wide.reduce((sum, { fifths }) => sum + fifths, 0) / (ITEMS.length * FIFTHS);
  return {
    mean_delta: Math.round(mean * 10_000) / 10_000,
    top_scale: top.scale,
    top_delta: widest(scaleDelta(top.scale, sets)),
    grade: mean < 0.8 ? 'green' : mean < 1.6 ? 'amber' : 'red',
  };
}
