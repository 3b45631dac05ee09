import {
  Inject,
  Injectable,
  Logger,
  type OnApplicationBootstrap,
  type OnModuleDestroy,
} from '@nestjs/common';
import { WEB_VITALS_OPTIONS, type ResolvedWebVitalsOptions } from '../resolve-web-vitals-options.js';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

/** Rows of one statement: short enough to disturb nobody. */
const AT_MOST = 5_000;

/** Deletes samples that are too old: at the start and every hour, until none is left. */
@Injectable()
export class VitalsRetention implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly logger = new Logger('WebVitals');
  private timer: NodeJS.Timeout | undefined;
  private running: Promise<number> | undefined;
  private stopped = false;

  constructor(@Inject(WEB_VITALS_OPTIONS) private readonly options: ResolvedWebVitalsOptions) {}

  /** Starts its timer, unless samples are kept for ever. */
  onApplicationBootstrap(): void {
    if (this.options.retentionDays === false) return;
    this.timer = setInterval(() => void this.sweep(), HOUR_MS).unref();
    void this.sweep();
  }

  /** Stops its timer and waits for the statement in hand. */
  async onModuleDestroy(): Promise<void> {
    this.stopped = true;
    clearInterval(this.timer);
    await this.running;
  }

  /** Deletes what is too old, in small steps. Never fails: the next hour tries again. @returns how many samples it deleted */
  sweep(): Promise<number> {
    this.running ??= this.deleteAll().finally(() => (this.running = undefined));
    return this.running;
  }

  private async deleteAll(): Promise<number> {
    const { store, retentionDays } = this.options;
    if (retentionDays === false) return 0;
    const before = new Date(Date.now() - retentionDays * DAY_MS);
    let deleted = 0;
    try {
      for (let step = AT_MOST; step === AT_MOST && !this.stopped; deleted += step) {
        step = await store.deleteBefore(before, AT_MOST);
      }
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      this.logger.warn(`Old samples could not be deleted: ${reason}`);
    }
    return deleted;
  }
}
