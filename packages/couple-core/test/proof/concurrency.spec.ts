import { eventually, provenChains, provenPackets } from '@couplekit/testkit';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { InviteUsedError, RatersFullError, RaterService, type Actor } from '../../src/index.js';
import { coupleContext, joinedCouple, visitor, type CoupleContext } from '../couple-context.js';
import { answers, rating } from './use-cases.js';

describe('simultaneous calls of one session', () => {
  let context: CoupleContext;
  let raters: RaterService;
  beforeAll(async () => {
    context = await coupleContext({ poolSize: 20 });
    raters = context.app.get(RaterService);
  });
  afterAll(() => context[Symbol.asyncDispose]());

  const eventsOf = async (id: string) => (await provenChains(context.dataSource)).get(id) ?? [];
  const typesOf = async (id: string) => (await eventsOf(id)).map(({ type }) => type);

  /** Starts all calls at once. */
  const settle = async <T>(count: number, call: (n: number) => Promise<T>) => {
    const all = await Promise.allSettled(Array.from({ length: count }, (_, n) => call(n)));
    return {
      done: all.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : [])),
      refused: all.flatMap((one) => (one.status === 'rejected' ? [one.reason as unknown] : [])),
    };
  };

  it('keeps exactly one of fifty payloads, whole, with one event for every change', async () => {
    const { id, a, b } = await joinedCouple(context);
    // Payload n answers n items; the same n may come twice, and changes nothing when it comes twice in a row.
    const size = (n: number) => (n % 25) + 1;
    const { done, refused } = await settle(50, (n) =>
      context.couples.upsertResponses(n % 2 ? a : b, id, answers(n % 5, size(n))),
    );
    expect(refused).toEqual([]);
    const events = (await eventsOf(id)).filter(({ type }) => type === 'responses.upserted');
    expect(events).toHaveLength(done.filter(({ changed }) => changed).length);
    const changed = done.flatMap((one) => (one.changed ? [one.answered] : []));
    const recorded = events.map(({ facts }) => facts['answered'] as number);
    expect(recorded.toSorted((x, y) => x - y)).toEqual(changed.toSorted((x, y) => x - y));
    for (const [role, actor, odd] of [
      ['A', a, 1],
      ['B', b, 0],
    ] as const) {
      // prettier-ignore
      const { self, guess } = await context.couples.getResponses(actor, id);
      const last = events.findLast(({ facts }) => facts['role'] === role)?.facts['answered'];
      const written = Array.from({ length: 50 }, (_, n) => n)
        .filter((n) => n % 2 === odd && 2 * size(n) === last)
        .map((n) => answers(n % 5, size(n)).selfAnswers);
      expect(written.map((list) => Object.fromEntries(list.map(({ code, value }) => [code, value])))).toContainEqual(self); // prettier-ignore
      expect(guess).toEqual(self);
    }
  });

  it('lets one of twenty accept an invite, and tells the others that it is used', async () => {
    const participants = [{ role: 'A' as const, nickname: '하나' }];
    const { session, inviteToken } = await context.couples.createSession(visitor, { participants });
    const { done, refused } = await settle(20, (n) => context.invites.acceptInvite(inviteToken, `두리 ${n}`));
    expect(done).toHaveLength(1);
    expect(refused).toHaveLength(19);
    expect(refused.every((error) => error instanceof InviteUsedError)).toBe(true);
    const tokens = await context.dataSource.query(
      "SELECT 1 FROM couple_access_token WHERE session_id = $1 AND role = 'B'",
      [session.id],
    );
    expect(tokens).toHaveLength(1);
    const types = await typesOf(session.id);
    expect(types.filter((type) => type === 'invite.accepted')).toHaveLength(1);
  });

  it('takes exactly as many ratings as a link is made for, and counts them', async () => {
    const { id, a } = await joinedCouple(context);
    const { raterToken } = await raters.issueRaterInvite(a, id, { maxRaters: 7 });
    const { done, refused } = await settle(20, (n) => raters.recordRating(raterToken, rating(n % 5)));
    expect(done).toHaveLength(7);
    expect(refused.every((error) => error instanceof RatersFullError)).toBe(true);
    const session = await context.couples.getSession(a, id);
    expect(session).toMatchObject({ kCurrent: 7, stageOneSnapshot: { k: 6 } });
    // Replacements at capacity are taken, all of them, and count nobody twice.
    const again = await settle(14, (n) => raters.recordRating(raterToken, rating(4, done[n % 7]?.raterKey)));
    expect(again.refused).toEqual([]);
    expect((await context.couples.getSession(a, id)).kCurrent).toBe(7);
    const rows = await context.dataSource.query('SELECT 1 FROM couple_rating WHERE session_id = $1', [id]);
    expect(rows).toHaveLength(7);
    expect((await typesOf(id)).filter((type) => type === 'rating.recorded')).toHaveLength(21);
  });

  it('computes one packet however often it is asked at once', async () => {
    const { id, a, b } = await joinedCouple(context);
    for (const partner of [a, b]) await context.couples.upsertResponses(partner, id, answers(3));
    const { done, refused } = await settle(20, (n) => context.couples.computeResult(n % 2 ? a : b, id));
    expect(refused).toEqual([]);
    const digests = new Set(done.map(({ packet }) => packet.sha256));
    expect([...digests]).toEqual([(await provenPackets(context.dataSource)).get(id)]);
    expect((await typesOf(id)).filter((type) => type === 'result.computed')).toHaveLength(1);
  });

  it('computes from answers that were whole when a correction comes at the same time', async () => {
    const { id, a, b } = await joinedCouple(context);
    for (const partner of [a, b]) await context.couples.upsertResponses(partner, id, answers(1));
    const correct = (actor: Actor) =>
      context.couples.upsertResponses(actor, id, { ...answers(4), stage: 3 as const });
    const { done } = await settle(12, async (n) =>
      n % 3 ? correct(n % 2 ? a : b) : context.couples.computeResult(a, id),
    );
    expect(done.length).toBeGreaterThanOrEqual(4);
    expect((await provenPackets(context.dataSource)).has(id)).toBe(true);
    expect((await typesOf(id)).filter((type) => type === 'result.computed')).toHaveLength(1);
  });

  it('shows a session as it is after the wait for its lock, also when nothing changes', async () => {
    const { couples, dataSource } = context;
    const { session } = await couples.createSession(visitor, { participants: [{ role: 'A', nickname: '하나' }] }); // prettier-ignore
    const a: Actor = { kind: 'participant', sessionId: session.id, role: 'A' };
    const other = dataSource.createQueryRunner();
    await other.query('BEGIN');
    await other.query("INSERT INTO couple_participant VALUES ($1, 'B', '두리')", [session.id]);
    await other.query('UPDATE couple_session SET visibility_wanted = true WHERE id = $1', [session.id]);
    const unchanged = couples.updateStageOne(a, session.id, {});
    await eventually(async () => (await dataSource.query(WAITING)).length > 0);
    await other.query('COMMIT');
    await other.release();
    expect(await unchanged).toMatchObject({ visibilityWanted: true, participants: [{ role: 'A' }, { role: 'B' }] }); // prettier-ignore
  });
});

const WAITING =
  "SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'";
