import { TrafficError } from './traffic-error.js';
import type { Shares } from './traffic-port.js';

/** @throws {TrafficError} unless they are whole percent of known revisions, together 100 */
export function requireShares(shares: Shares, known: readonly string[]): void {
  const parts = Object.entries(shares);
  const sum = parts.reduce((total, [, percent]) => total + percent, 0);
  const isWhole = parts.every(([, percent]) => Number.isInteger(percent) && percent >= 0);
  if (!isWhole || sum !== 100) throw new TrafficError('not-whole', parts.map(([name, percent]) => `${name} ${percent}`).join(', ')); // prettier-ignore
  const unknown = parts.find(([revision]) => !known.includes(revision));
  if (unknown) throw new TrafficError('unknown-revision', unknown[0]);
}

/** Only those that get something. */
export function withoutNothing(shares: Shares): Shares {
  return Object.fromEntries(Object.entries(shares).filter(([, percent]) => percent > 0));
}

/** Whether two divisions are the same. */
export function sameShares(one: Shares, other: Shares): boolean {
  const [a, b] = [withoutNothing(one), withoutNothing(other)];
  return Object.keys(a).length === Object.keys(b).length && Object.entries(a).every(([name, percent]) => b[name] === percent); // prettier-ignore
}
