import { NO_TRAFFIC, type Look, type RevisionFigures, type Vital } from '../look.js';
import { binomial } from './binomial.js';
import { seededUniform } from './seeded-uniform.js';
import type { Defect, Traffic } from './traffic.js';

/** With the index of its step. */
export interface SimulatedLook {
  readonly step: number;
  readonly look: Look;
}

/**
 * A rollout's looks, the same for the same seed. Volume, rates and latency change from look to look, alike for both
 * revisions: in waves, and one look in twenty has ten times the failures.
 */
export function* simulatedLooks(traffic: Traffic, defect: Defect, seed: number): Generator<SimulatedLook> {
  const uniform = seededUniform(seed);
  const phase = 2 * Math.PI * uniform();
  let index = 0;
  for (const [step, { share, looks }] of traffic.steps.entries()) {
    for (let i = 0; i < looks; i++, index++) {
      const now = weather(traffic, phase + index / 6, uniform);
      const candidates = binomial(now.requestsPerLook, share, uniform());
      const isMissing = index >= (defect.missingFrom ?? Infinity);
      const isClicked = index >= (defect.confirmedClickFrom ?? Infinity);
      const candidate = figures(candidates, worse(now, defect), { defect, uniform });
      const stables = now.requestsPerLook - candidates;
      const stable = share === 1 ? NO_TRAFFIC : figures(stables, now, { defect: {}, uniform });
      const at = new Date(index * 60_000).toISOString();
      yield {
        step,
        look: { at, candidate: isMissing ? null : candidate, stable, confirmedClick: isClicked },
      };
    }
  }
}

function weather(traffic: Traffic, phase: number, uniform: () => number): Traffic {
  const wave = Math.sin(phase);
  const bad = (uniform() < 0.05 ? 10 : 1) * (1 + 0.5 * wave);
  return {
    ...traffic,
    requestsPerLook: binomial(2 * traffic.requestsPerLook, 0.5 + 0.15 * wave, uniform()),
    failureShare: Math.min(0.5, traffic.failureShare * bad),
    problemShares: mapped(traffic.problemShares, (share) => Math.min(0.5, share * (1 + 0.5 * wave))),
    computeFailureShare: Math.min(0.5, traffic.computeFailureShare * bad),
    latencyMedianS: traffic.latencyMedianS * (1 + 0.2 * wave),
  };
}

function worse(traffic: Traffic, defect: Defect): Traffic {
  return {
    ...traffic,
    failureShare: withOdds(traffic.failureShare, defect.failureOdds),
    problemShares: mapped(traffic.problemShares, (share, type) =>
      withOdds(share, defect.problemOdds?.[type]),
    ),
    computeFailureShare: withOdds(traffic.computeFailureShare, defect.computeFailureOdds),
    latencyMedianS: traffic.latencyMedianS * (defect.latencyFactor ?? 1),
  };
}

function withOdds(share: number, factor = 1): number {
  return (share * factor) / (1 - share + share * factor);
}

function mapped<T>(
  record: Readonly<Record<string, T>>,
  change: (value: T, key: string) => T,
): Record<string, T> {
  return Object.fromEntries(Object.entries(record).map(([key, value]) => [key, change(value, key)]));
}

function figures(
  requests: number,
  traffic: Traffic,
  { defect, uniform }: { readonly defect: Defect; readonly uniform: () => number },
): RevisionFigures {
  const attempts = binomial(requests, traffic.computeShare, uniform());
  const views = binomial(requests, traffic.viewShare, uniform());
  const vital = (name: Vital) => {
    const median = traffic.vitalMedians[name] * (defect.vitalFactors?.[name] ?? 1);
    return Array.from({ length: views }, () => logLogistic(median, traffic.vitalShape, uniform()));
  };
  return {
    requests,
    failures: binomial(requests, traffic.failureShare, uniform()),
    problems: mapped(traffic.problemShares, (share) => binomial(requests, share, uniform())),
    computes: { attempts, failures: binomial(attempts, traffic.computeFailureShare, uniform()) },
    latency: { boundsS: traffic.boundsS, counts: histogram(requests, traffic, uniform) },
    vitals: { LCP: vital('LCP'), CLS: vital('CLS'), INP: vital('INP') },
  };
}

/** Quantile function of the log-logistic distribution. */
function logLogistic(median: number, shape: number, u: number): number {
  return median * (u / (1 - u)) ** (1 / shape);
}

/** Bucket by bucket, of those that are left. */
function histogram(
  requests: number,
  { boundsS, latencyMedianS, latencyShape }: Traffic,
  uniform: () => number,
): readonly number[] {
  let [left, exceeding] = [requests, 1];
  const counts = boundsS.map((bound) => {
    const next = 1 / (1 + (bound / latencyMedianS) ** latencyShape);
    const count = binomial(left, 1 - next / exceeding, uniform());
    left -= count;
    exceeding = next;
    return count;
  });
  return [...counts, left];
}
