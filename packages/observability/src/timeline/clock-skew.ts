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

/** What may have to be added to one clock to agree with another. */
interface Pair {
  readonly clocks: readonly [string, string];
  readonly source: 'spans' | 'logs';
  min: number;
  max: number;
}

/** Times in logs are cut off to milliseconds. */
const SLACK_MS = { spans: 0, logs: 1 };
/** Less than this is no matter. */
const LEAST_MS = 1;

/**
 * Finds the clocks that cannot be right. A clock is moved only if something would come before its cause, and then to the
 * middle of what is possible, as NTP does (RFC 5905 section 8: request and answer are taken to travel equally long).
 */
export function estimateOffsets(known: readonly HappensBefore[], reference: string): ClockOffset[] {
  const pairs = pairsOf(known);
  const corrections = new Map([[reference, 0]]);
  const offsets: ClockOffset[] = [];
  for (let pair = next(pairs, corrections); pair; pair = next(pairs, corrections)) {
    const isForward = corrections.has(pair.clocks[0]);
    const [against, clock] = isForward ? pair.clocks : [pair.clocks[1], pair.clocks[0]];
    const correction = (corrections.get(against) ?? 0) + (isForward ? shift(pair) : -shift(pair));
    corrections.set(clock, correction);
    const width = pair.max - pair.min;
    const uncertaintyMs = Number.isFinite(width) ? Math.abs(width) / 2 : undefined;
    const aheadMs = correction === 0 ? 0 : -correction;
    offsets.push({ clock, against: reference, aheadMs, uncertaintyMs, source: pair.source });
  }
  return offsets.filter(({ aheadMs }) => Math.abs(aheadMs) >= LEAST_MS);
}

function pairsOf(known: readonly HappensBefore[]): Pair[] {
  const pairs = new Map<string, Pair>();
  for (const { before, after, source } of known) {
    if (before.clock === after.clock) continue;
    const isForward = before.clock < after.clock;
    const clocks = isForward
      ? ([before.clock, after.clock] as const)
      : ([after.clock, before.clock] as const);
    const key = JSON.stringify([source, ...clocks]);
    const pair = pairs.get(key) ?? { clocks, source, min: -Infinity, max: Infinity };
    if (isForward) pair.min = Math.max(pair.min, before.time - after.time);
    else pair.max = Math.min(pair.max, after.time - before.time);
    pairs.set(key, pair);
  }
  return [...pairs.values()];
}

/** The best pair of a clock that is known and one that is not. */
function next(pairs: readonly Pair[], corrections: ReadonlyMap<string, number>): Pair | undefined {
  const open = pairs.filter(({ clocks: [a, b] }) => corrections.has(a) !== corrections.has(b));
  const worth = (pair: Pair) =>
    (pair.source === 'spans' ? 2 : 0) + (Number.isFinite(pair.max - pair.min) ? 1 : 0);
  return open.toSorted((a, b) => worth(b) - worth(a))[0];
}

/** What to add to the second clock. */
function shift({ min, max, source }: Pair): number {
  const slack = SLACK_MS[source];
  if (min - slack <= 0 && max + slack >= 0) return 0;
  if (min === -Infinity) return max;
  if (max === Infinity) return min;
  return (min + max) / 2;
}
