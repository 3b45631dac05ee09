import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { TransactionAbortedError, type Transaction } from '../../src/index.js';
import { unitOfWorkContext, type UnitOfWorkContext } from './unit-of-work-context.js';

const raise = (transaction: Transaction, state: string) =>
  transaction.query(`DO $$ BEGIN RAISE EXCEPTION 'again' USING ERRCODE = '${state}'; END $$`);

describe('a unit of work that conflicts', () => {
  let context: UnitOfWorkContext;
  beforeAll(async () => {
    context = await unitOfWorkContext();
  });
  beforeEach(() => context.query('TRUNCATE note'));
  afterAll(() => context[Symbol.asyncDispose]());

  it('runs the whole function again after a serialisation failure', async () => {
    await context.query('INSERT INTO note VALUES (1)');
    let attempts = 0;
    const bothHaveRead = Promise.withResolvers<void>();
    const increment = () =>
      context.unitOfWork.run({ name: 'increment', isolation: 'SERIALIZABLE' }, async (transaction) => {
        const [row] = await transaction.query<{ n: number }>('SELECT n FROM note');
        if (++attempts === 2) bothHaveRead.resolve();
        await bothHaveRead.promise;
        await transaction.query('UPDATE note SET n = $1', [(row?.n ?? 0) + 1]);
      });
    await Promise.all([increment(), increment()]);
    expect(await context.stored()).toEqual([3]);
    expect(attempts).toBe(3);
  });

  it('runs again after a deadlock', async () => {
    await context.query('INSERT INTO note VALUES (1), (2)');
    let attempts = 0;
    const bothHaveLocked = Promise.withResolvers<void>();
    const lock = (first: number, second: number) =>
      context.unitOfWork.run({ name: 'lock' }, async (transaction) => {
        await transaction.query('SELECT FROM note WHERE n = $1 FOR UPDATE', [first]);
        if (++attempts === 2) bothHaveLocked.resolve();
        await bothHaveLocked.promise;
        await transaction.query('SELECT FROM note WHERE n = $1 FOR UPDATE', [second]);
      });
    await Promise.all([lock(1, 2), lock(2, 1)]);
    expect(attempts).toBe(3);
  });

  it('gives up after its attempts and throws the last failure', async () => {
    let attempts = 0;
    const run = context.unitOfWork.run({ name: 'doomed', retry: { attempts: 3 } }, (transaction) => {
      attempts++;
      return raise(transaction, '40001');
    });
    await expect(run).rejects.toMatchObject({ code: '40001' });
    expect(attempts).toBe(3);
  });

  it('gives up when its budget is used up, with the time of the work itself', async () => {
    let attempts = 0;
    const options = { name: 'slow', retry: { attempts: 1000, budgetMs: 120 } };
    const run = context.unitOfWork.run(options, async (transaction) => {
      attempts++;
      await transaction.query('SELECT pg_sleep(0.05)');
      await raise(transaction, '40P01');
    });
    await expect(run).rejects.toMatchObject({ code: '40P01' });
    expect(attempts).toBeLessThanOrEqual(3);
  });

  it('runs again when a conflict was swallowed, or stands behind an error of the application', async () => {
    let attempts = 0;
    await context.unitOfWork.run({ name: 'careless' }, async (transaction) => {
      if (++attempts === 1) await raise(transaction, '40001').catch(() => undefined);
    });
    await context.unitOfWork.run({ name: 'wrapping' }, async (transaction) => {
      if (++attempts > 3) return;
      await raise(transaction, '40001').catch((cause: unknown) => {
        throw new Error('of the application', { cause });
      });
    });
    expect(attempts).toBe(4);
  });

  it('does not run again after any other failure', async () => {
    let attempts = 0;
    const run = context.unitOfWork.run({ name: 'careless' }, async (transaction) => {
      attempts++;
      await raise(transaction, '23505').catch(() => undefined);
    });
    await expect(run).rejects.toThrow(TransactionAbortedError);
    expect(attempts).toBe(1);
  });
});
