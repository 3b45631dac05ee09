import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import {
  IncompatibleNestingError,
  RollbackOnlyError,
  TransactionAbortedError,
  TransactionEndedError,
  type Transaction,
} from '../src/index.js';
import { coupleContext, type CoupleContext } from './couple-context.js';

describe('UnitOfWork', () => {
  let context: CoupleContext;
  const stored = async () =>
    (await context.dataSource.query<{ n: number }[]>('SELECT n FROM note ORDER BY n')).map(({ n }) => n);
  const insert = (transaction: Transaction, n: number) =>
    transaction.query('INSERT INTO note VALUES ($1)', [n]);

  beforeAll(async () => {
    context = await coupleContext();
    await context.dataSource.query('CREATE TABLE note (n int PRIMARY KEY)');
  });
  beforeEach(() => context.dataSource.query('TRUNCATE note'));
  afterAll(() => context[Symbol.asyncDispose]());

  it('commits everything when the work returns', async () => {
    const result = await context.unitOfWork.run({ name: 'two' }, async (transaction) => {
      await insert(transaction, 1);
      await transaction.manager.query('INSERT INTO note VALUES (2)');
      return 'done';
    });
    expect(result).toBe('done');
    expect(await stored()).toEqual([1, 2]);
  });

  it('rolls everything back on any throw and rethrows the very same value', async () => {
    const thrown = new Error('no', { cause: new Error('why') });
    const run = context.unitOfWork.run({ name: 'failing' }, async (transaction) => {
      await insert(transaction, 1);
      throw thrown;
    });
    await expect(run).rejects.toBe(thrown);
    await expect(
      context.unitOfWork.run({ name: 'odd' }, async (transaction) => {
        await insert(transaction, 2);
        throw 'a string'; // oxlint-disable-line no-throw-literal
      }),
    ).rejects.toBe('a string');
    expect(await stored()).toEqual([]);
  });

  it('does not report success when an error of a statement was swallowed', async () => {
    const run = context.unitOfWork.run({ name: 'careless' }, async (transaction) => {
      await insert(transaction, 1);
      await insert(transaction, 1).catch(() => undefined);
    });
    await expect(run).rejects.toThrow(TransactionAbortedError);
    await expect(run).rejects.toMatchObject({ cause: { code: '23505' } });
    expect(await stored()).toEqual([]);
  });

  it('does not report success when the failed statement is the very last thing that was sent', async () => {
    const runs = Array.from({ length: 200 }, (_, n) =>
      context.unitOfWork.run({ name: 'hasty' }, async (transaction) => {
        await insert(transaction, n);
        await transaction.manager.query('SELECT 1 / 0').catch(() => undefined);
      }),
    );
    const results = await Promise.allSettled(runs);
    const outcomes = results.map((run) =>
      run.status === 'rejected' ? (run.reason as Error).name : 'committed',
    );
    expect(new Set(outcomes)).toEqual(new Set(['TransactionAbortedError']));
    expect(await stored()).toEqual([]);
  });

  it('joins a nested run, so that both commit or neither', async () => {
    await context.unitOfWork.run({ name: 'outer' }, async (transaction) => {
      await insert(transaction, 1);
      await context.unitOfWork.run({ name: 'inner' }, (inner) => insert(inner, 2));
    });
    expect(await stored()).toEqual([1, 2]);
  });

  it('is rollback-only when a swallowed failure came from a nested run', async () => {
    const run = context.unitOfWork.run({ name: 'outer' }, async (transaction) => {
      await insert(transaction, 1);
      await context.unitOfWork
        .run({ name: 'inner' }, () => Promise.reject(new Error('inner failed')))
        .catch(() => undefined);
    });
    await expect(run).rejects.toThrow(RollbackOnlyError);
    await expect(run).rejects.toMatchObject({ cause: { message: 'inner failed' } });
    expect(await stored()).toEqual([]);
  });

  it.each([
    ['another isolation', { isolation: 'SERIALIZABLE' }],
    ['a lock timeout of its own', { lockTimeoutMs: 10 }],
  ] as const)('refuses a nested run that asks for %s', async (_, wish) => {
    const run = context.unitOfWork.run({ name: 'outer' }, () =>
      context.unitOfWork.run({ name: 'inner', ...wish }, () => Promise.resolve()),
    );
    await expect(run).rejects.toThrow(IncompatibleNestingError);
  });

  it('applies read-only, isolation and timeouts to this transaction only', async () => {
    const settings = (transaction: Transaction) =>
      transaction.query(`SELECT current_setting('transaction_isolation') i, current_setting('transaction_read_only') r,
        current_setting('lock_timeout') l, current_setting('statement_timeout') s`);
    const options = {
      isolation: 'SERIALIZABLE',
      readOnly: true,
      lockTimeoutMs: 250,
      statementTimeoutMs: 750,
    } as const;
    expect(await context.unitOfWork.run({ name: 'strict', ...options }, settings)).toEqual([
      { i: 'serializable', r: 'on', l: '250ms', s: '750ms' },
    ]);
    expect(await context.unitOfWork.run({ name: 'plain' }, settings)).toEqual([
      { i: 'read committed', r: 'off', l: '0', s: '0' },
    ]);
    const write = context.unitOfWork.run({ name: 'writing', readOnly: true }, (transaction) =>
      insert(transaction, 1),
    );
    await expect(write).rejects.toMatchObject({ code: '25006' });
  });

  it('runs the whole function again after a serialisation failure', async () => {
    await context.dataSource.query('INSERT INTO note VALUES (1)');
    let attempts = 0;
    const increment = () =>
      context.unitOfWork.run({ name: 'increment', isolation: 'SERIALIZABLE' }, async (transaction) => {
        attempts++;
        const [row] = await transaction.query<{ n: number }>('SELECT n FROM note');
        await delay(20);
        await transaction.query('UPDATE note SET n = $1', [(row?.n ?? 0) + 1]);
      });
    await Promise.all([increment(), increment()]);
    expect(await stored()).toEqual([3]);
    expect(attempts).toBeGreaterThan(2);
  });

  it('gives up after its attempts and throws the last failure', async () => {
    let attempts = 0;
    const run = context.unitOfWork.run({ name: 'doomed', retry: { attempts: 3 } }, async (transaction) => {
      attempts++;
      await transaction.query("DO $$ BEGIN RAISE EXCEPTION 'again' USING ERRCODE = '40001'; END $$");
    });
    await expect(run).rejects.toMatchObject({ code: '40001' });
    expect(attempts).toBe(3);
  });

  it('runs after-commit hooks once, after the commit, and none after a rollback', async () => {
    const seen: number[][] = [];
    const hook = async () => void seen.push(await stored());
    await context.unitOfWork.run({ name: 'outer' }, async (transaction) => {
      await context.unitOfWork.run({ name: 'inner' }, async (inner) => inner.afterCommit(hook));
      transaction.afterCommit(() => Promise.reject(new Error('a failing hook hurts nobody')));
      transaction.afterCommit(hook);
      await insert(transaction, 7);
      expect(seen).toEqual([]);
    });
    expect(seen).toEqual([[7], [7]]);
    const failing = context.unitOfWork.run({ name: 'failing' }, async (transaction) => {
      transaction.afterCommit(hook);
      throw new Error('no');
    });
    await expect(failing).rejects.toThrow('no');
    expect(seen).toHaveLength(2);
  });

  it('refuses a query that comes after its end', async () => {
    let late: Transaction | undefined;
    await context.unitOfWork.run({ name: 'early' }, async (transaction) => void (late = transaction));
    await expect(late?.query('SELECT 1')).rejects.toThrow(TransactionEndedError);
  });

  it('keeps concurrent units of work apart', async () => {
    const runs = Array.from({ length: 30 }, (_, n) =>
      context.unitOfWork.run({ name: `n${n}` }, async (transaction) => {
        await insert(transaction, n);
        expect(context.unitOfWork.current()).toBe(transaction);
        if (n % 3 === 0) throw new Error('every third fails');
      }),
    );
    const results = await Promise.allSettled(runs);
    expect(results.filter(({ status }) => status === 'rejected')).toHaveLength(10);
    expect(await stored()).toEqual(Array.from({ length: 30 }, (_, n) => n).filter((n) => n % 3 !== 0));
    expect(context.unitOfWork.current()).toBeUndefined();
  });

  it('closes a connection whose ROLLBACK failed instead of pooling it', async () => {
    await using small = await coupleContext({ poolSize: 1 });
    await small.dataSource.query('CREATE TABLE note (n int)');
    const backend = async (transaction: Transaction) => {
      const [row] = await transaction.query<{ pid: number }>('SELECT pg_backend_pid() AS pid');
      return row?.pid;
    };
    const broken = {
      beforeTransactionRollback: () => {
        throw new Error('a subscriber of the application broke');
      },
    };
    small.dataSource.subscribers.push(broken);
    let poisoned: number | undefined;
    const run = small.unitOfWork.run({ name: 'poisoned' }, async (transaction) => {
      poisoned = await backend(transaction);
      await transaction.query('INSERT INTO note VALUES (1)');
      throw new Error('the work failed');
    });
    await expect(run).rejects.toThrow('the work failed');
    small.dataSource.subscribers.splice(0);
    const next = await small.unitOfWork.run({ name: 'next' }, backend);
    expect(next).not.toBe(poisoned);
    expect(await small.dataSource.query('SELECT * FROM note')).toEqual([]);
  });

  it('survives a connection that is lost in the middle', async () => {
    const run = context.unitOfWork.run({ name: 'lost' }, async (transaction) => {
      const [backend] = await transaction.query<{ pid: number }>('SELECT pg_backend_pid() AS pid');
      await context.dataSource.query('SELECT pg_terminate_backend($1)', [backend?.pid]);
      await transaction.query('SELECT 1');
    });
    await expect(run).rejects.toThrow();
    const healthy = Array.from({ length: 20 }, () =>
      context.unitOfWork.run({ name: 'healthy' }, (transaction) => transaction.query('SELECT 1')),
    );
    expect(await Promise.all(healthy)).toHaveLength(20);
  });
});
