import { nextStep, noEvidence, withLook } from '../evidence/rollout-evidence.js';
import { stateOfAll } from '../finding.js';
import { resolveJudgePlan, type JudgePlan } from '../plan.js';
import { verdicts } from '../verdict.js';
import { simulatedLooks } from './simulated-looks.js';
import type { Defect, Traffic } from './traffic.js';

/** How a simulated rollout went. Numbers of looks count from 1. */
export interface SimulatedRollout {
  readonly abort: { readonly look: number; readonly judges: readonly string[] } | null;
  /** Per step: after how many of its looks it could be promoted; `null`: in none. */
  readonly promotions: readonly (number | null)[];
}

/**
 * Judges simulated traffic look by look, for planning: what a site's traffic can show, and when. Steps take the looks
 * that `traffic` says, whether they could be promoted before or not at all, so that there are as many chances for a false
 * abort as there can be.
 *
 * @throws JudgePlanInvalid
 */
export function simulateRollout(
  options: Partial<JudgePlan>,
  {
    traffic,
    defect = {},
    seed,
  }: { readonly traffic: Traffic; readonly defect?: Defect; readonly seed: number },
): SimulatedRollout {
  const plan = resolveJudgePlan({ problemTypes: Object.keys(traffic.problemShares), ...options });
  let evidence = noEvidence(plan);
  const promotions: (number | null)[] = traffic.steps.map(() => null);
  let [current, looks, looksOfStep] = [0, 0, 0];
  for (const { step, look } of simulatedLooks(traffic, defect, seed)) {
    if (step !== current) {
      evidence = nextStep(evidence);
      looksOfStep = 0;
      current = step;
    }
    evidence = withLook(evidence, look);
    looks++;
    looksOfStep++;
    const found = verdicts(evidence);
    const state = stateOfAll(found);
    if (state === 'abort') {
      const judges = found.filter((verdict) => verdict.state === 'abort').map(({ judge }) => judge);
      return { abort: { look: looks, judges }, promotions };
    }
    if (state === 'promote') promotions[step] ??= looksOfStep;
  }
  return { abort: null, promotions };
}
