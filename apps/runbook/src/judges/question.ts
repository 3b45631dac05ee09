import { exceedances } from './histogram.js';
import type { Counts } from './counts.js';
import type { RevisionFigures, Vital } from './look.js';
import { termsOf, type Terms } from './evidence/terms.js';
import type { JudgePlan } from './plan.js';

/** One judge's comparison of two revisions: what it counts, at each of its thresholds. */
export interface Question {
  /** Such as `failures`, `problem:question-invalid`, `latency` or `LCP`. */
  readonly judge: string;
  readonly kind: 'rate' | 'latency' | Vital;
  readonly terms: Terms;
  /** As many for each look of a rollout. */
  readonly count: (figures: RevisionFigures) => readonly Counts[];
}

const VITALS: readonly Vital[] = ['LCP', 'CLS', 'INP'];

/** All comparisons of a plan; `alpha` is split over them evenly. */
export function questions(plan: JudgePlan): readonly Question[] {
  return [
    {
      judge: 'failures',
      kind: 'rate',
      terms: termsOf(plan.failures, plan, 'failures'),
      count: ({ requests, failures }) => [{ n: requests, hits: failures }],
    },
    ...plan.problemTypes.map((type): Question => ({
      judge: `problem:${type}`,
      kind: 'rate',
      terms: termsOf(plan.problems, plan, 'failures'),
      count: ({ requests, problems }) => [{ n: requests, hits: problems[type] ?? 0 }],
    })),
    {
      judge: 'computes',
      kind: 'rate',
      terms: termsOf(plan.computes, plan, 'failures'),
      count: ({ computes }) => [{ n: computes.attempts, hits: computes.failures }],
    },
    {
      judge: 'latency',
      kind: 'latency',
      terms: termsOf(plan.latency, plan, 'beyond-threshold'),
      count: ({ latency }) => exceedances(latency),
    },
    ...VITALS.map((vital): Question => ({
      judge: vital,
      kind: vital,
      terms: termsOf(plan.vitals, plan, 'beyond-threshold'),
      count: ({ vitals }) => plan.vitalThresholds[vital].map((threshold) => worse(vitals[vital], threshold)),
    })),
  ];
}

function worse(values: readonly number[] = [], threshold: number): Counts {
  let hits = 0;
  for (const value of values) if (value > threshold) hits++;
  return { n: values.length, hits };
}
