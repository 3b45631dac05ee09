import { LookMalformed } from './look-malformed.js';
import type { Look, RevisionFigures } from './look.js';

/**
 * Refuses figures that no counter can have. Fractions are refused because the judges count: Prometheus' `increase()`
 * extrapolates (https://prometheus.io/docs/prometheus/latest/querying/functions/#increase), differences of counters do not.
 *
 * @throws LookMalformed
 */
export function checkLook({ at, candidate, stable }: Look): void {
  for (const [revision, figures] of Object.entries({ candidate, stable })) {
    const rule = figures && brokenRule(figures);
    if (rule) throw new LookMalformed(at, `${revision}: ${rule}`);
  }
}

function brokenRule(figures: RevisionFigures): string | undefined {
  const { requests, failures, problems, computes, latency, vitals } = figures;
  const parts = [failures, ...Object.values(problems)];
  const counts = [requests, ...parts, computes.attempts, computes.failures, ...latency.counts];
  if (!counts.every((count) => Number.isSafeInteger(count) && count >= 0))
    return 'counts are whole numbers from 0; take differences of counters, not increase()';
  if (parts.some((part) => part > requests)) return 'more failures or problems than requests';
  if (computes.failures > computes.attempts) return 'more failed computes than attempts';
  const { boundsS } = latency;
  if (latency.counts.length !== boundsS.length + 1 && boundsS.length + latency.counts.length > 0)
    return 'a histogram has one count more than bounds';
  if (boundsS.some((bound, i) => !(bound > (boundsS[i - 1] ?? 0))))
    return 'bounds of latency ascend from above 0';
  if (!Object.values(vitals).every((values) => values.every((value) => Number.isFinite(value) && value >= 0)))
    return 'vitals are finite numbers from 0';
  return undefined;
}
