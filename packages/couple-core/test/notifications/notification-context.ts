import { startFakeSlack, type FakeSlack, type SlackPost } from '@couplekit/testkit';
import type { TestDatabase } from '@couplekit/testkit/postgres';
import type { NotificationOptions } from '../../src/index.js';
import { coupleContext, type CoupleContext } from '../couple-context.js';

export interface NotificationContext extends CoupleContext {
  readonly slack: FakeSlack;
  /** Lets a use case fail, `times` times. */
  fail(times?: number): Promise<void>;
}

/** couple-core that tells a fake Slack about failures, without patience. */
export async function notificationContext(
  notifications: Partial<NotificationOptions> = {},
  database?: TestDatabase,
): Promise<NotificationContext> {
  const slack = await startFakeSlack();
  const context = await coupleContext({
    ...(database && { database }),
    options: {
      notifications: { slackWebhookUrl: slack.url, pollEveryMs: 20, minIntervalMs: 20, ...notifications },
    },
  });
  return {
    ...context,
    slack,
    fail: async (times = 1) => {
      for (let n = 0; n < times; n++)
        await context.invites.acceptInvite(`no such invite ${n}`, undefined).catch(() => undefined);
    },
    [Symbol.asyncDispose]: async () => {
      await context[Symbol.asyncDispose]();
      await slack[Symbol.asyncDispose]();
    },
  };
}

/** The header lines of posts. */
export const headers = (posts: readonly SlackPost[]): readonly string[] =>
  posts.map(({ body }) => body.blocks[0]?.text?.text ?? '');
