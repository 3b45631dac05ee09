/** ln of the mean of e^x, without overflow; the mean of e-values is one (https://doi.org/10.1214/20-AOS2020). Of nothing: 0. */
export function logMeanExp(logs: readonly number[]): number {
  if (logs.length === 0) return 0;
  let most = -Infinity;
  for (const log of logs) if (log > most) most = log;
  if (!Number.isFinite(most)) return most;
  let sum = 0;
  for (const log of logs) sum += Math.exp(log - most);
  return most + Math.log(sum / logs.length);
}
