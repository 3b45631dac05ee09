import { type Flag } from './flags.js';
import { FLAG_INSIGHTS, HELP_RESOURCES, SCALE_INSIGHTS, type HelpResource } from './insight-texts.js';
import type { LocalizedText } from './localized-text.js';
import { SCALES, type ScaleCode } from './questionnaire.js';
import { scaleDelta, widest, type AnswerSets } from './scoring.js';

/** A card of calm words about one flag or one scale. */
export interface Insight {
  readonly about: Flag['code'] | ScaleCode;
  readonly title: LocalizedText;
  readonly body: LocalizedText;
  /** Where to get help; always there when `about` is SAFETY, else empty. */
  readonly help: readonly HelpResource[];
}

const MOST = 3;

/** At most three insights: high flags first, then the scales with the widest deltas; ties keep questionnaire order. */
export function chooseInsights(flags: readonly Flag[], sets: AnswerSets): readonly Insight[] {
  const high = flags.filter(({ severity }) => severity === 'high').map(({ code }) => flagInsight(code));
  const scales = SCALES.map((scale) => ({ scale, delta: widest(scaleDelta(scale, sets)) }))
    .toSorted((x, y) => y.delta - x.delta)
    .map(({ scale }): Insight => ({ about: scale, ...SCALE_INSIGHTS[scale], help: [] }));
  return [...high, ...scales].slice(0, MOST);
}

function flagInsight(code: Flag['code']): Insight {
  return { about: code, ...FLAG_INSIGHTS[code], help: code === 'SAFETY' ? HELP_RESOURCES : [] };
}
