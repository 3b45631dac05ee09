import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  InviteExpiredError,
  InviteNotFoundError,
  InviteUsedError,
  ParticipantInvalidError,
  type Actor,
} from '../src/index.js';
import { auditEvents, coupleContext, joinedCouple, visitor, type CoupleContext } from './couple-context.js';

describe('the invite for B', () => {
  let context: CoupleContext;
  beforeAll(async () => void (context = await coupleContext()));
  afterAll(() => context[Symbol.asyncDispose]());

  const born = async () => {
    const { session, inviteToken } = await context.couples.createSession(visitor, {
      participants: [{ role: 'A', nickname: '하나' }],
    });
    const a: Actor = { kind: 'participant', sessionId: session.id, role: 'A' };
    return { id: session.id, inviteToken, a };
  };

  it('tells whom it brings together as often as it is asked, and stays open', async () => {
    const { id, inviteToken } = await born();
    for (const _ of [1, 2]) {
      expect(await context.invites.openInvite(inviteToken)).toEqual({
        sessionId: id,
        participants: [{ role: 'A', nickname: '하나' }],
      });
    }
    await context.invites.acceptInvite(inviteToken, '두리');
    await expect(context.invites.openInvite(inviteToken)).rejects.toThrow(InviteUsedError);
    await expect(context.invites.openInvite('x'.repeat(43))).rejects.toThrow(InviteNotFoundError);
  });

  it('is replaced: only the newest link lets B in, and the chain says how many ended', async () => {
    const { invites, dataSource } = context;
    const { id, inviteToken, a } = await born();
    const second = await invites.reissueInvite(a, id);
    const third = await invites.reissueInvite(a, id);
    for (const ended of [inviteToken, second.inviteToken]) {
      await expect(invites.openInvite(ended)).rejects.toThrow(InviteExpiredError);
      await expect(invites.acceptInvite(ended, '두리')).rejects.toThrow(InviteExpiredError);
    }
    expect(await invites.getInvite(a, id)).toEqual({ state: 'open', expiresAt: third.expiresAt });
    await invites.acceptInvite(third.inviteToken, '두리');
    expect((await invites.getInvite(a, id)).state).toBe('used');
    const issued = (await auditEvents(dataSource, id)).filter(({ type }) => type === 'invite.issued');
    expect(issued).toMatchObject([
      { actor: 'participant:A', facts: { kind: 'partner', replaced: 1 } },
      { actor: 'participant:A', facts: { kind: 'partner', replaced: 1 } },
    ]);
  });

  it('is not replaced once B has come, and never by anybody but A', async () => {
    const { invites } = context;
    const { id, a, b } = await joinedCouple(context);
    await expect(invites.reissueInvite(a, id)).rejects.toThrow(InviteUsedError);
    await expect(invites.reissueInvite(b, id)).rejects.toThrow(ParticipantInvalidError);
    const other = await born();
    await expect(invites.reissueInvite(a, other.id)).rejects.toThrow(ParticipantInvalidError);
    await expect(invites.getInvite(a, other.id)).rejects.toThrow(ParticipantInvalidError);
    expect((await invites.openInvite(other.inviteToken)).sessionId).toBe(other.id);
  });

  it('lets one in when B comes by the old link while A makes a new one', async () => {
    const { invites } = context;
    const { id, inviteToken, a } = await born();
    const [accepted, issued] = await Promise.allSettled([
      invites.acceptInvite(inviteToken, '두리'),
      invites.reissueInvite(a, id),
    ]);
    expect([accepted.status, issued.status].toSorted()).toEqual(['fulfilled', 'rejected']);
  });
});
