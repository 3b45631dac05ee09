import type { PoolClient } from 'pg';
import type { EntityManager, EntitySubscriberInterface } from 'typeorm';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { IncompatibleNestingError, TransactionOwnershipError } from '../../src/index.js';
import {
  backend,
  insert,
  Note,
  SENDING,
  unitOfWorkContext,
  type UnitOfWorkContext,
} from './unit-of-work-context.js';

describe.each(SENDING)('transaction.manager, %s,', (_, extra) => {
  let context: UnitOfWorkContext;
  const run: UnitOfWorkContext['unitOfWork']['run'] = (...given) => context.unitOfWork.run(...given);
  const note = (n: number) => Object.assign(new Note(), { n });
  beforeAll(async () => {
    context = await unitOfWorkContext({ poolSize: 1, extra });
  });
  beforeEach(() => context.query('TRUNCATE note'));
  afterAll(() => context[Symbol.asyncDispose]());

  it('knows that a transaction is open', async () => {
    await run({ name: 'open' }, async ({ manager }) => {
      expect(manager.queryRunner?.isTransactionActive).toBe(true);
      const lock = { mode: 'pessimistic_write' } as const;
      expect(await manager.find(Note, { lock })).toEqual([]);
    });
  });

  it('makes savepoints, which roll back alone', async () => {
    await run({ name: 'savepoints' }, async ({ manager }) => {
      await manager.transaction((nested) => nested.save(note(1)));
      const failing = manager.transaction(async (nested) => {
        await nested.save(note(2));
        await nested.transaction((deeper) => deeper.save(note(3)));
        await nested.query('SELECT 1 / 0');
      });
      await expect(failing).rejects.toMatchObject({ code: '22012' });
      await manager.save(note(4));
    });
    expect(await context.stored()).toEqual([1, 4]);
  });

  it('refuses another isolation for a savepoint', async () => {
    const wish = (manager: EntityManager) => manager.transaction('SERIALIZABLE', () => Promise.resolve());
    await expect(run({ name: 'outer' }, ({ manager }) => wish(manager))).rejects.toThrow(IncompatibleNestingError);
    await run({ name: 'same', isolation: 'SERIALIZABLE' }, ({ manager }) => wish(manager));
  }); // prettier-ignore

  it.each([
    ['commit', (manager: EntityManager) => manager.queryRunner?.commitTransaction()],
    ['roll back', (manager: EntityManager) => manager.queryRunner?.rollbackTransaction()],
    ['give the connection back', (manager: EntityManager) => manager.release()],
    ['dispose of the query runner', (manager: EntityManager) => manager.queryRunner?.[Symbol.asyncDispose]()],
  ])('does not let the work %s', async (__, meddle) => {
    const meddling = run({ name: 'meddling' }, async ({ manager }) => {
      await manager.save(note(1));
      await meddle(manager);
    });
    await expect(meddling).rejects.toThrow(TransactionOwnershipError);
    expect(await context.stored()).toEqual([]);
  });

  it('gives its connection back as it was', async () => {
    const first = await run({ name: 'first' }, async (transaction) => {
      await transaction.manager.save(note(1));
      return backend(transaction);
    });
    const [row] = await context.dataSource.query<{ pid: number }[]>('SELECT pg_backend_pid() AS pid');
    expect(row?.pid).toBe(first);
    expect(await context.dataSource.transaction((manager) => manager.count(Note))).toBe(1);
    const { connectedQueryRunners } = context.dataSource.driver as unknown as { connectedQueryRunners: unknown[] };
    expect(connectedQueryRunners).toEqual([]);
  }); // prettier-ignore

  describe('with a subscriber', () => {
    const told: string[] = [];
    let fail: string | undefined;
    const tell = (event: string) => async () => {
      told.push(event);
      if (fail === event) throw new Error(`${event} failed`);
    };
    const subscriber: EntitySubscriberInterface = {
      beforeTransactionStart: tell('before start'),
      afterTransactionStart: async ({ queryRunner }) => {
        const client = (await queryRunner.connect()) as PoolClient;
        told.push(`status ${client.getTransactionStatus()}`);
        await tell('after start')();
      },
      beforeTransactionCommit: async ({ manager }) => {
        await manager.query('INSERT INTO note VALUES (99)');
        await tell('before commit')();
      },
      afterTransactionCommit: tell('after commit'),
      beforeTransactionRollback: tell('before rollback'),
      afterTransactionRollback: tell('after rollback'),
    };
    beforeAll(() => void context.dataSource.subscribers.push(subscriber));
    beforeEach(() => {
      fail = undefined;
      told.length = 0;
    });
    afterAll(() => void context.dataSource.subscribers.splice(0));

    it('tells of the transaction, and what the subscriber writes before the commit belongs to it', async () => {
      await run({ name: 'told' }, (transaction) => insert(transaction, 1));
      expect(told).toEqual(['before start', 'status T', 'after start', 'before commit', 'after commit']);
      expect(await context.stored()).toEqual([1, 99]);
      told.length = 0;
      await expect(run({ name: 'failing' }, () => Promise.reject(new Error('no')))).rejects.toThrow('no');
      expect(told).toEqual(['before start', 'status T', 'after start', 'before rollback', 'after rollback']);
    });

    it.each(['before start', 'after start', 'before commit'])('rolls back when it fails at %s', async (event) => {
      fail = event;
      await expect(run({ name: 'doomed' }, (transaction) => insert(transaction, 1))).rejects.toThrow(`${event} failed`);
      expect(await context.stored()).toEqual([]);
      fail = undefined;
      await run({ name: 'next' }, (transaction) => insert(transaction, 2));
      expect(await context.stored()).toEqual([2, 99]);
    }); // prettier-ignore

    it('is committed whatever the subscriber does after the commit', async () => {
      fail = 'after commit';
      await run({ name: 'done' }, (transaction) => insert(transaction, 1));
      expect(await context.stored()).toEqual([1, 99]);
    });

    it.each(['before rollback', 'after rollback'])(
      'is rolled back although it fails at %s',
      async (event) => {
        fail = event;
        const failing = run({ name: 'failing' }, async (transaction) => {
          await insert(transaction, 1);
          throw new Error('the work failed');
        });
        await expect(failing).rejects.toThrow('the work failed');
        expect(await context.stored()).toEqual([]);
      },
    );
  });
});
