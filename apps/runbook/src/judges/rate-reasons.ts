import { CONCLUSION, comparedNumbers, comparedShares } from './compared-shares.js';
import { noComparison } from './evidence/comparison.js';
import type { Testimony } from './evidence/rollout-evidence.js';
import type { Reasons, Sentence, Verdict } from './finding.js';
import type { JudgePlan } from './plan.js';

/** Of 5xx, a problem type or stage 3. */
export function rateReasons(
  { judge, state }: Verdict,
  { question, comparisons }: Testimony,
  plan: JudgePlan,
): Reasons {
  const comparison = comparisons[0] ?? noComparison(question.terms);
  const [what, shares] = [subject(judge), comparedShares(comparison)];
  return {
    sentence: {
      ko: `${what.ko}: ${shares.ko}. ${CONCLUSION[state].ko}.`,
      en: `${what.en}: ${shares.en}; ${CONCLUSION[state].en}.`,
    },
    numbers: comparedNumbers(comparison, question.terms, plan),
  };
}

function subject(judge: string): Sentence {
  if (judge === 'failures') return { ko: '5xx 응답', en: 'Answers with 5xx' };
  if (judge === 'computes') return { ko: '3단계 계산 실패', en: 'Failed computes of stage 3' };
  const type = judge.slice('problem:'.length);
  return { ko: `문제 유형 ${type}`, en: `Problems of type ${type}` };
}
