import { ClockBounds, type Bounds } from './clock-bounds.js';
import type { HappensBefore } from './happens-before.js';

/** How far a clock is from the one that the timeline follows. */
export interface ClockOffset {
  readonly clock: string;
  /** The clock that it was compared with. */
  readonly against: string;
  /** Milliseconds; negative when it is behind. */
  readonly aheadMs: number;
  /** It could be so much more or less, in milliseconds; undefined where only one side is known. */
  readonly uncertaintyMs: number | undefined;
  readonly source: 'spans' | 'logs';
}

/** Times in logs are cut off to milliseconds. */
const SLACK_MS = { spans: 0, logs: 1 };
/** Less than this is no matter. */
const LEAST_MS = 1;

/**
 * Finds the clocks that cannot be right. A clock is moved only if something would come before its cause, and then to the
 * middle of what is possible, as NTP does (RFC 5905 section 8: request and answer are taken to travel equally long). What
 * logs tell counts only for clocks of which spans tell nothing.
 */
export function estimateOffsets(known: readonly HappensBefore[], reference: string): ClockOffset[] {
  const inSpans = connected(
    known.filter(({ source }) => source === 'spans'),
    reference,
  );
  const isUsed = ({ source, before, after }: HappensBefore) =>
    source === 'spans' || !inSpans.has(before.clock) || !inSpans.has(after.clock);
  const bounds = new ClockBounds(known.filter(isUsed), SLACK_MS);
  const corrections = new Map([[reference, 0]]);
  for (const clock of connected(known.filter(isUsed), reference)) {
    if (clock !== reference) corrections.set(clock, leastMove(boundsFor(clock, corrections, bounds)));
  }
  return [...corrections].flatMap(([clock, correction]) => {
    if (Math.abs(correction) < LEAST_MS) return [];
    const { min, max } = bounds.between(reference, clock);
    const uncertainty = Math.max(Math.abs(max - correction), Math.abs(correction - min));
    return {
      clock,
      against: reference,
      aheadMs: -correction,
      uncertaintyMs: Number.isFinite(uncertainty) ? uncertainty : undefined,
      source: inSpans.has(clock) ? 'spans' : 'logs',
    };
  });
}

/** Clocks that were compared with this one, directly or through others; the nearest first. */
function connected(known: readonly HappensBefore[], reference: string): ReadonlySet<string> {
  const found = new Set([reference]);
  for (const clock of found) {
    for (const { before, after } of known) {
      if (before.clock === clock) found.add(after.clock);
      if (after.clock === clock) found.add(before.clock);
    }
  }
  return found;
}

/** Fits all clocks that are decided upon already. */
function boundsFor(clock: string, decided: ReadonlyMap<string, number>, bounds: ClockBounds): Bounds {
  let [min, max] = [-Infinity, Infinity];
  for (const [other, correction] of decided) {
    const between = bounds.between(other, clock);
    min = Math.max(min, correction + between.min);
    max = Math.min(max, correction + between.max);
  }
  return { min, max };
}

function leastMove({ min, max }: Bounds): number {
  if (min <= 0 && max >= 0) return 0;
  if (min === -Infinity) return max;
  if (max === Infinity) return min;
  return (min + max) / 2;
}
