import { Injectable, Logger, type BeforeApplicationShutdown } from '@nestjs/common';
import type { Transaction } from '../unit-of-work/transaction.js';
import { UnitOfWork } from '../unit-of-work/unit-of-work.js';
import { endAttempt, type Attempt } from './attempt.js';
import { FailureRecord } from './failure-record.js';

const TELL_AGAIN_AFTER_MS = 1_000;
/** Some 3 MB. */
const MOST_UNTOLD = 10_000;

/** A unit of work that failed. */
export interface Failure {
  readonly attempt: Attempt;
  readonly slug: string;
  /** Whether the attempt had been stored before the work. */
  readonly stored: boolean;
  /** False when the work may be committed all the same. */
  readonly certain: boolean;
  readonly beganAt: Date;
}

/**
 * Has every failure recorded, now or, while the database does not answer, as soon as it does. An attempt whose process
 * dies is the reaper's; one whose database dies is known to this process only, because its row did not wait for the disk.
 */
@Injectable()
export class FailureTeller implements BeforeApplicationShutdown {
  private readonly logger = new Logger(FailureTeller.name);
  private untold: readonly Failure[] = [];
  private timer: NodeJS.Timeout | undefined;
  private telling: Promise<void> | undefined;

  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly failures: FailureRecord,
  ) {}

  /** Records a failure, or keeps it to be told again; never throws. */
  async tell(failure: Failure): Promise<void> {
    try {
      await this.record(failure);
    } catch (error) {
      const { slug, attempt } = failure;
      this.logger.error(`error.${slug} of ${attempt.use_case} is not in the audit chain yet.`, error);
      this.untold = [...this.untold, failure].slice(-MOST_UNTOLD);
      this.tellAgainLater();
    }
  }

  async beforeApplicationShutdown(): Promise<void> {
    clearTimeout(this.timer);
    await this.tellAgain();
  }

  private tellAgainLater(): void {
    this.timer ??= setTimeout(() => {
      this.timer = undefined;
      void this.tellAgain().then(() => this.untold.length > 0 && this.tellAgainLater());
    }, TELL_AGAIN_AFTER_MS).unref();
  }

  /** Never twice at the same time: both would record the same. */
  private tellAgain(): Promise<void> {
    this.telling ??= this.tellInTurn().finally(() => (this.telling = undefined));
    return this.telling;
  }

  /** One after the other, up to the first for which the database does not answer. */
  private async tellInTurn(): Promise<void> {
    for (let next = this.untold[0]; next; next = this.untold[0]) {
      try {
        await this.record(next);
      } catch {
        return;
      }
      const told = next;
      this.untold = this.untold.filter((failure) => failure !== told);
    }
  }

  private record(failure: Failure): Promise<void> {
    const { attempt, slug } = failure;
    return this.unitOfWork.run({ name: 'audit.failure' }, async (transaction) => {
      if (await isOurs(transaction, failure)) await this.failures.append(transaction, attempt, slug);
    });
  }
}

/**
 * Who removes a stored attempt records its failure, and a commit that was thought lost has removed it. But one that was
 * stored just before the database crashed may be gone with the crash.
 */
async function isOurs(transaction: Transaction, failure: Failure): Promise<boolean> {
  const { attempt, stored, certain, beganAt } = failure;
  if (await endAttempt(transaction, attempt.id)) return true;
  if (!certain) return false;
  return !stored || crashedSince(transaction, beganAt);
}

/** PostgreSQL starts its statistics again after a crash; clocks may differ a little. */
async function crashedSince(transaction: Transaction, time: Date): Promise<boolean> {
  const [row] = await transaction.query<{ readonly crashed: boolean }>(
    "SELECT pg_stat_get_bgwriter_stat_reset_time() > $1::timestamptz - interval '1 second' AS crashed",
    [time],
  );
  return row?.crashed === true;
}
