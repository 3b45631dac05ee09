import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  ITEMS,
  ParticipantInvalidError,
  QuestionInvalidError,
  SCALES,
  StageInvalidError,
} from '../src/index.js';
import { answers, auditEvents, coupleContext, joinedCouple, type CoupleContext } from './couple-context.js';

const pageOf = (scale: string, value: number) =>
  ITEMS.filter((item) => item.scale === scale).map(({ code }) => ({ code, value }));

describe('adding answers', () => {
  let context: CoupleContext;
  beforeAll(async () => void (context = await coupleContext()));
  afterAll(() => context[Symbol.asyncDispose]());

  it('loses nothing of what is added at the same time', async () => {
    const { couples } = context;
    const { id, a } = await joinedCouple(context);
    const wordings = ['self', 'guess'] as const;
    await Promise.all(
      wordings.flatMap((wording) =>
        SCALES.map((scale, value) =>
          couples.addResponses(a, id, { wording, answers: pageOf(scale, value % 5) }),
        ),
      ),
    );
    const { self, guess } = await couples.getResponses(a, id);
    expect([Object.keys(self).length, Object.keys(guess).length]).toEqual([48, 48]);
    expect(self).toMatchObject({ CS1: 0, EA6: 1, SF1: 2 });
    expect((await couples.getSession(a, id)).completion).toMatchObject({ a_self: true, a_guess: true });
  });

  it('replaces what it names, keeps the rest, and says nothing twice', async () => {
    const { couples, dataSource } = context;
    const { id, a } = await joinedCouple(context);
    await couples.upsertResponses(a, id, answers(1));
    const first = await couples.addResponses(a, id, { wording: 'guess', answers: pageOf('CB', 4) });
    expect(first).toMatchObject({ changed: true, answered: 96 });
    expect(await couples.addResponses(a, id, { wording: 'guess', answers: pageOf('CB', 4) })).toMatchObject({
      changed: false,
    });
    expect(await couples.getResponses(a, id)).toMatchObject({
      self: { CB1: 1, CS1: 1 },
      guess: { CB1: 4, CS1: 1 },
    });
    const events = (await auditEvents(dataSource, id)).filter(({ type }) => type === 'responses.upserted');
    expect(events).toHaveLength(2);
  });

  it('goes on in stage 3 until the result is there, and never for others', async () => {
    const { couples } = context;
    const { id, a, b } = await joinedCouple(context);
    const other = await joinedCouple(context);
    const change = { wording: 'self', answers: [{ code: 'CS1', value: 4 }] } as const;
    await couples.upsertResponses(a, id, answers(1));
    await couples.upsertResponses(b, id, answers(1));
    await couples.upsertResponses(a, id, answers(1, 3));
    expect((await couples.addResponses(a, id, change)).session.stage).toBe(3);
    await expect(couples.addResponses(other.a, id, change)).rejects.toThrow(ParticipantInvalidError);
    await expect(
      couples.addResponses(a, id, { wording: 'self', answers: [{ code: 'CS1', value: 5 }] }),
    ).rejects.toThrow(QuestionInvalidError);
    await couples.computeResult(a, id);
    await expect(couples.addResponses(a, id, change)).rejects.toThrow(StageInvalidError);
    expect((await couples.getResponses(b, id)).self).toMatchObject({ CS1: 1 });
  });
});
