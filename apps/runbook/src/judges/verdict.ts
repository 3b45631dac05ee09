import { logEvidenceToPromote, type Comparison } from './evidence/comparison.js';
import type { RolloutEvidence, Testimony } from './evidence/rollout-evidence.js';
import type { State, Verdict } from './finding.js';
import type { JudgePlan } from './plan.js';

/** `logEvidenceToPromote` chooses the best of three. */
const WAYS_TO_PROMOTE = 3;

/** ln of the e-value that a comparison aborts at: its part of alpha, by the union bound over all that can abort. */
export function logEvidenceNeeded({ plan, testimonies }: RolloutEvidence): number {
  return Math.log(testimonies.length / plan.alpha);
}

/** How far a comparison is from promoting: ln of the e-value of its most reluctant threshold, and of the one it takes. */
export function promotionNumbers(
  { question, comparisons }: Testimony,
  { plan }: RolloutEvidence,
): Readonly<Record<string, number>> {
  const logs = comparisons.map(({ step }) => logEvidenceToPromote(step, question.terms));
  return {
    logEToPromote: logs.length > 0 ? Math.min(...logs) : 0,
    logENeededToPromote: enoughToPromote(plan),
  };
}

/** Every judge's state, without the cost of its reasons. */
export function verdicts(evidence: RolloutEvidence): readonly Verdict[] {
  const needed = logEvidenceNeeded(evidence);
  return [
    metricsVerdict(evidence),
    confirmedClickVerdict(evidence),
    volumeVerdict(evidence),
    ...evidence.testimonies.map((testimony) => testimonyVerdict(testimony, evidence.plan, needed)),
  ];
}

function metricsVerdict({ wasMissing, missingInARow, lastLook }: RolloutEvidence): Verdict {
  const isHere = missingInARow === 0 && lastLook !== undefined && lastLook.stable !== null;
  const state = wasMissing ? 'abort' : isHere ? 'promote' : 'hold';
  return { judge: 'metrics', state, promotion: 'needed' };
}

/** Who does not watch ads is not kept from promoting. */
function confirmedClickVerdict({ confirmedClick, lastLook }: RolloutEvidence): Verdict {
  const isWatched = lastLook !== undefined && lastLook.confirmedClick !== null;
  const state = confirmedClick ? 'abort' : isWatched ? 'promote' : 'hold';
  return { judge: 'confirmed-click', state, promotion: isWatched ? 'needed' : 'not-needed' };
}

function volumeVerdict({ stepRequests, plan }: RolloutEvidence): Verdict {
  const state = stepRequests >= plan.minimumRequests ? 'promote' : 'hold';
  return { judge: 'volume', state, promotion: 'needed' };
}

function testimonyVerdict(testimony: Testimony, plan: JudgePlan, needed: number): Verdict {
  const { judge } = testimony.question;
  const promotion = isNeeded(testimony) ? 'needed' : 'not-needed';
  return { judge, promotion, state: stateOf(testimony, plan, needed) };
}

function stateOf({ question, comparisons, peak }: Testimony, plan: JudgePlan, needed: number): State {
  if (peak >= needed) return 'abort';
  const enough = enoughToPromote(plan);
  const agrees = ({ step }: Comparison) => logEvidenceToPromote(step, question.terms) >= enough;
  return comparisons.length > 0 && comparisons.every(agrees) ? 'promote' : 'hold';
}

function enoughToPromote({ promotionAlpha }: JudgePlan): number {
  return Math.log(WAYS_TO_PROMOTE / promotionAlpha);
}

/** Latency and vitals have no level of their own to be held to: in a step in which stable answers nothing, they only inform. */
function isNeeded({ question, comparisons }: Testimony): boolean {
  if (question.terms.limits.promotion === 'not-needed') return false;
  if (question.kind === 'rate') return true;
  const isAlone = comparisons.some(({ step }) => step.candidate.n > 0 && step.stable.n === 0);
  return !isAlone;
}
