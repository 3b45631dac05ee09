import { setTimeout as delay } from 'node:timers/promises';
import {
  Inject,
  Injectable,
  Logger,
  type BeforeApplicationShutdown,
  type OnApplicationBootstrap,
} from '@nestjs/common';
import type { PolicyIssue } from './adsense/policy-issue.js';
import { ConfirmedClickMetrics } from './confirmed-click-metrics.js';
import { ConfirmedClickOptions } from './confirmed-click-options.js';
import { EMPTY_RECORD, isStale, type PollRecord, type Trouble } from './deciding/poll-record.js';
import { PollTurns } from './poll-turns.js';

/** What is known about the account's policy issues. */
export interface PolicyIssueStatus {
  /** The last whole listing, of any instance. */
  readonly lastSuccess: Date | undefined;
  /** Nobody knows which issues there are now: nothing may be concluded from `issues`. */
  readonly stale: boolean;
  /** Followed issues: those with a watched action, now or since they were found. */
  readonly issues: readonly PolicyIssue[];
  /** Present while they cannot be read. */
  readonly trouble: Pick<Trouble, 'kind' | 'reason' | 'since'> | undefined;
}

/** How often an instance looks whether it is its turn. */
const LOOK_EVERY_MS = 60_000;

/** Polls the account's policy issues while the application runs. */
@Injectable()
export class ConfirmedClickPoller implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly logger = new Logger('ConfirmedClick');
  private readonly stopping = new AbortController();
  private running: Promise<void> | undefined;
  private seen: PollRecord = EMPTY_RECORD;

  constructor(
    @Inject(ConfirmedClickOptions) private readonly options: ConfirmedClickOptions,
    @Inject(PollTurns) private readonly turns: PollTurns,
    @Inject(ConfirmedClickMetrics) private readonly metrics: ConfirmedClickMetrics,
  ) {}

  /** For a health page, or a gate: read from the store. */
  async status(): Promise<PolicyIssueStatus> {
    const { store, access, staleAfterMs } = this.options;
    const record = await store.read(access.account);
    const { lastSuccess, trouble, known } = record;
    return {
      lastSuccess: lastSuccess === undefined ? undefined : new Date(lastSuccess),
      stale: isStale(record, new Date(), staleAfterMs),
      issues: known.map(({ issue }) => issue),
      trouble: trouble && { kind: trouble.kind, reason: trouble.reason, since: trouble.since },
    };
  }

  /** Starts polling, when the application has started. */
  onApplicationBootstrap(): void {
    this.metrics.observe(this.options.actions, () => this.seen);
    this.running = this.loop();
  }

  /** What is under way is cut off; another instance may go on with it at once. */
  async beforeApplicationShutdown(): Promise<void> {
    this.stopping.abort();
    await this.running;
    this.metrics.stop();
  }

  private async loop(): Promise<void> {
    const { signal } = this.stopping;
    const lookEveryMs = Math.min(this.options.intervalMs, LOOK_EVERY_MS);
    let failing = false;
    while (!signal.aborted) {
      try {
        this.seen = await this.turns.next(signal);
        failing = false;
      } catch (error) {
        if (!failing && !signal.aborted)
          this.logger.warn('Policy issues could not be polled; trying again.', error);
        failing = true;
      }
      const pause = lookEveryMs * (0.9 + Math.random() / 5);
      await delay(pause, undefined, { signal, ref: false }).catch(() => undefined);
    }
  }
}
