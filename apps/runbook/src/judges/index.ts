export type { Finding, Judgement, Sentence, State } from './finding.js';
export { judgeLooks } from './judge-looks.js';
export { LookMalformed } from './look-malformed.js';
export { NO_TRAFFIC, type Look, type RevisionFigures, type Vital } from './look.js';
export { JudgePlanInvalid, resolveJudgePlan, type JudgePlan, type Limits } from './plan.js';
export { simulateRollout, type SimulatedRollout } from './simulation/simulate-rollout.js';
export { TYPICAL_TRAFFIC, type Defect, type SimulatedStep, type Traffic } from './simulation/traffic.js';
export { simulatedLooks, type SimulatedLook } from './simulation/simulated-looks.js';
