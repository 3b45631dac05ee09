import { checkLook } from '../check-look.js';
import { LookMalformed } from '../look-malformed.js';
import type { Look } from '../look.js';
import type { JudgePlan } from '../plan.js';
import { questions, type Question } from '../question.js';
import { compared, inNextStep, logEvidenceToAbort, noComparison, type Comparison } from './comparison.js';
import { logMeanExp } from './log-mean-exp.js';

/** One question's comparisons, one per threshold, and the most that they ever said together. */
export interface Testimony {
  readonly question: Question;
  readonly comparisons: readonly Comparison[];
  /** ln of the highest e-value of any look so far: what once was enough to abort stays enough. */
  readonly peak: number;
}

/** Everything that the looks so far said. A value: each look makes a new one. */
export interface RolloutEvidence {
  readonly plan: JudgePlan;
  readonly testimonies: readonly Testimony[];
  /** Of latency, from the first look that had any. */
  readonly boundsS: readonly number[];
  readonly lastLook: Look | undefined;
  readonly missingInARow: number;
  readonly wasMissing: boolean;
  readonly confirmedClick: boolean;
  readonly stepRequests: number;
}

/** Before the first look. */
export function noEvidence(plan: JudgePlan): RolloutEvidence {
  return {
    plan,
    testimonies: questions(plan).map((question) => ({ question, comparisons: [], peak: 0 })),
    boundsS: [],
    lastLook: undefined,
    missingInARow: 0,
    wasMissing: false,
    confirmedClick: false,
    stepRequests: 0,
  };
}

/** Promotion asks each step anew; evidence to abort goes on. */
export function nextStep(evidence: RolloutEvidence): RolloutEvidence {
  const testimonies = evidence.testimonies.map((testimony) => ({
    ...testimony,
    comparisons: testimony.comparisons.map((comparison) => inNextStep(comparison, testimony.question.terms)),
  }));
  return { ...evidence, testimonies, stepRequests: 0 };
}

/**
 * With one more look.
 *
 * @throws LookMalformed also where bounds of latency differ, between revisions or from those of earlier looks
 */
export function withLook(evidence: RolloutEvidence, look: Look): RolloutEvidence {
  checkLook(look);
  const { plan } = evidence;
  const missingInARow = isMissing(look, plan) ? evidence.missingInARow + 1 : 0;
  return {
    plan,
    testimonies: evidence.testimonies.map((testimony) => heard(testimony, look)),
    boundsS: commonBounds(evidence.boundsS, look),
    lastLook: look,
    missingInARow,
    wasMissing: evidence.wasMissing || missingInARow >= plan.patience,
    confirmedClick: evidence.confirmedClick || look.confirmedClick === true,
    stepRequests: evidence.stepRequests + (look.candidate?.requests ?? 0),
  };
}

function heard(testimony: Testimony, { candidate, stable }: Look): Testimony {
  if (candidate === null) return testimony;
  const { question, peak } = testimony;
  const { terms } = question;
  const stables = stable && question.count(stable);
  const comparisons = question.count(candidate).map((counts, i) => {
    const both = { candidate: counts, stable: stables ? (stables[i] ?? { n: 0, hits: 0 }) : undefined };
    return compared(testimony.comparisons[i] ?? noComparison(terms), both, terms);
  });
  // A look without any histogram says nothing about latency, and takes nothing away.
  if (comparisons.length === 0) return testimony;
  const now = logMeanExp(comparisons.flatMap((comparison) => logEvidenceToAbort(comparison, terms)));
  return { question, comparisons, peak: Math.max(peak, now) };
}

function isMissing({ candidate, stable }: Look, { manyRequests }: JudgePlan): boolean {
  return candidate === null || (candidate.requests === 0 && (stable?.requests ?? 0) >= manyRequests);
}

function commonBounds(known: readonly number[], { at, candidate, stable }: Look): readonly number[] {
  let bounds = known;
  for (const { boundsS } of [candidate?.latency, stable?.latency].filter(
    (latency) => latency !== undefined,
  )) {
    if (boundsS.length === 0) continue;
    if (bounds.length === 0) bounds = boundsS;
    if (bounds.length !== boundsS.length || bounds.some((bound, i) => bound !== boundsS[i]))
      throw new LookMalformed(
        at,
        `latency is counted by the bounds ${boundsS.join(', ')}, elsewhere by ${bounds.join(', ')}; only equal bounds compare`,
      );
  }
  return bounds;
}
