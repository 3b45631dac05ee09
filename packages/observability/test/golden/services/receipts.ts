import { Inject, Injectable, type BeforeApplicationShutdown } from '@nestjs/common';
import { captureContext } from '@couplekit/observability';
import { PgBoss } from 'pg-boss';

export const RECEIPTS = 'receipts';

export interface ReceiptJob {
  readonly marker: string;
  /** What the worker has to show to fetch the order. */
  readonly token: string;
  readonly failsOnce: boolean;
  readonly context: unknown;
}

export const DATABASE_URL = process.env['DATABASE_URL'] ?? '';

/** The queue between orders and worker. */
@Injectable()
export class Receipts implements BeforeApplicationShutdown {
  constructor(@Inject(PgBoss) readonly boss: PgBoss) {}

  static async connect(): Promise<PgBoss> {
    const boss = new PgBoss({
      connectionString: DATABASE_URL,
      supervise: false,
      schedule: false,
      migrate: false,
    });
    return boss.start();
  }

  async send(job: Omit<ReceiptJob, 'context'>): Promise<void> {
    await this.boss.send(RECEIPTS, { ...job, context: captureContext() } satisfies ReceiptJob);
  }

  async beforeApplicationShutdown(): Promise<void> {
    await this.boss.stop({ graceful: true });
  }
}
