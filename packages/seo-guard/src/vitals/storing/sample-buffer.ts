import type { VitalsSample } from '../vitals-sample.js';

/** Samples on their way to the store: the last one of each metric id, and never more than `capacity`. */
export class SampleBuffer {
  private readonly waiting = new Map<string, VitalsSample>();

  constructor(private readonly capacity: number) {}

  /** Samples in it. */
  get size(): number {
    return this.waiting.size;
  }

  /** Takes a sample in. @returns false when it is full; a newer report of a metric that is in it always has room */
  add(sample: VitalsSample): boolean {
    const key = keyOf(sample);
    if (this.waiting.size >= this.capacity && !this.waiting.has(key)) return false;
    this.waiting.set(key, sample);
    return true;
  }

  /** Takes the oldest samples out, at most `count`. */
  take(count: number): readonly VitalsSample[] {
    const batch = [...this.waiting].slice(0, count);
    for (const [key] of batch) this.waiting.delete(key);
    return batch.map(([, sample]) => sample);
  }

  /** Puts samples back that could not be stored. @returns how many had no room; those that newer ones replaced do not count */
  putBack(samples: readonly VitalsSample[]): number {
    return samples.filter((sample) => !this.waiting.has(keyOf(sample)) && !this.add(sample)).length;
  }
}

function keyOf({ metric, id }: VitalsSample): string {
  return `${metric} ${id}`;
}
