const TABLED = 256;

const TABLE = Float64Array.from({ length: TABLED }, (_, n) => n);
TABLE[0] = 0;
for (let n = 1, sum = 0; n < TABLED; n++) {
  sum += Math.log(n);
  TABLE[n] = sum;
}

/**
 * ln n!, for whole n from 0. From 256 on Stirling's series (https://dlmf.nist.gov/5.11.E1), whose fourth term is already
 * below 1e-18.
 */
export function logFactorial(n: number): number {
  if (n < TABLED) return TABLE[n] ?? Number.NaN;
  const inverse = 1 / n;
  const square = inverse * inverse;
  const series = inverse * (1 / 12 - square * (1 / 360 - square / 1260));
  return (n + 0.5) * Math.log(n) - n + 0.5 * Math.log(2 * Math.PI) + series;
}

/** ln of the number of ways to choose k of n. */
export function logChoose(n: number, k: number): number {
  return logFactorial(n) - logFactorial(k) - logFactorial(n - k);
}
