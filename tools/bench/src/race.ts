import type { Contender } from './contender.js';
import { median } from './contest.js';

export interface RacePlan {
  /** Slices of each contender that count; they alternate. */
  readonly rounds: number;
  /** Slices before those, which do not count. @default 1 */
  readonly warmUps?: number;
  readonly sliceMs: number;
  /**
   * How long each slice runs before it counts: a process that had to wait for its turn has lost its place in the caches of
   * the processor, pages, and compiled code. @default 0
   */
  readonly runUpMs?: number;
}

/** Medians over the slices. */
export interface Finish {
  readonly name: string;
  readonly perSecond: number;
  /** CPU of the server for one request, in microseconds. */
  readonly cpuMicros: number;
  readonly p50: number;
  readonly p99: number;
}

/** Puts the contenders under load in turns, one at a time. */
export async function race(contenders: readonly Contender[], plan: RacePlan): Promise<readonly Finish[]> {
  const slices = new Map(contenders.map((contender) => [contender, [] as Omit<Finish, 'name'>[]]));
  for (let round = -(plan.warmUps ?? 1); round < plan.rounds; round++) {
    for (const contender of contenders) {
      const { requests, seconds, cpuMicros, latencies } = await contender.load(plan.sliceMs, plan.runUpMs);
      const sorted = latencies.toSorted((a, b) => a - b);
      const percentile = (share: number) => sorted[Math.floor(share * sorted.length)] ?? Number.NaN;
      const slice = { perSecond: requests / seconds, cpuMicros, p50: percentile(0.5), p99: percentile(0.99) };
      if (round >= 0) slices.get(contender)?.push(slice);
    }
  }
  return [...slices].map(([{ name }, taken]) => {
    const middle = (figure: (slice: Omit<Finish, 'name'>) => number) => median(taken.map(figure));
    return {
      name,
      perSecond: middle((slice) => slice.perSecond),
      cpuMicros: middle((slice) => slice.cpuMicros),
      p50: middle((slice) => slice.p50),
      p99: middle((slice) => slice.p99),
    };
  });
}
