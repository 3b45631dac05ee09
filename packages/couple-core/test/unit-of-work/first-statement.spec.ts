import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { TransactionAbortedError } from '../../src/index.js';
import { insert, Note, SENDING, unitOfWorkContext, type UnitOfWorkContext } from './unit-of-work-context.js';

const PREPARED = ['pipelined and prepared', { pipeline: true, preparedStatements: true }] as const;

describe.each([...SENDING, PREPARED])('the statement that BEGIN goes with, %s,', (_, extra) => {
  let context: UnitOfWorkContext;
  const run: UnitOfWorkContext['unitOfWork']['run'] = (...given) => context.unitOfWork.run(...given);
  beforeAll(async () => {
    context = await unitOfWorkContext({ poolSize: 1, extra });
  });
  beforeEach(() => context.query('TRUNCATE note'));
  afterAll(() => context[Symbol.asyncDispose]());

  it('is the first of those that are asked for together, and each gets its own rows', async () => {
    const results = await run({ name: 'together' }, (transaction) =>
      Promise.all(
        [1, 2, 3].map((n) =>
          transaction.query<{ n: number; xid: string }>(
            'INSERT INTO note VALUES ($1) RETURNING n, pg_current_xact_id()::text AS xid',
            [n],
          ),
        ),
      ),
    );
    expect(results.map(([row]) => row?.n)).toEqual([1, 2, 3]);
    expect(new Set(results.map(([row]) => row?.xid)).size).toBe(1);
  });

  it('takes those after it down with it', async () => {
    await context.query('INSERT INTO note VALUES (1)');
    const states: unknown[] = [];
    const failing = run({ name: 'failing' }, async (transaction) => {
      const all = await Promise.allSettled([1, 2, 3].map((n) => insert(transaction, n)));
      states.push(...all);
    });
    await expect(failing).rejects.toThrow(TransactionAbortedError);
    const aborted = { reason: { code: '25P02' } };
    expect(states).toMatchObject([{ reason: { code: '23505' } }, aborted, aborted]);
    expect(await context.stored()).toEqual([1]);
  });

  it.each([true, false])('may be of the manager: %s', async (managerFirst) => {
    await run({ name: 'both' }, async (transaction) => {
      const byManager = () => transaction.manager.save(Object.assign(new Note(), { n: 1 }));
      const direct = () => insert(transaction, 2);
      await Promise.all((managerFirst ? [byManager, direct] : [direct, byManager]).map((send) => send()));
    });
    expect(await context.stored()).toEqual([1, 2]);
  });

  it('may be a savepoint, which fails alone', async () => {
    await context.query('INSERT INTO note VALUES (1)');
    await run({ name: 'savepoint' }, async (transaction) => {
      const inner = transaction.manager.transaction((manager) =>
        manager.query('INSERT INTO note VALUES ($1)', [1]),
      );
      await expect(inner).rejects.toMatchObject({ code: '23505' });
      await insert(transaction, 2);
    });
    expect(await context.stored()).toEqual([1, 2]);
  });

  it('is held to the terms of the transaction', async () => {
    const writing = run({ name: 'reading', readOnly: true }, (transaction) => insert(transaction, 1));
    await expect(writing).rejects.toMatchObject({ code: '25006' });
    const slow = run({ name: 'slow', statementTimeoutMs: 50 }, (transaction) =>
      transaction.query('SELECT pg_sleep($1)', [30]),
    );
    await expect(slow).rejects.toMatchObject({ code: '57014' });
    await run({ name: 'next' }, (transaction) => insert(transaction, 2));
    expect(await context.stored()).toEqual([2]);
  });

  it('is retried with the work when it fails for serialisation', async () => {
    // A sequence is not rolled back.
    await context.query('CREATE SEQUENCE tries');
    await context.query(`CREATE FUNCTION meet(int) RETURNS void LANGUAGE plpgsql AS $$ BEGIN
      IF nextval('tries') < $1 THEN RAISE EXCEPTION 'again' USING ERRCODE = '40001'; END IF; END $$`);
    let attempts = 0;
    await run({ name: 'again', isolation: 'SERIALIZABLE' }, async (transaction) => {
      attempts++;
      await transaction.query('SELECT meet($1)', [3]);
      await insert(transaction, attempts);
    });
    expect([attempts, await context.stored()]).toEqual([3, [3]]);
  });
});
