import { CONCLUSION, comparedShares } from './compared-shares.js';
import { logEvidenceToAbort, noComparison } from './evidence/comparison.js';
import { quantileInterval, type QuantileInterval } from './evidence/quantile-interval.js';
import type { Testimony } from './evidence/rollout-evidence.js';
import type { Reasons, Verdict } from './finding.js';
import type { Look, Vital } from './look.js';
import type { JudgePlan } from './plan.js';

/** Vitals are read at p75 (https://web.dev/articles/vitals). */
const QUANTILE = 0.75;

/** Names the threshold with most evidence against the candidate, and both p75s with intervals that hold in all looks, but for `promotionAlpha`. */
export function vitalReasons(
  { state }: Verdict,
  { question, comparisons }: Testimony,
  {
    vital,
    plan,
    looks,
  }: { readonly vital: Vital; readonly plan: JudgePlan; readonly looks: readonly Look[] },
): Reasons {
  const logs = comparisons.map((comparison) => logEvidenceToAbort(comparison, question.terms)[0] ?? 0);
  const worst = Math.max(0, logs.indexOf(Math.max(...logs)));
  const threshold = plan.vitalThresholds[vital][worst] ?? 0;
  const comparison = comparisons[worst] ?? noComparison(question.terms);
  const p75 = (revision: 'candidate' | 'stable') =>
    quantileInterval(
      looks.flatMap((look) => look[revision]?.vitals[vital] ?? []),
      QUANTILE,
      plan.promotionAlpha,
    );
  const [candidate, stable, shares] = [p75('candidate'), p75('stable'), comparedShares(comparison)];
  return {
    sentence: {
      ko: `${vital}: p75 ${text(candidate)}, 기존 버전 ${text(stable)}. ${threshold} 초과: ${shares.ko}. ${CONCLUSION[state].ko}.`,
      en: `${vital}: p75 ${text(candidate)}, stable ${text(stable)}; above ${threshold}: ${shares.en}; ${CONCLUSION[state].en}.`,
    },
    numbers: { worstThreshold: threshold, ...numbers('candidate', candidate), ...numbers('stable', stable) },
  };
}

function text(interval: QuantileInterval | undefined): string {
  if (interval === undefined) return '-';
  const [estimate, from, to] = [interval.estimate, interval.from, interval.to].map((value) =>
    value === undefined ? '?' : String(Number(value.toPrecision(3))),
  );
  return `${estimate} (${from} - ${to})`;
}

function numbers(revision: string, interval: QuantileInterval | undefined): Readonly<Record<string, number>> {
  if (interval === undefined) return {};
  return {
    [`${revision}P75`]: interval.estimate,
    ...(interval.from === undefined ? {} : { [`${revision}P75From`]: interval.from }),
    ...(interval.to === undefined ? {} : { [`${revision}P75To`]: interval.to }),
  };
}
