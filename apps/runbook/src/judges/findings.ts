import type { RolloutEvidence, Testimony } from './evidence/rollout-evidence.js';
import type { Finding, Reasons, Sentence, Verdict } from './finding.js';
import { latencyReasons } from './latency-reasons.js';
import type { Look } from './look.js';
import { rateReasons } from './rate-reasons.js';
import { logEvidenceNeeded, promotionNumbers, verdicts } from './verdict.js';
import { vitalReasons } from './vital-reasons.js';

/** Every judge's state and reasons. */
export function findings(evidence: RolloutEvidence, looks: readonly Look[]): readonly Finding[] {
  return verdicts(evidence).map((verdict) => ({ ...verdict, ...reasons(verdict, evidence, looks) }));
}

function reasons(verdict: Verdict, evidence: RolloutEvidence, looks: readonly Look[]): Reasons {
  const testimony = evidence.testimonies.find(({ question }) => question.judge === verdict.judge);
  if (testimony === undefined) return ownReasons(verdict, evidence);
  const { sentence, numbers } = testimonyReasons(verdict, testimony, { evidence, looks });
  const logE = { logE: testimony.peak, logENeededToAbort: logEvidenceNeeded(evidence) };
  return { sentence, numbers: { ...logE, ...promotionNumbers(testimony, evidence), ...numbers } };
}

function testimonyReasons(
  verdict: Verdict,
  testimony: Testimony,
  { evidence, looks }: { readonly evidence: RolloutEvidence; readonly looks: readonly Look[] },
): Reasons {
  const { plan, boundsS } = evidence;
  const { kind } = testimony.question;
  switch (kind) {
    case 'rate':
      return rateReasons(verdict, testimony, plan);
    case 'latency':
      return latencyReasons(verdict, testimony, boundsS);
    case 'LCP':
    case 'CLS':
    case 'INP':
      return vitalReasons(verdict, testimony, { vital: kind, plan, looks });
    default:
      return kind satisfies never;
  }
}

/** Of the judges that compare nothing. */
function ownReasons({ judge, state }: Verdict, evidence: RolloutEvidence): Reasons {
  const { missingInARow, stepRequests, plan } = evidence;
  switch (judge) {
    case 'metrics':
      return {
        sentence: metricsSentence(state, evidence),
        numbers: { missingInARow, patience: plan.patience },
      };
    case 'confirmed-click':
      return { sentence: CONFIRMED_CLICK[state], numbers: {} };
    default:
      return {
        sentence: {
          ko: `새 버전이 이 단계에서 ${stepRequests}건에 응답했습니다. 최소 ${plan.minimumRequests}건이 필요합니다.`,
          en: `The candidate answered ${stepRequests} requests in this step; it takes at least ${plan.minimumRequests}.`,
        },
        numbers: { stepRequests, minimumRequests: plan.minimumRequests },
      };
  }
}

function metricsSentence(
  state: Verdict['state'],
  { missingInARow, plan, lastLook }: RolloutEvidence,
): Sentence {
  if (state === 'abort')
    return {
      ko: `새 버전의 지표가 연속 ${plan.patience}번 이상 도착하지 않았습니다.`,
      en: `No metrics of the candidate arrived in ${plan.patience} or more looks in a row.`,
    };
  if (missingInARow > 0)
    return {
      ko: `새 버전의 지표가 연속 ${missingInARow}번 도착하지 않았습니다. ${plan.patience}번이면 중단합니다.`,
      en: `No metrics of the candidate arrived in ${missingInARow} looks in a row; ${plan.patience} abort.`,
    };
  if (lastLook === undefined) return { ko: '아직 관측이 없습니다.', en: 'There was no look yet.' };
  if (lastLook.stable === null)
    return {
      ko: '기존 버전의 지표가 도착하지 않아 비교할 수 없습니다.',
      en: 'No metrics of stable arrived, so nothing compares.',
    };
  return { ko: '두 버전의 지표가 모두 도착했습니다.', en: 'The metrics of both revisions arrived.' };
}

const CONFIRMED_CLICK: Readonly<Record<Verdict['state'], Sentence>> = {
  abort: {
    ko: '구글이 광고에 Confirmed Click을 적용했습니다.',
    en: 'Google put Confirmed Click on the ads.',
  },
  promote: {
    ko: '광고에 Confirmed Click이 적용되지 않았습니다.',
    en: 'There is no Confirmed Click on the ads.',
  },
  hold: {
    ko: '광고의 Confirmed Click은 관측하지 않습니다.',
    en: 'Confirmed Click on the ads is not watched.',
  },
};
