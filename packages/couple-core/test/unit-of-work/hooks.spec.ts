import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { unitOfWorkContext, insert, type UnitOfWorkContext } from './unit-of-work-context.js';

describe('the hooks of a unit of work', () => {
  let context: UnitOfWorkContext;
  const run: UnitOfWorkContext['unitOfWork']['run'] = (...given) => context.unitOfWork.run(...given);
  beforeAll(async () => {
    context = await unitOfWorkContext({ poolSize: 1 });
  });
  beforeEach(() => context.query('TRUNCATE note'));
  afterAll(() => context[Symbol.asyncDispose]());

  it('run once after the commit of the outermost one, awaited, and none after a rollback', async () => {
    const seen: number[][] = [];
    const hook = async () => void seen.push(await context.stored());
    await run({ name: 'outer' }, async (transaction) => {
      await run({ name: 'inner' }, async (inner) => inner.afterCommit(hook));
      transaction.afterCommit(() => Promise.reject(new Error('a failing hook hurts nobody')));
      transaction.afterCommit(hook);
      transaction.afterRollback(() => void seen.push([]));
      await insert(transaction, 7);
      expect(seen).toEqual([]);
    });
    expect(seen).toEqual([[7], [7]]);
  });

  it('run once after the rollback of the outermost one, with the error, and none after a commit', async () => {
    const seen: unknown[] = [];
    const failing = run({ name: 'outer' }, async (transaction) => {
      await run({ name: 'inner' }, async (inner) => {
        inner.afterRollback(async (error) => void seen.push(error, await context.stored()));
        inner.afterCommit(() => void seen.push('committed'));
      });
      transaction.afterRollback(() => {
        throw new Error('a failing hook hurts nobody');
      });
      transaction.afterRollback(() => void seen.push('last'));
      await insert(transaction, 1);
      throw new Error('no');
    });
    await expect(failing).rejects.toThrow('no');
    expect(seen).toEqual([expect.objectContaining({ message: 'no' }), [], 'last']);
  });

  it('run when COMMIT is refused', async () => {
    await context.query('CREATE TABLE child (n int REFERENCES note DEFERRABLE INITIALLY DEFERRED)');
    const seen: unknown[] = [];
    const refused = run({ name: 'refused' }, async (transaction) => {
      transaction.afterRollback((error) => void seen.push(error));
      transaction.afterCommit(() => void seen.push('committed'));
      await transaction.query('INSERT INTO child VALUES (1)');
    });
    await expect(refused).rejects.toMatchObject({ code: '23503' });
    expect(seen).toEqual([expect.objectContaining({ code: '23503' })]);
    await context.query('DROP TABLE child');
  });

  it('run for the last attempt only', async () => {
    const seen: number[] = [];
    let attempts = 0;
    const conflict = async (doomed: boolean) =>
      run({ name: 'conflict', retry: { attempts: 2 } }, async (transaction) => {
        const attempt = ++attempts;
        transaction.afterRollback(() => void seen.push(attempt));
        transaction.afterCommit(() => void seen.push(-attempt));
        if (attempt === 1 || doomed)
          await transaction.query("DO $$ BEGIN RAISE EXCEPTION '' USING ERRCODE = '40001'; END $$");
      });
    await conflict(false);
    expect(seen).toEqual([-2]);
    attempts = 0;
    await expect(conflict(true)).rejects.toMatchObject({ code: '40001' });
    expect(seen).toEqual([-2, 2]);
  });

  it('run with the connection given back and no current transaction, so that they may start their own', async () => {
    const record = () => run({ name: 'record' }, (transaction) => insert(transaction, 100));
    await run({ name: 'committed' }, async (transaction) => {
      transaction.afterCommit(async () => {
        expect(context.unitOfWork.current()).toBeUndefined();
        await record();
      });
    });
    expect(await context.stored()).toEqual([100]);
    await context.query('TRUNCATE note');
    const failing = run({ name: 'failing' }, async (transaction) => {
      transaction.afterRollback(async () => void (await record()));
      throw new Error('no');
    });
    await expect(failing).rejects.toThrow('no');
    expect(await context.stored()).toEqual([100]);
  });
});
