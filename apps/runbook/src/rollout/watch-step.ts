import { setTimeout as delay } from 'node:timers/promises';
import type { Finding, Judgement } from '../judges/finding.js';
import { judgeLooks } from '../judges/judge-looks.js';
import { resolveJudgePlan, type JudgePlan } from '../judges/plan.js';
import type { Look } from '../judges/look.js';
import type { LedgerEntry } from '../ledger/ledger-entry.js';
import type { LocalizedText } from '../localized-text.js';
import { OperatorError } from '../operator-error.js';
import type { Say } from '../progress/progress.js';
import type { RolloutWorld } from './rollout-world.js';

/** How the watch over a step ended. */
export type StepEnd =
  | { readonly end: 'promote' }
  | { readonly end: 'stopped' }
  | { readonly end: 'roll-back'; readonly by: string; readonly why: LocalizedText };

/** How often the ledger is asked whether somebody wants the way back. */
const TICK_MS = 1_000;

/**
 * Looks at both revisions again and again until the judges promote or abort; what is inconclusive holds, and is watched on.
 * Every look is in the ledger before it is judged, and judged by all looks before it.
 */
export async function watchStep(world: RolloutWorld, step: number, say: Say): Promise<StepEnd> {
  const { chronicle, plan } = world;
  for (;;) {
    const asked = chronicle.find('rollback.requested');
    if (asked) return { end: 'roll-back', by: 'operator', why: asked.facts['why'] as LocalizedText };
    const judged = await judge(world, step);
    if (judged.state === 'abort') {
      return { end: 'roll-back', by: 'judges', why: judged.findings.find(({ state }) => state === 'abort')?.sentence ?? { en: '', ko: '' } }; // prettier-ignore
    }
    if (judged.state === 'promote') return { end: 'promote' };
    if (isOverdue(world, step)) {
      return { end: 'roll-back', by: 'timeout', why: { en: `Inconclusive for ${plan.step_timeout_s} s.`, ko: `${plan.step_timeout_s}초 동안 판단할 수 없었어요.` } }; // prettier-ignore
    }
    if (!(await untilNextLook(world, step))) {
      if (world.signal.aborted) return { end: 'stopped' };
      continue;
    }
    const look = await takeLook(world, step);
    await chronicle.note('rollout.looked', { step, look });
    say(tellLook(world, step, look));
  }
}

interface Looked {
  readonly step: number;
  readonly look: Look;
}

function looksOf({ chronicle }: RolloutWorld): readonly Looked[] {
  return chronicle.entries
    .filter(({ kind }) => kind === 'rollout.looked')
    .map(({ facts }) => facts as unknown as Looked);
}

/** By the looks so far; an abort and a promotion are noted, once. */
async function judge(world: RolloutWorld, step: number): Promise<Judgement> {
  const { chronicle, plan } = world;
  const looked = looksOf(world);
  const ofStep = looked.filter((each) => each.step === step).length;
  if (ofStep === 0) return { state: 'hold', findings: [] };
  const begins = looked.findIndex((each) => each.step === step);
  const judgement = judgeLooks(judgePlanOf(plan), looked.map(({ look }) => look), begins); // prettier-ignore
  if (judgement.state === 'promote' && ofStep < plan.minimum_looks) return { ...judgement, state: 'hold' };
  if (judgement.state !== 'hold') {
    const kind = judgement.state === 'abort' ? 'rollout.aborted' : 'rollout.promoted';
    await chronicle.once(kind, { step }, async () => ({ findings: told(judgement.findings) }));
  }
  return judgement;
}

function judgePlanOf(plan: RolloutWorld['plan']): Partial<JudgePlan> {
  const { latency } = resolveJudgePlan();
  const harmless = plan.harmless_latency_odds;
  return {
    patience: plan.missing_metrics_looks,
    minimumRequests: Math.max(1, plan.minimum_requests),
    problemTypes: plan.problem_types,
    latency: { ...latency, harmlessOddsRatio: harmless, toleratedOddsRatio: Math.max(latency.toleratedOddsRatio, harmless * 1.6) }, // prettier-ignore
  };
}

/** What decided, and what it was decided by. */
function told(findings: readonly Finding[]): readonly object[] {
  return findings.map(({ judge: name, state, sentence, numbers }) => ({
    judge: name,
    state,
    sentence,
    numbers,
  }));
}

function begunAt({ chronicle }: RolloutWorld, step: number): LedgerEntry {
  const done = chronicle.find('rollout.shift.done', { step });
  if (done) return done;
  throw new TypeError(`Step ${step} has no traffic yet.`);
}

function isOverdue(world: RolloutWorld, step: number): boolean {
  const { step_timeout_s: timeout } = world.plan;
  return timeout !== undefined && Date.now() - Date.parse(begunAt(world, step).at) > timeout * 1_000;
}

/** @returns false when somebody wants something else first */
async function untilNextLook(world: RolloutWorld, step: number): Promise<boolean> {
  const due = Date.parse(lastLookAt(world, step)) + world.plan.look_every_s * 1_000;
  for (;;) {
    const left = due - Date.now();
    if (left <= 0) return true;
    await delay(Math.min(left, TICK_MS), undefined, { signal: world.signal }).catch(() => undefined);
    await world.chronicle.refresh();
    if (world.signal.aborted || world.chronicle.find('rollback.requested')) return false;
  }
}

/** From where the next look looks; the first one leaves the warming up out. */
function lastLookAt(world: RolloutWorld, step: number): string {
  const last = looksOf(world).at(-1)?.look.at;
  if (last !== undefined) return last;
  return new Date(Date.parse(begunAt(world, step).at) + world.plan.warm_up_s * 1_000).toISOString();
}

/** Whoever sees no metrics has seen that there are none: a rollout is not blind for long. */
async function takeLook(world: RolloutWorld, step: number): Promise<Look> {
  const { builds } = world.request;
  const period = { from: new Date(lastLookAt(world, step)), to: new Date() };
  const compared = { candidate: builds.candidate, stable: step === 100 ? null : builds.stable };
  try {
    return await world.looks.read(compared, period);
  } catch (error) {
    if (!(error instanceof OperatorError)) throw error;
    return { at: period.to.toISOString(), candidate: null, stable: null, confirmedClick: null };
  }
}

function tellLook({ request }: RolloutWorld, step: number, { candidate, stable }: Look): LocalizedText {
  const count = (figures: Look['candidate']) =>
    figures ? `${figures.requests} (5xx ${figures.failures})` : '–';
  const counts = `${request.candidate} ${count(candidate)}, ${request.stable} ${count(stable)}`;
  return { en: `${step} %: ${counts}`, ko: `${step}%: ${counts}` };
}
