import { setTimeout as delay } from 'node:timers/promises';
import {
  Injectable,
  Logger,
  type BeforeApplicationShutdown,
  type OnApplicationBootstrap,
} from '@nestjs/common';
import { DataSource } from 'typeorm';

const SWEEP_EVERY_MS = 10 * 60 * 1000;

const TABLES = ['web_rate_limit', 'web_browser_grant'] as const;

/** Removes what has expired of the pages' tables. Instances side by side do no harm to each other. */
@Injectable()
export class WebSweeper implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly logger = new Logger(WebSweeper.name);
  private readonly stopping = new AbortController();
  private loop: Promise<void> = Promise.resolve();

  constructor(private readonly dataSource: DataSource) {}

  onApplicationBootstrap(): void {
    this.loop = this.run();
  }

  async beforeApplicationShutdown(): Promise<void> {
    this.stopping.abort();
    await this.loop;
  }

  /** Removes everything that has expired by now; a row that a request is counting on is left for the next time. */
  async sweep(): Promise<void> {
    for (const table of TABLES) {
      await this.dataSource.query(
        `DELETE FROM ${table} WHERE ctid = ANY (ARRAY(
           SELECT ctid FROM ${table} WHERE expires_at <= now() FOR UPDATE SKIP LOCKED
         ))`,
      );
    }
  }

  private async run(): Promise<void> {
    const { signal } = this.stopping;
    for (;;) {
      await delay(SWEEP_EVERY_MS, undefined, { signal, ref: false }).catch(() => undefined);
      if (signal.aborted) return;
      try {
        await this.sweep();
      } catch (error) {
        this.logger.warn('What has expired could not be removed; trying again later.', error);
      }
    }
  }
}
