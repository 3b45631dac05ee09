import type { HappensBefore } from './happens-before.js';

/** Between what two clocks must be put right, if nothing may come before its cause. */
export interface Bounds {
  /** Milliseconds. */
  readonly min: number;
  readonly max: number;
}

/**
 * What is known of the differences between clocks, all conclusions drawn: if b is at least 3 ms behind a and c at least 2 ms
 * behind b, then c is at least 5 ms behind a (a system of difference constraints; Floyd and Warshall's algorithm).
 */
export class ClockBounds {
  private readonly least = new Map<string, Map<string, number>>();
  readonly clocks: readonly string[];

  /** @param slackMs how exact the times of a source are */
  constructor(known: readonly HappensBefore[], slackMs: Readonly<Record<HappensBefore['source'], number>>) {
    for (const { before, after, source } of known) {
      if (before.clock === after.clock) continue;
      this.raise(before.clock, after.clock, before.time - after.time - slackMs[source]);
    }
    this.clocks = [...new Set(known.flatMap(({ before, after }) => [before.clock, after.clock]))];
    for (const middle of this.clocks) {
      for (const from of this.clocks) {
        for (const to of this.clocks) {
          if (from !== to) this.raise(from, to, this.leastOf(from, middle) + this.leastOf(middle, to));
        }
      }
    }
  }

  /** What may be added to `clock`, less what is added to `against`. */
  between(against: string, clock: string): Bounds {
    return { min: this.leastOf(against, clock), max: -this.leastOf(clock, against) };
  }

  private leastOf(from: string, to: string): number {
    return this.least.get(from)?.get(to) ?? -Infinity;
  }

  private raise(from: string, to: string, least: number): void {
    if (least <= this.leastOf(from, to)) return;
    const row = this.least.get(from) ?? new Map<string, number>();
    this.least.set(from, row.set(to, least));
  }
}
