import { eventually } from '@couplekit/testkit';
import { createDatabase } from '@couplekit/testkit/postgres';
import { describe, expect, it } from 'vitest';
import { SlackCourier } from '../../src/index.js';
import { coupleContext } from '../couple-context.js';
import { headers, notificationContext, type NotificationContext } from './notification-context.js';

const LABEL = '[couplekit] invite-not-found';

const posted = (context: NotificationContext, count: number) =>
  eventually(() => context.slack.posts.length >= count && headers(context.slack.posts));
const count = async ({ dataSource }: NotificationContext, sql: string) =>
  Number((await dataSource.query<{ n: string }[]>(`SELECT count(*) AS n FROM ${sql}`))[0]?.n);
const waiting = 'couple_slack_message WHERE delivered_at IS NULL AND dead_at IS NULL';
/** Makes everything older, as if so much time had passed. */
const age = ({ dataSource }: NotificationContext, ms: number) =>
  dataSource.query(
    `UPDATE couple_alert SET due_at = due_at - $1 * interval '1 ms', state = state || jsonb_build_object(
       'lastAt', (state->>'lastAt')::numeric - $1, 'openedAt', (state->>'openedAt')::numeric - $1,
       'digestAt', (state->>'digestAt')::numeric - $1, 'windowFrom', (state->>'windowFrom')::numeric - $1)`,
    [ms],
  );

describe('a failure', () => {
  it('is told about at once, in Korean, with what an operator needs and nothing else', async () => {
    await using context = await notificationContext({
      label: '커플',
      titles: { 'invite-not-found': { ko: '초대를 찾을 수 없음', en: 'Invite not found' } },
      incidentUrl: 'https://ops.example/r/{request_id}',
    });
    await context.fail();
    await posted(context, 1);
    const [post] = context.slack.posts;
    expect(headers(context.slack.posts)).toEqual(['ℹ️ [커플] 초대를 찾을 수 없음 발생 1건']);
    const text = JSON.stringify(post?.body);
    for (const part of [
      'error.invite-not-found',
      'invite.accept',
      'test-build',
      'visitor',
      'Invite not found',
    ])
      expect(text).toContain(part);
    expect(text).not.toContain('no such invite');
  });

  it('that repeats is collected into a digest, then told to be over', async () => {
    await using context = await notificationContext();
    await context.fail();
    await posted(context, 1);
    await context.fail(3);
    await eventually(async () => (await count(context, 'couple_outbox')) === 0);
    expect(context.slack.posts).toHaveLength(1);
    await age(context, 11 * 60_000);
    expect(await posted(context, 2)).toEqual([`ℹ️ ${LABEL} 발생 1건`, `ℹ️ ${LABEL} 계속 3건`]);
    await age(context, 16 * 60_000);
    expect((await posted(context, 3)).at(-1)).toBe(`✅ ${LABEL} 종료 4건`);
    await eventually(async () => (await count(context, 'couple_alert')) === 0);
    await context.fail();
    expect((await posted(context, 4)).at(-1)).toBe(`ℹ️ ${LABEL} 발생 1건`);
  });

  it('that surges is escalated at once, but only once', async () => {
    await using context = await notificationContext({ surgeThreshold: 5 });
    await context.fail();
    await posted(context, 1);
    await context.fail(4);
    expect((await posted(context, 2)).at(-1)).toBe(`🚨 ${LABEL} 급증 4건`);
    await context.fail(10);
    await eventually(async () => (await count(context, 'couple_outbox')) === 0);
    expect(await count(context, waiting)).toBe(0);
    expect(context.slack.posts).toHaveLength(2);
  });

  it('leaves no row behind when nobody is to be told', async () => {
    await using context = await coupleContext();
    await context.invites.acceptInvite('unknown', undefined).catch(() => undefined);
    expect(await context.dataSource.query('SELECT * FROM couple_outbox')).toEqual([]);
  });
});

describe('Slack', () => {
  it('that is down or hangs loses nothing and slows no call', async () => {
    await using context = await notificationContext({ timeoutMs: 300 });
    context.slack.behaveAlways('hang');
    await context.fail(30);
    const answered = context.slack.posts.length;
    expect(await count(context, "couple_audit_event WHERE type = 'error.invite-not-found'")).toBe(30);
    await eventually(() => context.slack.posts.length > answered);
    context.slack.behaveAlways(undefined);
    await context.dataSource.query("UPDATE couple_slack_message SET available_at = now() WHERE delivered_at IS NULL AND last_error IS NOT NULL"); // prettier-ignore
    await eventually(async () => (await count(context, waiting)) === 0);
    expect(await count(context, 'couple_slack_message WHERE dead_at IS NOT NULL')).toBe(0);
    await age(context, 16 * 60_000);
    await eventually(() => headers(context.slack.posts).includes(`✅ ${LABEL} 종료 30건`));
  });

  it.each([
    ['a 500', { status: 500 }],
    ['a cut connection', 'reset'],
  ] as const)('is tried again after %s, with a pause', async (_, behaviour) => {
    await using context = await notificationContext();
    context.slack.behave(behaviour);
    await context.fail();
    await eventually(async () => (await count(context, `${waiting} AND last_error IS NOT NULL`)) === 1);
    const [message] = await context.dataSource.query<{ pause: number }[]>(
      'SELECT extract(epoch FROM available_at - now())::float AS pause FROM couple_slack_message',
    );
    expect(message?.pause).toBeGreaterThan(0.2);
    await context.dataSource.query('UPDATE couple_slack_message SET available_at = now()');
    await posted(context, 2);
    await eventually(async () => (await count(context, waiting)) === 0);
  });

  it('that answers 429 is left alone for as long as it says, and the try does not count', async () => {
    await using context = await notificationContext();
    context.slack.behave({ status: 429, headers: { 'Retry-After': '2' } });
    await context.fail();
    await posted(context, 2);
    const [first, second] = context.slack.posts;
    expect((second?.at ?? 0) - (first?.at ?? 0)).toBeGreaterThanOrEqual(1_990);
    await eventually(async () => (await count(context, 'couple_slack_message WHERE attempts = 1 AND delivered_at IS NOT NULL')) === 1); // prettier-ignore
  });

  it.each([
    ['refuses for good', { status: 404, body: 'no_service' }, {}],
    ['fails too often', { status: 503 }, { maxAttempts: 1 }],
  ] as const)('that %s leaves a dead letter, which can be sent again', async (_, behaviour, options) => {
    await using context = await notificationContext(options);
    context.slack.behave(behaviour);
    await context.fail();
    await eventually(
      async () => (await count(context, 'couple_slack_message WHERE dead_at IS NOT NULL')) === 1,
    );
    const [dead] = await context.dataSource.query<{ last_error: string }[]>('SELECT last_error FROM couple_slack_message'); // prettier-ignore
    expect(dead?.last_error).toContain(String(behaviour.status));
    expect(await context.app.get(SlackCourier).requeueDeadLetters()).toBe(1);
    await eventually(async () => (await count(context, 'couple_slack_message WHERE delivered_at IS NOT NULL')) === 1); // prettier-ignore
  });

  it('gets one message a second from all instances together, each once', async () => {
    const database = await createDatabase();
    {
      await using one = await notificationContext({ minIntervalMs: 1_000 }, database);
      await using two = await notificationContext({ minIntervalMs: 1_000, slackWebhookUrl: one.slack.url }, database); // prettier-ignore
      const { id } = (await one.couples.createSession({ kind: 'visitor' }, { participants: [{ role: 'A', nickname: 'x' }] })).session; // prettier-ignore
      const a = { kind: 'participant', sessionId: id, role: 'A' } as const;
      const failures = [
        () => two.fail(),
        () => one.couples.computeResult(a, id),
        () => two.couples.getResult(a, id),
        () => one.couples.upsertResponses(a, id, { stage: 3, selfAnswers: [], guessAnswers: [] }),
      ];
      await Promise.allSettled(failures.map((failure) => failure()));
      await eventually(async () => (await count(one, 'couple_slack_message WHERE delivered_at IS NOT NULL')) === 3); // prettier-ignore
      const times = one.slack.posts.map(({ at }) => at);
      const pauses = times.slice(1).map((at, index) => at - (times[index] ?? 0));
      // A busy machine may be late with one and not with the next.
      for (const pause of pauses) expect(pause).toBeGreaterThanOrEqual(300);
      expect(new Set(headers(one.slack.posts)).size).toBe(3);
      expect(one.slack.posts).toHaveLength(3);
    }
    await database.drop();
  });

  it('gets a message again whose sender died before it noted the answer', async () => {
    await using context = await notificationContext();
    await context.fail();
    await posted(context, 1);
    await eventually(async () => (await count(context, waiting)) === 0);
    await context.dataSource.query("UPDATE couple_slack_message SET delivered_at = NULL, available_at = now() + interval '200 ms'"); // prettier-ignore
    await posted(context, 2);
  });

  it('never learns the webhook from an error, nor does the database', async () => {
    await using context = await notificationContext();
    const { url } = context.slack;
    context.slack.behave({ status: 500, body: `no route for ${url}` });
    await context.fail();
    await eventually(async () => (await count(context, `${waiting} AND last_error IS NOT NULL`)) === 1);
    const rows = await context.dataSource.query<object[]>('SELECT m::text FROM couple_slack_message m');
    expect(JSON.stringify(rows)).not.toContain('secret-of-the-webhook');
  });
});

describe('the options', () => {
  it.each([
    [{ slackWebhookUrl: 'http://hooks.example/secret' }, 'slackWebhookUrl'],
    [{ slackWebhookUrl: 'secret' }, 'slackWebhookUrl'],
    [{ incidentUrl: 'https://ops.example/' }, 'incidentUrl'],
    [{ digestEveryMs: 0 }, 'digestEveryMs'],
    [{ pollEveryMs: 2 ** 31 }, 'pollEveryMs'],
  ])('%o stops the start and names what is wrong, not its value', async (wrong, name) => {
    const start = notificationContext(wrong);
    await expect(start).rejects.toThrow(`notifications.${name}`);
    await expect(start).rejects.not.toThrow('secret');
  });
});
