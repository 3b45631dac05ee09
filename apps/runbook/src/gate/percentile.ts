/** The smallest value that a share of all values does not exceed (nearest rank). @throws {RangeError} of no values */
export function percentile(values: readonly number[], share: number): number {
  const value = values.toSorted((a, b) => a - b)[Math.ceil(share * values.length) - 1];
  if (value === undefined) throw new RangeError('No values have no percentile.');
  return value;
}
