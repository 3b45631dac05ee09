import type { Look, RevisionFigures } from '@couplekit/runbook/judges';

interface Counts {
  readonly n: number;
  readonly hits: number;
}

const SLOW_S = 0.1;
const SLOW_LCP_MS = 2500;

/**
 * What dashboards do: all counts so far, and at each look a one-sided test of two proportions, as if it were the only
 * one. The number of the first look, from 1, in which any of its comparisons passes; `null` if none does.
 *
 * @param critical standard deviations from which a difference counts
 */
export function repeatedZTest(looks: readonly Look[], critical: number): number | null {
  const sums = new Map<string, { readonly candidate: Counts; readonly stable: Counts }>();
  for (const [i, { candidate, stable }] of looks.entries()) {
    if (candidate === null || stable === null) continue;
    const others = comparisons(stable);
    for (const [name, counts] of comparisons(candidate)) {
      const before = sums.get(name);
      const sum = {
        candidate: plus(before?.candidate, counts),
        stable: plus(before?.stable, others.get(name)),
      };
      sums.set(name, sum);
      if (zOf(sum) >= critical) return i + 1;
    }
  }
  return null;
}

function comparisons({ requests, failures, problems, computes, latency, vitals }: RevisionFigures) {
  const fast = latency.counts.filter((_, i) => (latency.boundsS[i] ?? Infinity) <= SLOW_S);
  const lcp = vitals.LCP ?? [];
  return new Map<string, Counts>([
    ['failures', { n: requests, hits: failures }],
    ...Object.entries(problems).map(([type, hits]): [string, Counts] => [type, { n: requests, hits }]),
    ['computes', { n: computes.attempts, hits: computes.failures }],
    ['latency', { n: requests, hits: requests - fast.reduce((sum, count) => sum + count, 0) }],
    ['LCP', { n: lcp.length, hits: lcp.filter((value) => value > SLOW_LCP_MS).length }],
  ]);
}

function plus(a: Counts = { n: 0, hits: 0 }, b: Counts = { n: 0, hits: 0 }): Counts {
  return { n: a.n + b.n, hits: a.hits + b.hits };
}

function zOf({ candidate, stable }: { readonly candidate: Counts; readonly stable: Counts }): number {
  const n = candidate.n + stable.n;
  const pooled = (candidate.hits + stable.hits) / n;
  const variance = pooled * (1 - pooled) * (1 / candidate.n + 1 / stable.n);
  return variance > 0 ? (candidate.hits / candidate.n - stable.hits / stable.n) / Math.sqrt(variance) : 0;
}
