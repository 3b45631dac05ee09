import { Injectable, Logger } from '@nestjs/common';
import { CoupleOptions } from '../application/couple-options.js';
import { SingleStatements } from '../persistence/single-statements.js';
import type { SlackMessageEntity } from './entities/slack-message.entity.js';
import type { ResolvedNotificationOptions } from '../application/notification-options.js';
import { slackMessage } from './slack-message.js';
import { postToSlack, type SlackAnswer } from './slack-webhook.js';

const SECOND_MS = 1_000;
const LONGEST_PAUSE_MS = 10 * 60 * SECOND_MS;
/** Beyond the timeout of the post: after that another instance may send the message. */
const LEASE_SLACK_MS = 5 * SECOND_MS;

/**
 * Delivers messages to Slack one at a time, at most one a second over all instances; no transaction is open meanwhile.
 * At least once: a message whose sender dies between Slack's answer and the note of it is sent again.
 */
@Injectable()
export class SlackCourier {
  private readonly logger = new Logger(SlackCourier.name);

  constructor(
    private readonly statements: SingleStatements,
    private readonly options: CoupleOptions,
  ) {}

  /** Sends the next message whose turn it is; false when there is none, or Slack takes none yet. */
  async deliverNext(): Promise<boolean> {
    const { notifications } = this.options;
    if (!notifications) return false;
    const message = await this.claim(notifications);
    if (!message) return false;
    const { slug, use_case: useCase, kind, facts } = message;
    const body = slackMessage({ slug, useCase, kind, facts }, notifications);
    const answer = await postToSlack(notifications.slackWebhookUrl, body, notifications.timeoutMs);
    await this.settle(message, answer, notifications);
    return true;
  }

  /**
   * Sends dead letters again, for example after the webhook was replaced.
   * @returns how many
   */
  async requeueDeadLetters(): Promise<number> {
    const rows = await this.statements.query(
      `UPDATE couple_slack_message SET dead_at = NULL, attempts = 0, available_at = clock_timestamp()
       WHERE dead_at IS NOT NULL RETURNING id`,
    );
    return rows.length;
  }

  /** The channel's row lets one instance in, once an interval; what it takes, nobody else takes until its lease ends. */
  private async claim(options: ResolvedNotificationOptions): Promise<SlackMessageEntity | undefined> {
    const [message] = await this.statements.query<SlackMessageEntity>(
      `WITH turn AS (
         UPDATE couple_slack_channel SET next_allowed_at = clock_timestamp() + $1 * interval '1 ms'
         WHERE next_allowed_at <= clock_timestamp() AND EXISTS (
           SELECT FROM couple_slack_message
           WHERE delivered_at IS NULL AND dead_at IS NULL AND available_at <= clock_timestamp()
         ) RETURNING id
       ), next AS (
         SELECT m.id FROM couple_slack_message m, turn
         WHERE delivered_at IS NULL AND dead_at IS NULL AND available_at <= clock_timestamp()
         ORDER BY m.id LIMIT 1 FOR UPDATE OF m SKIP LOCKED
       )
       UPDATE couple_slack_message m
       SET attempts = m.attempts + 1, available_at = clock_timestamp() + $2 * interval '1 ms'
       FROM next WHERE m.id = next.id RETURNING m.*`,
      [options.minIntervalMs, options.timeoutMs + LEASE_SLACK_MS],
    );
    return message;
  }

  private async settle(
    { id, attempts }: SlackMessageEntity,
    answer: SlackAnswer,
    { maxAttempts }: ResolvedNotificationOptions,
  ): Promise<void> {
    switch (answer.kind) {
      case 'taken':
        return this.update(id, 'delivered_at = clock_timestamp(), last_error = NULL');
      case 'limited':
        return this.postpone(id, answer.retryAfterMs);
      case 'refused':
        return this.bury(id, answer.reason);
      case 'failed':
        if (attempts >= maxAttempts) return this.bury(id, answer.reason);
        return this.update(id, `available_at = clock_timestamp() + $2 * interval '1 ms', last_error = $3`, [
          pauseMs(attempts),
          answer.reason,
        ]);
      default:
        answer satisfies never;
    }
  }

  /** Slack counts: the whole channel waits, and the try does not count. */
  private async postpone(id: string, retryAfterMs: number): Promise<void> {
    await this.statements.query(
      `WITH channel AS (UPDATE couple_slack_channel SET next_allowed_at = clock_timestamp() + $2 * interval '1 ms')
       UPDATE couple_slack_message SET attempts = attempts - 1, available_at = clock_timestamp(), last_error = '429'
       WHERE id = $1`,
      [id, retryAfterMs],
    );
  }

  private async bury(id: string, reason: string): Promise<void> {
    this.logger.error(`Slack message ${id} is a dead letter: ${reason}. It is kept; requeueDeadLetters() sends it again.`); // prettier-ignore
    await this.update(id, 'dead_at = clock_timestamp(), last_error = $2', [reason]);
  }

  private async update(id: string, change: string, values: readonly unknown[] = []): Promise<void> {
    await this.statements.query(`UPDATE couple_slack_message SET ${change} WHERE id = $1`, [id, ...values]);
  }
}

/** Twice as long after each try, and never the same for two. */
function pauseMs(attempts: number): number {
  return Math.min(SECOND_MS * 2 ** attempts, LONGEST_PAUSE_MS) * (0.5 + Math.random() / 2);
}
