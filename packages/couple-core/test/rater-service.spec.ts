import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  InviteExpiredError,
  InviteNotFoundError,
  ParticipantInvalidError,
  RatersFullError,
  RaterService,
  ResponsesMissingError,
  SCALES,
  StageInvalidError,
} from '../src/index.js';
import { answers, auditEvents, coupleContext, joinedCouple, type CoupleContext } from './couple-context.js';

describe('RaterService', () => {
  let context: CoupleContext;
  let raters: RaterService;
  beforeAll(async () => {
    context = await coupleContext();
    raters = context.app.get(RaterService);
  });
  afterAll(() => context[Symbol.asyncDispose]());

  const rating = (value: number, raterKey?: string) => ({
    relation: 'friend' as const,
    answers: SCALES.map((code) => ({ code, value })),
    raterKey,
  });
  const invited = async (maxRaters = 10) => {
    const couple = await joinedCouple(context);
    const { raterToken } = await raters.issueRaterInvite(couple.a, couple.id, { maxRaters });
    return { ...couple, raterToken, session: () => context.couples.getSession(couple.a, couple.id) };
  };

  it('shows the average with every third rater only, and only when it is wanted', async () => {
    const { id, a, raterToken, session } = await invited();
    for (const value of [0, 2]) await raters.recordRating(raterToken, rating(value));
    expect(await session()).toMatchObject({ kCurrent: 2, stageOneSnapshot: null });
    await raters.recordRating(raterToken, rating(4));
    expect(await session()).toMatchObject({
      kCurrent: 3,
      stageOneSnapshot: { k: 3, dimensions: { CS: 2, SF: 2 } },
    });
    for (const value of [4, 4]) await raters.recordRating(raterToken, rating(value));
    expect(await session()).toMatchObject({ kCurrent: 5, stageOneSnapshot: { k: 3, dimensions: { CS: 2 } } });
    await raters.recordRating(raterToken, rating(4));
    expect(await session()).toMatchObject({ kCurrent: 6, stageOneSnapshot: { k: 6, dimensions: { CS: 3 } } });
    expect(await context.couples.updateStageOne(a, id, { visible: true })).toMatchObject({
      visibilityWanted: true,
    });
  });

  it('tells a rater whom the link is about, and only them what they said before', async () => {
    const { raterToken } = await invited(1);
    expect(await raters.openRaterInvite(raterToken)).toEqual({ nickname: '하나', earlier: undefined });
    const { raterKey } = await raters.recordRating(raterToken, rating(3));
    expect(await raters.openRaterInvite(raterToken, raterKey)).toMatchObject({
      nickname: '하나',
      earlier: { relation: 'friend', rating: { CS: 3, SF: 3 } },
    });
    await expect(raters.openRaterInvite(raterToken)).rejects.toThrow(RatersFullError);
    await expect(raters.openRaterInvite(raterToken, 'x'.repeat(43))).rejects.toThrow(RatersFullError);
    await expect(raters.openRaterInvite('x'.repeat(43))).rejects.toThrow(InviteNotFoundError);
  });

  it('takes one rating for a rater key, and replaces it without telling whose it was', async () => {
    const { raterToken, session } = await invited();
    const [first] = [
      await raters.recordRating(raterToken, rating(0)),
      await raters.recordRating(raterToken, rating(0)),
    ];
    await raters.recordRating(raterToken, rating(0));
    const released = (await session()).stageOneSnapshot;
    const again = await raters.recordRating(raterToken, rating(4, first.raterKey));
    expect(again).toEqual({ raterKey: first.raterKey, replaced: true });
    expect(await session()).toMatchObject({ kCurrent: 3, stageOneSnapshot: released });
    for (const value of [0, 0, 0]) await raters.recordRating(raterToken, rating(value));
    expect((await session()).stageOneSnapshot?.dimensions['CS']).toBeCloseTo(4 / 6, 12);
  });

  it('never takes more raters than the link was made for, however many come at once', async () => {
    const { id, raterToken, session } = await invited(4);
    const attempts = await Promise.allSettled(
      Array.from({ length: 15 }, () => raters.recordRating(raterToken, rating(1))),
    );
    const recorded = attempts.flatMap((attempt) => (attempt.status === 'fulfilled' ? [attempt.value] : []));
    const refused = attempts.flatMap((attempt) =>
      attempt.status === 'rejected' ? [attempt.reason as Error] : [],
    );
    expect(recorded).toHaveLength(4);
    expect(refused.every((error) => error instanceof RatersFullError)).toBe(true);
    expect((await session()).kCurrent).toBe(4);
    expect(await raters.recordRating(raterToken, rating(2, recorded[0]?.raterKey))).toMatchObject({
      replaced: true,
    });
    const types = (await auditEvents(context.dataSource, id)).map(({ type }) => type);
    expect(types.filter((type) => type === 'rating.recorded')).toHaveLength(5);
    expect(types.filter((type) => type === 'invite.issued')).toHaveLength(1);
  });

  it('refuses links that nobody made or that have expired, and ratings with a scale left out', async () => {
    const { id, raterToken, session } = await invited();
    await expect(raters.recordRating('nothing', rating(1))).rejects.toThrow(InviteNotFoundError);
    const short = { ...rating(1), answers: rating(1).answers.slice(1) };
    await expect(raters.recordRating(raterToken, short)).rejects.toThrow(ResponsesMissingError);
    await context.dataSource.query(
      'UPDATE couple_rater_invite SET expires_at = now() WHERE session_id = $1',
      [id],
    );
    await expect(raters.recordRating(raterToken, rating(1))).rejects.toThrow(InviteExpiredError);
    expect((await session()).kCurrent).toBe(0);
  });

  it('lets only A, who is rated, ask for a link', async () => {
    const { id, b } = await invited();
    await expect(raters.issueRaterInvite(b, id, {})).rejects.toThrow(ParticipantInvalidError);
    await expect(raters.issueRaterInvite({ kind: 'service' }, id, {})).rejects.toThrow(
      ParticipantInvalidError,
    );
  });

  it('ends with the comparison', async () => {
    const { id, a, b, raterToken } = await invited();
    for (const partner of [a, b]) await context.couples.upsertResponses(partner, id, answers(1));
    await raters.recordRating(raterToken, rating(1));
    await context.couples.computeResult(a, id);
    await expect(raters.recordRating(raterToken, rating(1))).rejects.toThrow(StageInvalidError);
    await expect(raters.issueRaterInvite(a, id, {})).rejects.toThrow(StageInvalidError);
  });
});
