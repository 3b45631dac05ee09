import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  ParticipantInvalidError,
  SessionNotFoundError,
  ShareNotFoundError,
  ShareService,
  type Actor,
} from '../src/index.js';
import {
  answers,
  auditEvents,
  coupleContext,
  joinedCouple,
  visitor,
  type CoupleContext,
} from './couple-context.js';

describe('ShareService', () => {
  let context: CoupleContext;
  let shares: ShareService;
  beforeAll(async () => {
    context = await coupleContext();
    shares = context.app.get(ShareService);
  });
  afterAll(() => context[Symbol.asyncDispose]());

  it('makes a link that leads to its session until either partner ends it', async () => {
    const { id, a, b } = await joinedCouple(context);
    const { shareId, shareToken } = await shares.createShare(a, id);
    expect(await shares.openShare(shareToken)).toEqual({ id: shareId, sessionId: id, role: 'A' });
    await shares.revokeShare(b, id, shareId);
    await expect(shares.openShare(shareToken)).rejects.toThrow(ShareNotFoundError);
    await shares.revokeShare(a, id, shareId);
    const events = (await auditEvents(context.dataSource, id)).slice(2);
    expect(events).toMatchObject([
      { type: 'share.created', facts: { share_id: shareId, role: 'A' } },
      { type: 'share.revoked', facts: { share_id: shareId, role: 'B' } },
    ]);
    expect(JSON.stringify(events)).not.toContain(shareToken);
  });

  it('forgets a link that has expired, and one of an expired session', async () => {
    const { id, a } = await joinedCouple(context);
    const first = await shares.createShare(a, id);
    await context.dataSource.query("UPDATE couple_share SET expires_at = now() - interval '1 s' WHERE id = $1", [first.shareId]); // prettier-ignore
    await expect(shares.openShare(first.shareToken)).rejects.toThrow(ShareNotFoundError);
    const second = await shares.createShare(a, id);
    await context.dataSource.query("UPDATE couple_session SET expires_at = now() - interval '1 s' WHERE id = $1", [id]); // prettier-ignore
    await expect(shares.openShare(second.shareToken)).rejects.toThrow(ShareNotFoundError);
  });

  it.each<[string, Actor]>([
    ['a visitor', { kind: 'visitor' }],
    ['an operator', { kind: 'operator' }],
    ['another couple', { kind: 'participant', sessionId: '00000000-0000-4000-8000-000000000000', role: 'A' }],
  ])('refuses %s', async (_, actor) => {
    const { id, a } = await joinedCouple(context);
    const { shareId } = await shares.createShare(a, id);
    await expect(shares.createShare(actor, id)).rejects.toThrow(ParticipantInvalidError);
    await expect(shares.revokeShare(actor, id, shareId)).rejects.toThrow(ParticipantInvalidError);
  });

  const everything = { names: true, gap: true, radar: true, language: 'en' } as const;

  it('lists the links of both partners that still work, newest first, with what they show', async () => {
    const { id, a, b } = await joinedCouple(context);
    const first = await shares.createShare(a, id);
    const second = await shares.createShare(b, id, { choices: everything });
    const [ended, expired] = [await shares.createShare(a, id), await shares.createShare(a, id)];
    await shares.revokeShare(a, id, ended.shareId);
    await context.dataSource.query("UPDATE couple_share SET expires_at = now() - interval '1 s' WHERE id = $1", [expired.shareId]); // prettier-ignore
    await joinedCouple(context).then((other) => shares.createShare(other.a, other.id));
    expect(await shares.listShares(a, id)).toMatchObject([
      { id: second.shareId, role: 'B', choices: everything, expiresAt: second.expiresAt },
      { id: first.shareId, role: 'A', choices: { names: false, gap: true, radar: false, language: 'ko' } },
    ]);
    await expect(shares.listShares(visitor, id)).rejects.toThrow(ParticipantInvalidError);
    const unused = await joinedCouple(context);
    expect(await shares.listShares(unused.a, unused.id)).toEqual([]);
    await context.dataSource.query("UPDATE couple_session SET expires_at = now() - interval '1 s' WHERE id = $1", [id]); // prettier-ignore
    await expect(shares.listShares(a, id)).rejects.toThrow(SessionNotFoundError);
  });

  it('shows nothing before the result, nor below k, and what was chosen after', async () => {
    const { id, a, b } = await joinedCouple(context);
    const { shareToken } = await shares.createShare(a, id, { choices: everything });
    const locked = { language: 'en', locked: true, participants: null, gap: null, scales: null };
    await context.dataSource.query('UPDATE couple_session SET k_current = 3 WHERE id = $1', [id]);
    expect(await shares.viewShare(shareToken)).toEqual(locked);
    await context.couples.upsertResponses(a, id, answers(1));
    await context.couples.upsertResponses(b, id, answers(3));
    await context.couples.computeResult(a, id);
    expect(await shares.viewShare(shareToken)).toMatchObject({
      locked: false,
      participants: [{ nickname: '하나' }, { nickname: '두리' }],
      gap: { top_scale: expect.any(String) as string },
    });
    await context.dataSource.query('UPDATE couple_session SET k_current = 2 WHERE id = $1', [id]);
    expect(await shares.viewShare(shareToken)).toEqual(locked);
    await shares.revokeShare(b, id, (await shares.openShare(shareToken)).id);
    await expect(shares.viewShare(shareToken)).rejects.toThrow(ShareNotFoundError);
  });

  it('does not end the share of another session', async () => {
    const [one, two] = [await joinedCouple(context), await joinedCouple(context)];
    const { shareId, shareToken } = await shares.createShare(one.a, one.id);
    await expect(shares.revokeShare(two.a, two.id, shareId)).rejects.toThrow(ShareNotFoundError);
    expect(await shares.openShare(shareToken)).toMatchObject({ sessionId: one.id });
  });
});
