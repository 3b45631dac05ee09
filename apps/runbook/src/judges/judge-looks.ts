import { nextStep, noEvidence, withLook, type RolloutEvidence } from './evidence/rollout-evidence.js';
import { findings } from './findings.js';
import { stateOfAll, type Judgement } from './finding.js';
import type { Look } from './look.js';
import { resolveJudgePlan, type JudgePlan } from './plan.js';

/**
 * Judges a staged rollout by all its looks, in order. A pure function: a rollout that was interrupted replays its ledger
 * and gets the same judgement. Once the looks say abort, more looks do not take it back.
 *
 * @param plan what differs from the defaults
 * @param looks all of the rollout; evidence to abort counts from the first
 * @param stepBegins the index of the first look of the current step, in which promotion has to be earned; `@default` 0
 * @throws JudgePlanInvalid
 * @throws LookMalformed
 */
export function judgeLooks(plan: Partial<JudgePlan>, looks: readonly Look[], stepBegins = 0): Judgement {
  let evidence: RolloutEvidence = noEvidence(resolveJudgePlan(plan));
  for (const [i, look] of looks.entries()) {
    if (i === stepBegins) evidence = nextStep(evidence);
    evidence = withLook(evidence, look);
  }
  if (stepBegins >= looks.length) evidence = nextStep(evidence);
  const found = findings(evidence, looks);
  return { state: stateOfAll(found), findings: found };
}
