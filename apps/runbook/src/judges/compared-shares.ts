import { share } from './counts.js';
import type { Comparison } from './evidence/comparison.js';
import { oddsInterval } from './evidence/odds-grid.js';
import type { Terms } from './evidence/terms.js';
import type { Sentence, State } from './finding.js';
import type { JudgePlan } from './plan.js';

/** Both shares of the rollout, and what they leave possible as the odds ratio; bounds that the grid does not reach are left out. */
export function comparedNumbers(
  { rollout }: Comparison,
  { grid }: Terms,
  { alpha }: Pick<JudgePlan, 'alpha'>,
): Readonly<Record<string, number>> {
  const [from, to] = oddsInterval(alpha, grid, rollout.logLikelihood);
  return {
    candidateN: rollout.candidate.n,
    candidateShare: share(rollout.candidate),
    stableN: rollout.stable.n,
    stableShare: share(rollout.stable),
    oddsRatioFrom: from,
    ...(to === Infinity ? {} : { oddsRatioTo: to }),
  };
}

/** Such as "3.20% of 1,000 requests, 0.10% of 9,000 with stable". */
export function comparedShares({ rollout }: Comparison): Sentence {
  const [candidate, stable] = [percent(share(rollout.candidate)), percent(share(rollout.stable))];
  const [n, others] = [rollout.candidate.n.toLocaleString('en'), rollout.stable.n.toLocaleString('en')];
  return {
    ko: `새 버전 ${n}건 중 ${candidate}, 기존 버전 ${others}건 중 ${stable}`,
    en: `${candidate} of ${n} in the candidate, ${stable} of ${others} in stable`,
  };
}

/** How a sentence about a comparison ends. */
export const CONCLUSION: Readonly<Record<State, Sentence>> = {
  abort: { ko: '확실히 나빠졌습니다', en: 'certainly worse' },
  promote: { ko: '허용 범위 안입니다', en: 'within what is tolerated' },
  hold: { ko: '아직 판단할 수 없습니다', en: 'not decided yet' },
};

function percent(value: number): string {
  return `${(100 * value).toFixed(2)}%`;
}
