import { Inject, Injectable } from '@nestjs/common';
import { ConfirmedClickMetrics } from './confirmed-click-metrics.js';
import { ConfirmedClickOptions } from './confirmed-click-options.js';
import { nextTurnMs } from './deciding/next-turn.js';
import type { PollRecord } from './deciding/poll-record.js';
import { PolicyIssuePoll } from './policy-issue-poll.js';
import type { PollTurn } from './storing/policy-issue-store.js';
import { NoticeDesk } from './telling/notice-desk.js';

/** Beyond the time that a turn may take, at most: until then nobody else begins one. */
const LEASE_SLACK_MS = 30_000;
/** After a turn that went wrong by a fault of ours, such as a database that is away. */
const AFTER_FAULT_MS = 60_000;

/**
 * One turn: poll, remember what follows, tell it, and end the turn. What happened is remembered before it is told, so that
 * nothing is lost when the process is killed in between, and is told twice at worst.
 */
@Injectable()
export class PollTurns {
  constructor(
    @Inject(ConfirmedClickOptions) private readonly options: ConfirmedClickOptions,
    @Inject(PolicyIssuePoll) private readonly poll: PolicyIssuePoll,
    @Inject(NoticeDesk) private readonly desk: NoticeDesk,
    @Inject(ConfirmedClickMetrics) private readonly metrics: ConfirmedClickMetrics,
  ) {}

  /**
   * Takes the next turn if it is due.
   * @returns what is known afterwards, whoever found it out
   */
  async next(stopping: AbortSignal): Promise<PollRecord> {
    const { store, access, turnTimeoutMs } = this.options;
    if (this.poll.isRefused) {
      const record = await store.read(access.account);
      if (record.outbox.length === 0) return record;
    }
    const turn = await store.claim(access.account, turnTimeoutMs + Math.min(turnTimeoutMs, LEASE_SLACK_MS));
    if (!turn) return store.read(access.account);
    const within = AbortSignal.any([stopping, AbortSignal.timeout(turnTimeoutMs)]);
    try {
      return await this.take(turn, within, stopping);
    } catch (error) {
      // Where this fails as well, the turn ends by itself.
      await this.handOver(turn, stopping.aborted ? 0 : AFTER_FAULT_MS).catch(() => undefined);
      throw error;
    }
  }

  private async take(turn: PollTurn, within: AbortSignal, stopping: AbortSignal): Promise<PollRecord> {
    const { store, intervalMs } = this.options;
    const outcome = this.poll.isRefused
      ? { record: turn.record, events: [] }
      : await this.poll.run(turn.record, within, stopping);
    if (!(await store.save(turn, outcome.record))) return store.read(turn.account);
    this.metrics.count(outcome.events);
    const record = await this.desk.tellAll(outcome.record, within, (told) => store.save(turn, told));
    stopping.throwIfAborted();
    await store.save(turn, record, nextTurnMs(record, intervalMs, Math.random(), outcome.retryAfterMs));
    return record;
  }

  /** Ends the turn as it is remembered. */
  private async handOver(turn: PollTurn, nextInMs: number): Promise<void> {
    const { store, intervalMs } = this.options;
    await store.save(turn, await store.read(turn.account), Math.min(nextInMs, intervalMs));
  }
}
