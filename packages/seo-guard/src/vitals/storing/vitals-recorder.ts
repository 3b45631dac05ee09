import {
  Inject,
  Injectable,
  Logger,
  type BeforeApplicationShutdown,
  type OnApplicationShutdown,
} from '@nestjs/common';
import { WEB_VITALS_OPTIONS, type ResolvedWebVitalsOptions } from '../resolve-web-vitals-options.js';
import type { VitalsSample } from '../vitals-sample.js';
import { SampleBuffer } from './sample-buffer.js';

/** What has become of samples since the start. */
export interface VitalsCounts {
  readonly received: number;
  readonly stored: number;
  /** Lost: the store was away for longer than the buffer could hold. */
  readonly dropped: number;
  readonly waiting: number;
}

/** Longest pause between two tries while the store is away. */
const LONGEST_PAUSE_MS = 60_000;

/** Takes samples in at once and stores them in batches, so that no page waits for the database. */
@Injectable()
export class VitalsRecorder implements BeforeApplicationShutdown, OnApplicationShutdown {
  private readonly logger = new Logger('WebVitals');
  private readonly buffer: SampleBuffer;
  private received = 0;
  private stored = 0;
  private dropped = 0;
  private failures = 0;
  private stopping = false;
  private timer: NodeJS.Timeout | undefined;
  private flushing: Promise<void> | undefined;

  constructor(@Inject(WEB_VITALS_OPTIONS) private readonly options: ResolvedWebVitalsOptions) {
    this.buffer = new SampleBuffer(options.flush.capacity);
  }

  /** Counters for metrics and health pages. */
  counts(): VitalsCounts {
    const { received, stored, dropped } = this;
    return { received, stored, dropped, waiting: this.buffer.size };
  }

  /** Takes samples in; a later report of a metric id replaces one that still waits. */
  record(samples: readonly VitalsSample[]): void {
    this.received += samples.length;
    this.dropped += samples.filter((sample) => !this.buffer.add(sample)).length;
    const enough = this.buffer.size >= this.options.flush.batch && this.failures === 0;
    if (enough || this.stopping) void this.flush();
    else this.schedule();
  }

  /** Stores what waits. Never fails: what cannot be stored is tried again later, and logged once. */
  flush(): Promise<void> {
    clearTimeout(this.timer);
    this.timer = undefined;
    this.flushing ??= this.storeAll().finally(() => {
      this.flushing = undefined;
      if (this.buffer.size > 0 && !this.stopping) this.schedule();
    });
    return this.flushing;
  }

  /** Connections are still open; what comes from now on is stored at once. */
  async beforeApplicationShutdown(): Promise<void> {
    this.stopping = true;
    await this.flush();
  }

  /** The server is closed: nothing comes any more. */
  async onApplicationShutdown(): Promise<void> {
    await this.flushing;
    if (this.buffer.size > 0) await this.flush();
    clearTimeout(this.timer);
    const lost = this.buffer.take(Infinity).length;
    this.dropped += lost;
    if (lost > 0) this.logger.warn(`${lost} samples could not be stored before the end.`);
  }

  private schedule(): void {
    const pause = Math.min(this.options.flush.everyMs * 2 ** this.failures, LONGEST_PAUSE_MS);
    this.timer ??= setTimeout(() => void this.flush(), pause).unref();
  }

  private async storeAll(): Promise<void> {
    while (this.buffer.size > 0) {
      const batch = this.buffer.take(this.options.flush.batch);
      try {
        await this.options.store.save(batch);
        this.stored += batch.length;
        if (this.failures > 0) this.logger.log('Samples can be stored again.');
        this.failures = 0;
      } catch (error) {
        this.dropped += this.buffer.putBack(batch);
        if (this.failures++ === 0)
          this.logger.warn(`Samples cannot be stored, and wait: ${messageOf(error)}`);
        return;
      }
    }
  }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
