import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ParticipantInvalidError, ShareNotFoundError, ShareService, type Actor } from '../src/index.js';
import { auditEvents, coupleContext, joinedCouple, type CoupleContext } from './couple-context.js';

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

  it('does not end the share of another session', async () => {
    const [one, two] = [await joinedCouple(context), await joinedCouple(context)];
    const { shareId, shareToken } = await shares.createShare(one.a, one.id);
    await expect(shares.revokeShare(two.a, two.id, shareId)).rejects.toThrow(ShareNotFoundError);
    expect(await shares.openShare(shareToken)).toMatchObject({ sessionId: one.id });
  });
});
