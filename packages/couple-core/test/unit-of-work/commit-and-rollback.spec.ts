import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { TransactionAbortedError, TransactionOwnershipError } from '../../src/index.js';
import { proxiedContext } from './proxied-context.js';
import { insert, SENDING, unitOfWorkContext, type UnitOfWorkContext } from './unit-of-work-context.js';

describe.each(SENDING)('a unit of work, %s', (_, extra) => {
  let context: UnitOfWorkContext;
  const run: UnitOfWorkContext['unitOfWork']['run'] = (...given) => context.unitOfWork.run(...given);
  beforeAll(async () => {
    context = await unitOfWorkContext({ extra });
  });
  beforeEach(() => context.query('TRUNCATE note'));
  afterAll(() => context[Symbol.asyncDispose]());

  it('commits everything when the work returns', async () => {
    const result = await run({ name: 'two' }, async (transaction) => {
      await insert(transaction, 1);
      await transaction.manager.query('INSERT INTO note VALUES (2)');
      return 'done';
    });
    expect(result).toBe('done');
    expect(await context.stored()).toEqual([1, 2]);
  });

  it('rolls everything back on any throw and rethrows the very same value', async () => {
    const thrown = new Error('no', { cause: new Error('why') });
    const failing = run({ name: 'failing' }, async (transaction) => {
      await insert(transaction, 1);
      throw thrown;
    });
    await expect(failing).rejects.toBe(thrown);
    const odd = run({ name: 'odd' }, async (transaction) => {
      await insert(transaction, 2);
      throw 'a string'; // oxlint-disable-line no-throw-literal
    });
    await expect(odd).rejects.toBe('a string');
    expect(await context.stored()).toEqual([]);
  });

  it('does not report success when an error of a statement was swallowed', async () => {
    const careless = run({ name: 'careless' }, async (transaction) => {
      await insert(transaction, 1);
      await insert(transaction, 1).catch(() => undefined);
    });
    await expect(careless).rejects.toThrow(TransactionAbortedError);
    await expect(careless).rejects.toMatchObject({ cause: { code: '23505' } });
    expect(await context.stored()).toEqual([]);
  });

  it('does not report success when the news of the failure come apart from the status of the transaction', async () => {
    await using torn = await proxiedContext({ extra });
    torn.proxy.tearAnswers();
    const hasty = torn.unitOfWork.run({ name: 'hasty' }, async (transaction) => {
      await insert(transaction, 1);
      await transaction.query('SELECT 1 / 0').catch(() => undefined);
    });
    await expect(hasty).rejects.toThrow(TransactionAbortedError);
    expect(torn.proxy.sent.at(-1)).toContain('COMMIT');
    expect(await torn.stored()).toEqual([]);
    await torn.unitOfWork.run({ name: 'next' }, (transaction) => insert(transaction, 2));
    expect(await torn.stored()).toEqual([2]);
  });

  it('knows that its first statement has failed before it knows the status', async () => {
    await using torn = await proxiedContext({ extra });
    torn.proxy.tearAnswers();
    const hasty = torn.unitOfWork.run({ name: 'hasty' }, (transaction) =>
      transaction.query('SELECT 1 / $1', [0]).catch(() => undefined),
    );
    await expect(hasty).rejects.toThrow(TransactionAbortedError);
    await expect(hasty).rejects.toMatchObject({ cause: { code: '22012' } });
  });

  it('runs again after a swallowed conflict whose news come before the status, statements at COMMIT or not', async () => {
    await using torn = await proxiedContext({ extra });
    torn.proxy.tearAnswers();
    let attempts = 0;
    await torn.unitOfWork.run({ name: 'hasty' }, async (transaction) => {
      await insert(transaction, 1);
      transaction.atCommit('INSERT INTO note VALUES ($1)', [2]);
      if (++attempts === 1)
        await transaction
          .query("DO $$ BEGIN RAISE EXCEPTION 'again' USING ERRCODE = '40001'; END $$")
          .catch(() => undefined);
    });
    expect([attempts, await torn.stored()]).toEqual([2, [1, 2]]);
  });

  it('reports what COMMIT is refused with, and the next unit of work finds a clean connection', async () => {
    await context.query('CREATE TABLE child (n int REFERENCES note DEFERRABLE INITIALLY DEFERRED)');
    const orphan = run({ name: 'orphan' }, async (transaction) => {
      await insert(transaction, 1);
      await transaction.query('INSERT INTO child VALUES (2)');
    });
    await expect(orphan).rejects.toMatchObject({ code: '23503' });
    expect(await context.stored()).toEqual([]);
    await context.query('DROP TABLE child');
    await run({ name: 'next' }, (transaction) => insert(transaction, 3));
    expect(await context.stored()).toEqual([3]);
  });

  it('does not report success when the work has ended the transaction itself', async () => {
    const meddling = run({ name: 'meddling' }, async (transaction) => {
      await insert(transaction, 1);
      await transaction.query('COMMIT');
    });
    await expect(meddling).rejects.toThrow(TransactionOwnershipError);
  });

  it('is not committed without a statement of atCommit that pg could not even send', async () => {
    const circular: { self?: unknown } = {};
    circular.self = circular;
    for (const parameter of [
      circular,
      [circular],
      {
        toPostgres: () => {
          throw new Error('no');
        },
      },
    ]) {
      const unsendable = run({ name: 'unsendable' }, async (transaction) => {
        await insert(transaction, 1);
        transaction.atCommit('SELECT $1::text', [parameter]);
      });
      await expect(unsendable).rejects.toThrow();
      expect(await context.stored()).toEqual([]);
    }
  });

  it('runs a statement of atCommit with the values of the call, whatever becomes of them', async () => {
    await context.query('CREATE TABLE kept (value text)');
    const value = { n: 1 };
    const list = ['a'];
    const bytes = Buffer.from('x');
    await run({ name: 'kept' }, async (transaction) => {
      transaction.atCommit(
        "INSERT INTO kept VALUES ($1::json->>'n'), ($2::text[]::text), (encode($3, 'escape'))",
        [value, list, bytes],
      );
      value.n = 2;
      list.push('b');
      bytes.fill('y');
    });
    expect(await context.query('SELECT * FROM kept')).toEqual([
      { value: '1' },
      { value: '{a}' },
      { value: 'x' },
    ]);
    await context.query('DROP TABLE kept');
  });

  it('keeps concurrent units of work apart', async () => {
    const runs = Array.from({ length: 30 }, (__, n) =>
      run({ name: `n${n}` }, async (transaction) => {
        await insert(transaction, n);
        expect(context.unitOfWork.current()).toBe(transaction);
        if (n % 3 === 0) throw new Error('every third fails');
      }),
    );
    const results = await Promise.allSettled(runs);
    expect(results.filter(({ status }) => status === 'rejected')).toHaveLength(10);
    const others = Array.from({ length: 30 }, (__, n) => n).filter((n) => n % 3 !== 0);
    expect(await context.stored()).toEqual(others);
    expect(context.unitOfWork.current()).toBeUndefined();
  });
});
