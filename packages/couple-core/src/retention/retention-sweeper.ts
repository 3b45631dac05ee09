import { setTimeout as delay } from 'node:timers/promises';
import {
  Injectable,
  Logger,
  type BeforeApplicationShutdown,
  type OnApplicationBootstrap,
} from '@nestjs/common';
import { CoupleOptions } from '../application/couple-options.js';
import { ErasureFailedError, ErasureService } from '../application/erasure.service.js';
import { SingleStatements } from '../persistence/single-statements.js';

/** What a sweep has removed. */
export interface SweepCounts {
  /** Sessions that had expired, each with everything personal. */
  readonly sessions: number;
  /** Expired sessions that could not be erased; the next sweep tries again. */
  readonly failed: number;
  /** Tokens, shares, answers to idempotent requests and delivered messages past their time. */
  readonly leftovers: number;
}

const BATCH = 1_000;

const LEFTOVERS = {
  couple_access_token: 'expires_at <= now() OR revoked_at <= now()',
  couple_share: 'expires_at <= now() OR revoked_at <= now()',
  couple_idempotency_key: 'expires_at <= now()',
  couple_slack_message: "delivered_at <= now() - interval '30 days'",
} as const;

/** Removes what has expired. Instances side by side share the work. */
@Injectable()
export class RetentionSweeper implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly logger = new Logger(RetentionSweeper.name);
  private readonly stopping = new AbortController();
  private loop: Promise<void> = Promise.resolve();

  constructor(
    private readonly erasure: ErasureService,
    private readonly statements: SingleStatements,
    private readonly options: CoupleOptions,
  ) {}

  /** Starts sweeping, when the application has started. */
  onApplicationBootstrap(): void {
    this.loop = this.run();
  }

  /** Stops sweeping and waits for the transaction in hand. */
  async beforeApplicationShutdown(): Promise<void> {
    this.stopping.abort();
    await this.loop;
  }

  /** Removes everything that has expired by now, in small transactions. */
  async sweep(): Promise<SweepCounts> {
    const sessions = await this.sweepSessions();
    let leftovers = 0;
    for (const [table, expired] of Object.entries(LEFTOVERS)) leftovers += await this.remove(table, expired);
    return { ...sessions, leftovers };
  }

  /** A session that cannot be erased is left out until the next sweep, and does not keep others from being erased. */
  private async sweepSessions(): Promise<Pick<SweepCounts, 'sessions' | 'failed'>> {
    let sessions = 0;
    const failed: string[] = [];
    while (!this.stopping.signal.aborted) {
      try {
        if (!(await this.erasure.eraseExpired(failed))) break;
        sessions++;
      } catch (error) {
        if (!(error instanceof ErasureFailedError)) throw error;
        failed.push(error.sessionId);
        this.logger.error(error.message, error.cause);
      }
    }
    return { sessions, failed: failed.length };
  }

  private async remove(table: string, expired: string): Promise<number> {
    let removed = 0;
    for (let batch = BATCH; batch === BATCH && !this.stopping.signal.aborted; removed += batch) {
      const rows = await this.statements.query(
        `DELETE FROM ${table} WHERE ctid IN (
           SELECT ctid FROM ${table} WHERE ${expired} LIMIT ${BATCH} FOR UPDATE SKIP LOCKED
         ) RETURNING 1`,
      );
      batch = rows.length;
    }
    return removed;
  }

  private async run(): Promise<void> {
    const { signal } = this.stopping;
    for (;;) {
      await delay(this.options.sweepEveryMs, undefined, { signal, ref: false }).catch(() => undefined);
      if (signal.aborted) return;
      try {
        await this.sweep();
      } catch (error) {
        this.logger.warn('What has expired could not be removed; trying again later.', error);
      }
    }
  }
}
