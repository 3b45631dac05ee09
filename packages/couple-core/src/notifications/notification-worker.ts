import { setTimeout as delay } from 'node:timers/promises';
import {
  Injectable,
  Logger,
  type BeforeApplicationShutdown,
  type OnApplicationBootstrap,
} from '@nestjs/common';
import { CoupleOptions } from '../application/couple-options.js';
import { AlertDesk } from './alert-desk.js';
import { SlackCourier } from './slack-courier.js';

/**
 * Runs the desk and the courier while the application runs, each on its own, so that a Slack that hangs stops neither the
 * grouping nor any request. A database that is down is tried again.
 */
@Injectable()
export class NotificationWorker implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly logger = new Logger(NotificationWorker.name);
  private readonly stopping = new AbortController();
  private loops: readonly Promise<void>[] = [];

  constructor(
    private readonly desk: AlertDesk,
    private readonly courier: SlackCourier,
    private readonly options: CoupleOptions,
  ) {}

  onApplicationBootstrap(): void {
    const { notifications } = this.options;
    if (!notifications) return;
    const { pollEveryMs, minIntervalMs } = notifications;
    this.loops = [
      this.loop('Failures', pollEveryMs, () => this.desk.process()),
      this.loop('Slack messages', Math.min(pollEveryMs, minIntervalMs), async () => {
        while (!this.stopping.signal.aborted && (await this.courier.deliverNext()));
      }),
    ];
  }

  /** What is in hand is finished: at most one post, which has a timeout. */
  async beforeApplicationShutdown(): Promise<void> {
    this.stopping.abort();
    await Promise.all(this.loops);
  }

  private async loop(what: string, everyMs: number, step: () => Promise<void>): Promise<void> {
    const { signal } = this.stopping;
    let failing = false;
    while (!signal.aborted) {
      try {
        await step();
        failing = false;
      } catch (error) {
        if (!failing) this.logger.warn(`${what} could not be worked on; trying again.`, error);
        failing = true;
      }
      await delay(everyMs, undefined, { signal, ref: false }).catch(() => undefined);
    }
  }
}
