import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  AccessService,
  InviteExpiredError,
  InviteNotFoundError,
  InviteUsedError,
  ParticipantInvalidError,
  QuestionInvalidError,
  ResponsesMissingError,
  SessionNotFoundError,
  StageIncompleteError,
  StageInvalidError,
  StageOrderError,
  UnauthorizedError,
  type Actor,
} from '../src/index.js';
import {
  answers,
  auditEvents,
  coupleContext,
  everyItem,
  joinedCouple,
  visitor,
  type CoupleContext,
} from './couple-context.js';

const service: Actor = { kind: 'service' };
const operator: Actor = { kind: 'operator' };
const nobody = '00000000-0000-4000-8000-000000000000';

describe('CoupleService', () => {
  let context: CoupleContext;
  beforeAll(async () => void (context = await coupleContext()));
  afterAll(() => context[Symbol.asyncDispose]());

  const types = async (id: string) => (await auditEvents(context.dataSource, id)).map(({ type }) => type);

  it('takes a couple from its first answers to one sealed result', async () => {
    const { couples, dataSource } = context;
    const { id, a, b } = await joinedCouple(context);
    await couples.upsertResponses(a, id, answers(1));
    await couples.upsertResponses(b, id, answers(3));
    const computed = await couples.computeResult(a, id);
    expect(await couples.getResult(b, id)).toEqual(computed);
    expect(await couples.getSession(a, id)).toMatchObject({ stage: 3, stage3Completed: true });
    expect(await types(id)).toEqual([
      'session.created',
      'invite.accepted',
      'responses.upserted',
      'responses.upserted',
      'result.computed',
    ]);
    const [packet] = await dataSource.query<{ bytes: Buffer; same: boolean }[]>(
      'SELECT bytes, packet_sha256 = sha256(bytes) AS same FROM couple_decision_packet WHERE session_id = $1',
      [id],
    );
    expect(packet?.same).toBe(true);
    expect(JSON.parse(packet?.bytes.toString() ?? '')).toMatchObject({
      inputs: { answers: { a_self: { CS1: 1 }, b_guess: { SF6: 3 } }, k_state: { threshold: 3 } },
      outputs: { gap_summary: computed.outputs.gap_summary },
      code_ref: 'test-build',
      model_id: 'core_scoring.v1',
    });
  });

  it('computes once: again gives the same packet and no event', async () => {
    const { couples } = context;
    const { id, a, b } = await joinedCouple(context);
    await couples.upsertResponses(a, id, answers(0));
    await couples.upsertResponses(b, id, answers(0));
    const results = await Promise.all([a, b, a, b].map((actor) => couples.computeResult(actor, id)));
    expect(new Set(results.map(({ packet }) => packet.sha256)).size).toBe(1);
    expect((await types(id)).filter((type) => type === 'result.computed')).toHaveLength(1);
  });

  it('changes nothing for the same answers again, and adds no event', async () => {
    const { couples } = context;
    const { id, a } = await joinedCouple(context);
    await couples.upsertResponses(a, id, answers(2));
    const before = await couples.getSession(a, id);
    expect((await couples.upsertResponses(a, id, answers(2))).changed).toBe(false);
    expect(await couples.getSession(a, id)).toEqual(before);
    expect((await types(id)).filter((type) => type === 'responses.upserted')).toHaveLength(1);
    expect((await couples.upsertResponses(a, id, answers(3))).changed).toBe(true);
    expect((await couples.getResponses(a, id)).self).toMatchObject({ CS1: 3 });
  });

  it('shows each partner only their own answers', async () => {
    const { id, a, b } = await joinedCouple(context);
    await context.couples.upsertResponses(a, id, answers(4));
    expect(await context.couples.getResponses(b, id)).toEqual({ self: {}, guess: {} });
    await expect(context.couples.getResponses(operator, id)).rejects.toThrow(ParticipantInvalidError);
  });

  it('keeps the order of the stages', async () => {
    const { couples } = context;
    const { id, a, b } = await joinedCouple(context);
    await expect(couples.computeResult(a, id)).rejects.toThrow(StageIncompleteError);
    await expect(couples.upsertResponses(a, id, answers(1, 3))).rejects.toThrow(StageOrderError);
    await couples.upsertResponses(a, id, answers(1));
    await expect(couples.getResult(a, id)).rejects.toThrow(StageIncompleteError);
    await couples.upsertResponses(b, id, answers(1));
    await couples.upsertResponses(b, id, answers(2, 3));
    await expect(couples.upsertResponses(a, id, answers(2))).rejects.toThrow(StageInvalidError);
    await expect(
      couples.upsertResponses(a, id, { stage: 3, selfAnswers: everyItem(1), guessAnswers: [] }),
    ).rejects.toThrow(ResponsesMissingError);
    await couples.computeResult(b, id);
    await expect(couples.upsertResponses(a, id, answers(2, 3))).rejects.toThrow(StageInvalidError);
    await expect(couples.updateStageOne(a, id, { visible: true })).rejects.toThrow(StageInvalidError);
  });

  it('refuses to compute from a stored set that lacks items', async () => {
    const { couples, dataSource } = context;
    const { id, a, b } = await joinedCouple(context);
    await couples.upsertResponses(a, id, answers(1));
    await couples.upsertResponses(b, id, answers(1));
    await dataSource.query(
      "UPDATE couple_responses SET guess_answers = guess_answers - 'RP3' WHERE session_id = $1 AND role = 'B'",
      [id],
    );
    await expect(couples.computeResult(a, id)).rejects.toMatchObject({
      missing: [{ set: 'b_guess', items: ['RP3'] }],
    });
    expect(await couples.getSession(a, id)).toMatchObject({ stage: 2, stage3Completed: false });
  });

  it('lets participants wish, the service write, and shows the average only at k', async () => {
    const { couples } = context;
    const { id, a } = await joinedCouple(context);
    await couples.updateStageOne(service, id, { k: 2, dimensions: { warmth: 3.5 } });
    expect(await couples.updateStageOne(a, id, { visible: true })).toMatchObject({
      kCurrent: 2,
      visibilityWanted: true,
    });
    await expect(couples.updateStageOne(a, id, { k: 9 })).rejects.toThrow(ParticipantInvalidError);
    await expect(couples.updateStageOne(operator, id, { visible: true })).rejects.toThrow(
      ParticipantInvalidError,
    );
    const events = (await types(id)).filter((type) => type === 'stage1.updated').length;
    await couples.updateStageOne(a, id, { visible: true });
    expect((await types(id)).filter((type) => type === 'stage1.updated')).toHaveLength(events);
  });

  it('takes a snapshot at creation only from the service', async () => {
    const command = {
      participants: [{ role: 'A', nickname: '하나' }],
      stageOneSnapshot: { k: 4, dimensions: { warmth: 3 } },
    } as const;
    const { session } = await context.couples.createSession(service, command);
    expect(session).toMatchObject({ kCurrent: 4, stageOneSnapshot: command.stageOneSnapshot });
    await expect(context.couples.createSession(visitor, command)).rejects.toThrow(ParticipantInvalidError);
  });

  it('answers operators about any session, and tells them when there is none', async () => {
    const { id } = await joinedCouple(context);
    expect(await context.couples.getSession(operator, id)).toMatchObject({ id });
    await expect(context.couples.getSession(operator, nobody)).rejects.toThrow(SessionNotFoundError);
    await expect(context.couples.getSession(visitor, id)).rejects.toThrow(ParticipantInvalidError);
    await expect(context.couples.getResult(operator, id)).rejects.toThrow(ParticipantInvalidError);
    await expect(context.couples.computeResult(operator, id)).rejects.toThrow(ParticipantInvalidError);
  });

  it('knows a token until it expires or is revoked', async () => {
    const access = context.app.get(AccessService);
    const created = await context.couples.createSession(visitor, {
      participants: [{ role: 'A', nickname: '하나' }],
    });
    const { accessToken, inviteToken, session } = created;
    const set = (change: string) =>
      context.dataSource.query(`UPDATE couple_access_token SET ${change} WHERE session_id = $1`, [
        session.id,
      ]);
    const known = { kind: 'participant', sessionId: session.id, role: 'A' };
    expect(await access.authenticate(accessToken)).toEqual(known);
    const { tokenSha256 } = await access.identify(accessToken);
    expect(await access.resume(tokenSha256)).toEqual(known);
    await set("expires_at = now() - interval '1 ms'");
    await expect(access.authenticate(accessToken)).rejects.toThrow(UnauthorizedError);
    await expect(access.identify(accessToken)).rejects.toThrow(UnauthorizedError);
    await expect(access.resume(tokenSha256)).rejects.toThrow(UnauthorizedError);
    await set("expires_at = now() + interval '1 day', revoked_at = now()");
    await expect(access.resume(tokenSha256)).rejects.toThrow(UnauthorizedError);
    await expect(access.authenticate(accessToken)).rejects.toThrow(UnauthorizedError);
    await set('revoked_at = NULL');
    expect(await access.authenticate(accessToken)).toEqual(known);
    await expect(access.authenticate(inviteToken)).rejects.toThrow(UnauthorizedError);
  });

  it('lets exactly one of twenty simultaneous accepts in', async () => {
    const { inviteToken, session } = await context.couples.createSession(visitor, {
      participants: [{ role: 'A', nickname: '하나' }],
    });
    const accepts = await Promise.allSettled(
      Array.from({ length: 20 }, () => context.invites.acceptInvite(inviteToken, '두리')),
    );
    expect(accepts.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    const refused = accepts.flatMap((accept) =>
      accept.status === 'rejected' ? [accept.reason as Error] : [],
    );
    expect(refused.every((error) => error instanceof InviteUsedError)).toBe(true);
    expect((await types(session.id)).filter((type) => type === 'invite.accepted')).toHaveLength(1);
  });

  it('knows unknown and expired invites', async () => {
    await expect(context.invites.acceptInvite('x'.repeat(43), undefined)).rejects.toThrow(
      InviteNotFoundError,
    );
    const { inviteToken, session } = await context.couples.createSession(visitor, {
      participants: [
        { role: 'A', nickname: '하나' },
        { role: 'B', nickname: '두리' },
      ],
    });
    await context.dataSource.query("UPDATE couple_partner_invite SET expires_at = now() - interval '1 s'");
    await expect(context.invites.acceptInvite(inviteToken, undefined)).rejects.toThrow(InviteExpiredError);
    expect(session.participants).toEqual([
      { role: 'A', nickname: '하나' },
      { role: 'B', nickname: '두리' },
    ]);
  });

  it('keeps tokens only as their SHA-256', async () => {
    const { accessToken, inviteToken } = await context.couples.createSession(visitor, {
      participants: [{ role: 'A', nickname: '하나' }],
    });
    const tables = await context.dataSource.query<{ name: string }[]>(
      "SELECT table_name AS name FROM information_schema.tables WHERE table_name LIKE 'couple\\_%'",
    );
    for (const { name } of tables) {
      const rows = JSON.stringify(await context.dataSource.query(`SELECT * FROM ${name}`));
      for (const token of [accessToken, inviteToken]) expect(rows).not.toContain(token);
    }
  });

  it('leaves everything as it was when a bad answer comes last', async () => {
    const { couples } = context;
    const { id, a } = await joinedCouple(context);
    await couples.upsertResponses(a, id, answers(1));
    const before = [await couples.getSession(a, id), await couples.getResponses(a, id)];
    const bad = {
      stage: 2 as const,
      selfAnswers: everyItem(3),
      guessAnswers: [...everyItem(3), { code: 'ZZ9', value: 1 }],
    };
    await expect(couples.upsertResponses(a, id, bad)).rejects.toThrow(QuestionInvalidError);
    expect([await couples.getSession(a, id), await couples.getResponses(a, id)]).toEqual(before);
  });
});
