import type { VitalsQuery, VitalsSummary } from '../judging/vitals-summary.js';
import type { VitalsSample } from '../vitals-sample.js';

/** Port: where samples are kept. */
export abstract class VitalsStore {
  /**
   * Keeps samples; of one metric id the one received last, whichever arrives here first. No two of them have the same metric
   * and id.
   */
  abstract save(samples: readonly VitalsSample[]): Promise<void>;

  /** What `summarizeVitals` says of the samples kept, in one look. */
  abstract summarize(query: VitalsQuery): Promise<readonly VitalsSummary[]>;

  /**
   * Deletes samples received before a time, the oldest first.
   * @param atMost how many, so that one call takes bounded time
   * @returns how many it has deleted
   */
  abstract deleteBefore(time: Date, atMost: number): Promise<number>;
}
