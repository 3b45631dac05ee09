import { logChoose } from '../evidence/log-factorial.js';

/**
 * How many of n trials succeed. Exact: walks from the mode outwards, to both sides in turn, until the probabilities of
 * the numbers that it passed exceed `uniform`; that takes some standard deviations, not n steps.
 *
 * @param uniform from 0 to 1
 */
export function binomial(n: number, p: number, uniform: number): number {
  if (n === 0 || p <= 0) return 0;
  if (p >= 1) return n;
  const odds = p / (1 - p);
  const mode = Math.min(n, Math.floor((n + 1) * p));
  let up = Math.exp(logChoose(n, mode) + mode * Math.log(p) + (n - mode) * Math.log1p(-p));
  let rest = uniform - up;
  if (rest <= 0) return mode;
  let down = up;
  for (let [above, below] = [mode, mode]; above < n || below > 0;) {
    if (above < n) {
      up *= (odds * (n - above)) / ++above;
      if ((rest -= up) <= 0) return above;
    }
    if (below > 0) {
      down *= below / (odds * (n - --below));
      if ((rest -= down) <= 0) return below;
    }
  }
  return mode;
}
