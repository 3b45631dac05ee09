import type { VitalsMetric } from '../vitals-sample.js';
import type { VitalsInterval } from './percentile.js';
import type { VitalsGroup, VitalsSummary } from './vitals-summary.js';

/**
 * Largest 75th percentiles that are good, included; milliseconds, and CLS without a unit.
 * Source: https://web.dev/articles/vitals
 */
export const VITALS_LIMITS = { LCP: 2_500, INP: 200, CLS: 0.1 } as const;

/** The metrics that are judged. */
export type CoreMetric = keyof typeof VITALS_LIMITS;

/** Whether a metric keeps its limit; `inconclusive` when that cannot be told. */
export type VitalsVerdict = 'pass' | 'fail' | 'inconclusive';

/** What decided: the interval; that it holds the limit; too few samples; none at all. */
export type VitalsReason = 'interval' | 'limit-inside-interval' | 'few-samples' | 'no-samples';

/** How to judge. */
export interface JudgeVitalsOptions {
  /** Largest 75th percentile of each metric, included. @default {@link VITALS_LIMITS} */
  readonly limits?: Partial<Record<CoreMetric, number>>;
  /** Fewer samples decide nothing. Ours, not Google's. @default 100 */
  readonly minSamples?: number;
}

/** One metric of one group against its limit. */
export interface VitalsJudgment extends VitalsGroup {
  readonly metric: CoreMetric;
  readonly verdict: VitalsVerdict;
  readonly reason: VitalsReason;
  readonly samples: number;
  readonly p75: number | null;
  readonly interval: VitalsInterval | null;
  readonly confidence: number | null;
  readonly limit: number;
}

/** Judgments of a service, as JSON for gates and judges of a rollout. */
export interface VitalsReport {
  /** `fail` if one fails; `pass` if all pass; else `inconclusive`, also when there is nothing to judge. */
  readonly verdict: VitalsVerdict;
  readonly judgments: readonly VitalsJudgment[];
}

const CORE: readonly CoreMetric[] = ['LCP', 'INP', 'CLS'];

/**
 * Judges the 75th percentiles of LCP, INP and CLS: good when the whole interval is within the limit, bad when all of it is
 * above. A group that lacks one of the three metrics is inconclusive in it.
 * @throws {RangeError} when `minSamples` is not a whole number above zero
 */
export function judgeVitals(
  summaries: readonly VitalsSummary[],
  { limits = {}, minSamples = 100 }: JudgeVitalsOptions = {},
): VitalsReport {
  if (!Number.isInteger(minSamples) || minSamples < 1) {
    throw new RangeError('web-vitals: minSamples must be a whole number above zero.');
  }
  const core = summaries.filter(({ metric }) => isCore(metric));
  const groups = Map.groupBy(core, ({ route, device, build }) => JSON.stringify([route, device, build]));
  const judgments = [...groups.values()].flatMap((group) =>
    CORE.map((metric) => {
      const limit = limits[metric] ?? VITALS_LIMITS[metric];
      const summary = group.find((candidate) => candidate.metric === metric);
      return summary ? judge(summary, metric, { limit, minSamples }) : missing(group[0], metric, limit);
    }),
  );
  return { verdict: verdictOf(judgments), judgments };
}

function judge(
  { route, device, build, samples, p75, interval, confidence }: VitalsSummary,
  metric: CoreMetric,
  { limit, minSamples }: { readonly limit: number; readonly minSamples: number },
): VitalsJudgment {
  const facts = { route, device, build, metric, samples, p75, interval, confidence, limit };
  if (samples < minSamples || !interval) return { ...facts, verdict: 'inconclusive', reason: 'few-samples' };
  if (interval.upper <= limit) return { ...facts, verdict: 'pass', reason: 'interval' };
  if (interval.lower > limit) return { ...facts, verdict: 'fail', reason: 'interval' };
  return { ...facts, verdict: 'inconclusive', reason: 'limit-inside-interval' };
}

function missing(group: VitalsGroup | undefined, metric: CoreMetric, limit: number): VitalsJudgment {
  return {
    route: group?.route ?? null,
    device: group?.device ?? null,
    build: group?.build ?? null,
    metric,
    verdict: 'inconclusive',
    reason: 'no-samples',
    samples: 0,
    p75: null,
    interval: null,
    confidence: null,
    limit,
  };
}

function verdictOf(judgments: readonly VitalsJudgment[]): VitalsVerdict {
  if (judgments.some(({ verdict }) => verdict === 'fail')) return 'fail';
  return judgments.length > 0 && judgments.every(({ verdict }) => verdict === 'pass')
    ? 'pass'
    : 'inconclusive';
}

function isCore(metric: VitalsMetric): metric is CoreMetric {
  return Object.hasOwn(VITALS_LIMITS, metric);
}
