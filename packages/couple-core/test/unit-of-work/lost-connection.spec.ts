import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { setTimeout as delay } from 'node:timers/promises';
import { eventually } from '@couplekit/testkit';
import { TransactionAbortedError, type Transaction } from '../../src/index.js';
import { proxiedContext, type ProxiedContext } from './proxied-context.js';
import { backend, insert, SENDING } from './unit-of-work-context.js';

describe.each(SENDING)('a unit of work that loses its connection, %s,', (_, extra) => {
  let context: ProxiedContext;
  const run: ProxiedContext['unitOfWork']['run'] = (...given) => context.unitOfWork.run(...given);
  beforeAll(async () => {
    context = await proxiedContext({ poolSize: 1, extra });
  });
  beforeEach(() => context.query('TRUNCATE note'));
  afterAll(() => context[Symbol.asyncDispose]());

  const healthy = async () => {
    await run({ name: 'healthy' }, (transaction) => insert(transaction, 42));
    expect(await context.stored()).toEqual([42]);
  };

  it('fails when its backend is killed, and the pool goes on', async () => {
    const killed = run({ name: 'killed' }, async (transaction) => {
      await insert(transaction, 1);
      await context.query('SELECT pg_terminate_backend($1)', [await backend(transaction)]);
      await insert(transaction, 2);
    });
    await expect(killed).rejects.toThrow();
    await healthy();
  });

  it.each([
    ['a statement', (transaction: Transaction) => insert(transaction, 1)],
    ['text alone', (transaction: Transaction) => transaction.query('INSERT INTO note VALUES (1)')],
    ['TypeORM', ({ manager }: Transaction) => manager.query('INSERT INTO note VALUES (1)')],
    [
      'a statement at COMMIT',
      async (transaction: Transaction) => transaction.atCommit('INSERT INTO note VALUES ($1)', [1]),
    ],
  ])('fails when that happens before its first one, %s', async (__, first) => {
    await healthy();
    const late = run({ name: 'late' }, async (transaction) => {
      context.proxy.cutAll();
      await delay(50);
      await first(transaction);
    });
    await expect(late).rejects.toMatchObject({
      message: expect.stringMatching(/connection|terminated|rolled back/i),
    });
    expect(await context.stored()).toEqual([42]);
    await run({ name: 'next' }, (transaction) => insert(transaction, 43));
  });

  it('does not report success when the loss was swallowed', async () => {
    const careless = run({ name: 'careless' }, async (transaction) => {
      await insert(transaction, 1);
      context.proxy.cutAll();
      await insert(transaction, 2).catch(() => undefined);
    });
    await expect(careless).rejects.toThrow(TransactionAbortedError);
    await healthy();
  });

  it('fails with the loss when it knew of it before the first statement', async () => {
    const pid = await run({ name: 'pid' }, backend);
    const lost = run({ name: 'lost' }, async (transaction) => {
      await context.query('SELECT pg_terminate_backend($1)', [pid]);
      await eventually(() => transaction.manager.queryRunner?.isReleased);
      await insert(transaction, 1);
    });
    await expect(lost).rejects.toMatchObject({ message: expect.stringContaining('not queryable') });
    await healthy();
  });

  it('rethrows the error of the work when ROLLBACK fails, and closes the connection', async () => {
    let poisoned = 0;
    context.proxy.disturb({ at: 'ROLLBACK', statement: 'drop', client: 'hang' });
    const hanging = run({ name: 'hanging', answerTimeoutMs: 100 }, async (transaction) => {
      poisoned = await backend(transaction);
      await transaction.query('SELECT FROM note FOR UPDATE');
      throw new Error('the work failed');
    });
    await expect(hanging).rejects.toThrow('the work failed');
    expect(await run({ name: 'next' }, backend)).not.toBe(poisoned);
    await healthy();
  });

  it('closes a connection that a query has made unusable in time', async () => {
    await using timed = await proxiedContext({ poolSize: 1, extra: { ...extra, query_timeout: 150 } });
    timed.proxy.disturb({ at: 'ROLLBACK', statement: 'drop', client: 'hang' });
    const failing = timed.unitOfWork.run({ name: 'failing' }, async (transaction) => {
      await insert(transaction, 2);
      throw new Error('the work failed');
    });
    await expect(failing).rejects.toThrow('the work failed');
    await timed.unitOfWork.run({ name: 'next' }, (transaction) => insert(transaction, 1));
    expect(await timed.stored()).toEqual([1]);
  });

  it('runs no hook of an attempt that was retried when the next one gets no connection', async () => {
    const seen: string[] = [];
    const conflict = run({ name: 'conflict' }, async (transaction) => {
      transaction.afterRollback(() => void seen.push('rolled back'));
      context.proxy.refuse();
      context.proxy.cutAll();
      throw Object.assign(new Error('again'), { code: '40001' });
    });
    await expect(conflict).rejects.toThrow(/terminated|ECONNRESET/);
    expect(seen).toEqual([]);
    context.proxy.admit();
    await healthy();
  });

  it('fails when there is no connection at all', async () => {
    context.proxy.cutAll();
    context.proxy.refuse();
    await expect(run({ name: 'refused' }, (transaction) => insert(transaction, 1))).rejects.toThrow();
    expect(await context.stored()).toEqual([]);
    context.proxy.admit();
    await healthy();
  });
});
