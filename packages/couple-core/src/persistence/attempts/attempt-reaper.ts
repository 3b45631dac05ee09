import {
  Injectable,
  Logger,
  type OnApplicationBootstrap,
  type BeforeApplicationShutdown,
} from '@nestjs/common';
import { CoupleOptions } from '../../application/couple-options.js';
import type { AttemptEntity } from '../entities/attempt.entity.js';
import { UnitOfWork } from '../unit-of-work/unit-of-work.js';
import { FailureRecord } from './failure-record.js';

/** Finds attempts whose process died in the middle, and records them as `error.interrupted`. */
@Injectable()
export class AttemptReaper implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly logger = new Logger(AttemptReaper.name);
  private timer: NodeJS.Timeout | undefined;
  private running: Promise<unknown> = Promise.resolve();

  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly failures: FailureRecord,
    private readonly options: CoupleOptions,
  ) {}

  /** Starts its timer, when the application has started. */
  onApplicationBootstrap(): void {
    this.timer = setInterval(
      () => void (this.running = this.tick()),
      this.options.attemptPatienceMs / 2,
    ).unref();
  }

  /** Stops its timer and waits for the run in hand. */
  async beforeApplicationShutdown(): Promise<void> {
    clearInterval(this.timer);
    await this.running;
  }

  /**
   * Records every attempt that began longer ago than the patience. One transaction each; several instances share the
   * work. An attempt that still runs then cannot commit any more.
   * @param patienceMs milliseconds @default the module's `attemptPatienceMs`
   * @returns how many were recorded
   */
  async reap(patienceMs = this.options.attemptPatienceMs): Promise<number> {
    let reaped = 0;
    while (await this.reapOne(patienceMs)) reaped++;
    return reaped;
  }

  private reapOne(patienceMs: number): Promise<boolean> {
    return this.unitOfWork.run({ name: 'attempt.reap' }, async (transaction) => {
      const [attempt] = await transaction.query<AttemptEntity>(
        `DELETE FROM couple_attempt WHERE id = (
           SELECT id FROM couple_attempt WHERE started_at < clock_timestamp() - $1 * interval '1 millisecond'
           LIMIT 1 FOR UPDATE SKIP LOCKED
         ) RETURNING *`,
        [patienceMs],
      );
      if (attempt) await this.failures.append(transaction, attempt, 'interrupted');
      return attempt !== undefined;
    });
  }

  private async tick(): Promise<void> {
    try {
      const reaped = await this.reap();
      if (reaped > 0)
        this.logger.warn(`${reaped} interrupted units of work were recorded in the audit chain.`);
    } catch (error) {
      this.logger.warn('Interrupted units of work could not be looked for; trying again later.', error);
    }
  }
}
