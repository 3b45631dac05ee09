import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { AttemptReaper, QuestionInvalidError } from '../src/index.js';
import { answers, auditEvents, coupleContext, joinedCouple, type CoupleContext } from './couple-context.js';

describe('attempts', () => {
  let context: CoupleContext;
  const stored = () =>
    context.dataSource.query<{ use_case: string }[]>('SELECT use_case FROM couple_attempt');
  /** What a process that died in the middle leaves behind. */
  const interrupted = (chain: string, secondsAgo: number) =>
    context.dataSource.query(
      `INSERT INTO couple_attempt (id, chain, use_case, actor, request_id, code_ref, started_at)
       VALUES (gen_random_uuid(), $1, 'result.compute', 'participant:A', 'request-9', 'old-build',
         now() - $2 * interval '1 second')`,
      [chain, secondsAgo],
    );

  beforeAll(async () => void (context = await coupleContext()));
  beforeEach(() => context.dataSource.query('DELETE FROM couple_attempt'));
  afterAll(() => context[Symbol.asyncDispose]());

  it('are committed before the work, and gone with it', async () => {
    const { id, a } = await joinedCouple(context);
    await context.dataSource.query(`CREATE TABLE seen AS SELECT use_case FROM couple_attempt WHERE false`);
    await context.dataSource.query(`CREATE FUNCTION see() RETURNS trigger LANGUAGE plpgsql AS
      $$ BEGIN INSERT INTO seen SELECT use_case FROM couple_attempt; RETURN NEW; END $$`);
    await context.dataSource.query(
      'CREATE TRIGGER see AFTER INSERT ON couple_responses FOR EACH ROW EXECUTE FUNCTION see()',
    );
    await context.couples.upsertResponses(a, id, answers(1));
    const during = await context.dataSource.query('SELECT use_case FROM seen');
    await context.dataSource.query('DROP FUNCTION see CASCADE');
    expect(during).toEqual([{ use_case: 'responses.upsert' }]);
    expect(await stored()).toEqual([]);
  });

  it('are gone after a failure and after a use case that writes nothing', async () => {
    const { id, a } = await joinedCouple(context);
    const bad = { ...answers(1), selfAnswers: [{ code: 'XX', value: 1 }] };
    await expect(context.couples.upsertResponses(a, id, bad)).rejects.toThrow(QuestionInvalidError);
    await context.couples.upsertResponses(a, id, answers(1));
    expect((await context.couples.upsertResponses(a, id, answers(1))).changed).toBe(false);
    expect(await stored()).toEqual([]);
  });

  it('of a process that died become error.interrupted in their chain, once', async () => {
    const { id } = await joinedCouple(context);
    await interrupted(id, 61);
    await interrupted(id, 10);
    const reaper = context.app.get(AttemptReaper);
    const reaped = await Promise.all([1, 2, 3].map(() => reaper.reap()));
    expect(reaped.reduce((sum, count) => sum + count)).toBe(1);
    expect(await stored()).toEqual([{ use_case: 'result.compute' }]);
    expect((await auditEvents(context.dataSource, id)).slice(2)).toEqual([
      expect.objectContaining({
        type: 'error.interrupted',
        request_id: 'request-9',
        actor: 'participant:A',
        code_ref: 'old-build',
        facts: { use_case: 'result.compute' },
      }),
    ]);
  });

  it('that the reaper took cannot commit any more', async () => {
    const { id, a } = await joinedCouple(context);
    await context.dataSource.query(`CREATE FUNCTION take() RETURNS trigger LANGUAGE plpgsql AS
      $$ BEGIN DELETE FROM couple_attempt; RETURN NEW; END $$`);
    await context.dataSource.query(
      'CREATE TRIGGER take AFTER INSERT ON couple_responses FOR EACH ROW EXECUTE FUNCTION take()',
    );
    await expect(context.couples.upsertResponses(a, id, answers(1))).rejects.toThrow(
      'recorded as interrupted',
    );
    await context.dataSource.query('DROP FUNCTION take CASCADE');
    expect(await context.couples.getResponses(a, id)).toEqual({ self: {}, guess: {} });
  });

  it('inside a unit of work of somebody else are recorded when all of it has failed', async () => {
    const { id, a } = await joinedCouple(context);
    const outer = context.unitOfWork.run({ name: 'outer' }, async () => {
      await context.couples.computeResult(a, id).catch(() => undefined);
    });
    await expect(outer).rejects.toMatchObject({ name: 'RollbackOnlyError' });
    const types = (await auditEvents(context.dataSource, id)).map(({ type }) => type);
    expect(types.slice(2)).toEqual(['error.stage-incomplete']);
  });
});
