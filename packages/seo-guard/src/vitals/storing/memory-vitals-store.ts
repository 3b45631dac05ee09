import { summarizeVitals, type VitalsQuery, type VitalsSummary } from '../judging/vitals-summary.js';
import type { VitalsSample } from '../vitals-sample.js';
import { VitalsStore } from './vitals-store.js';

/** Keeps samples in memory, for tests and demonstrations: it grows without bound, and other instances do not see it. */
export class MemoryVitalsStore extends VitalsStore {
  private readonly kept = new Map<string, VitalsSample>();

  /** What is kept, in no order. */
  get samples(): readonly VitalsSample[] {
    return [...this.kept.values()];
  }

  override save(samples: readonly VitalsSample[]): Promise<void> {
    for (const sample of samples) {
      const key = `${sample.metric} ${sample.id}`;
      const known = this.kept.get(key);
      if (!known || known.receivedAt <= sample.receivedAt) this.kept.set(key, sample);
    }
    return Promise.resolve();
  }

  override summarize(query: VitalsQuery): Promise<readonly VitalsSummary[]> {
    return Promise.resolve(summarizeVitals(this.kept.values(), query));
  }

  override deleteBefore(time: Date, atMost: number): Promise<number> {
    const old = [...this.kept]
      .filter(([, { receivedAt }]) => receivedAt < time)
      .toSorted(([, a], [, b]) => a.receivedAt.getTime() - b.receivedAt.getTime())
      .slice(0, atMost);
    for (const [key] of old) this.kept.delete(key);
    return Promise.resolve(old.length);
  }
}
