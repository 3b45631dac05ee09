import { CONCLUSION, comparedShares } from './compared-shares.js';
import { share } from './counts.js';
import { logEvidenceToAbort, noComparison, type Comparison } from './evidence/comparison.js';
import type { Testimony } from './evidence/rollout-evidence.js';
import type { Reasons, Verdict } from './finding.js';
import { estimatedQuantile } from './histogram.js';

/** Names the bound with most evidence against the candidate, and both p95s as far as a histogram tells them. */
export function latencyReasons(
  { state }: Verdict,
  { question, comparisons }: Testimony,
  boundsS: readonly number[],
): Reasons {
  const logs = comparisons.map((comparison) => logEvidenceToAbort(comparison, question.terms)[0] ?? 0);
  const worst = logs.indexOf(Math.max(...logs));
  const bound = boundsS[worst];
  if (bound === undefined)
    return {
      sentence: { ko: '응답 시간: 도착한 히스토그램이 없습니다.', en: 'Latency: no histogram arrived.' },
      numbers: {},
    };
  const comparison = comparisons[worst] ?? noComparison(question.terms);
  const [p95, stableP95] = [p95S(comparisons, boundsS, 'candidate'), p95S(comparisons, boundsS, 'stable')];
  const shares = comparedShares(comparison);
  return {
    sentence: {
      ko: `응답 시간: p95 ${milliseconds(p95)}, 기존 버전 ${milliseconds(stableP95)}. ${bound}초 초과: ${shares.ko}. ${CONCLUSION[state].ko}.`,
      en: `Latency: p95 ${milliseconds(p95)}, stable ${milliseconds(stableP95)}; above ${bound} s: ${shares.en}; ${CONCLUSION[state].en}.`,
    },
    numbers: {
      worstBoundS: bound,
      candidateShare: share(comparison.rollout.candidate),
      stableShare: share(comparison.rollout.stable),
      ...(p95 === undefined ? {} : { candidateP95S: p95 }),
      ...(stableP95 === undefined ? {} : { stableP95S: stableP95 }),
    },
  };
}

function p95S(
  comparisons: readonly Comparison[],
  boundsS: readonly number[],
  revision: 'candidate' | 'stable',
) {
  return estimatedQuantile(
    0.95,
    boundsS,
    comparisons.map(({ rollout }) => rollout[revision]),
  );
}

function milliseconds(seconds: number | undefined): string {
  return seconds === undefined ? '-' : `${Math.round(1000 * seconds)} ms`;
}
