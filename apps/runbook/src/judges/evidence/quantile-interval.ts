import { logFactorial } from './log-factorial.js';

/** A prior worth this many values; it is narrowest for some hundreds of values. */
const PRIOR = 100;

/** Bounds are `undefined` while there are too few values for them. */
export interface QuantileInterval {
  readonly estimate: number;
  readonly from: number | undefined;
  readonly to: number | undefined;
}

/**
 * A quantile with an interval that holds at all looks together, by the beta-binomial mixture (Robbins 1970;
 * https://doi.org/10.3150/21-BEJ1388 on sequences for a fixed quantile): as many of n independent values lie below the
 * quantile as `quantile` says, so those values bound it for which that is plausible.
 *
 * @param quantile in hundredths that are whole numbers, such as 0.75
 * @param alpha how often the interval may fail to hold, at any look
 */
export function quantileInterval(
  values: readonly number[],
  quantile: number,
  alpha: number,
): QuantileInterval | undefined {
  const sorted = values.toSorted((x, y) => x - y);
  const estimate = sorted[Math.max(0, Math.ceil(quantile * sorted.length) - 1)];
  if (estimate === undefined) return undefined;
  const isPlausible = (below: number) => logEvidence(below, sorted.length, quantile) < -Math.log(alpha);
  const middle = Math.round(quantile * sorted.length);
  // Plausible numbers surround the expected one, because evidence grows with the distance from it.
  let [fewest, most] = [middle, middle];
  while (fewest > 0 && isPlausible(fewest - 1)) fewest--;
  while (most < sorted.length && isPlausible(most + 1)) most++;
  return { estimate, from: sorted[fewest - 1], to: sorted[most] };
}

function logEvidence(below: number, n: number, quantile: number): number {
  const [a, b] = [Math.round(PRIOR * quantile), Math.round(PRIOR * (1 - quantile))];
  const above = n - below;
  const logBeta = (x: number, y: number) =>
    logFactorial(x - 1) + logFactorial(y - 1) - logFactorial(x + y - 1);
  return (
    logBeta(a + below, b + above) - logBeta(a, b) - below * Math.log(quantile) - above * Math.log1p(-quantile)
  );
}
