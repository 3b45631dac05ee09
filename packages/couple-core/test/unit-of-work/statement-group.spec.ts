import type { Pool } from 'pg';
import { setTimeout as delay } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  backend,
  insert,
  SENDING,
  unitOfWorkContext,
  type UnitOfWorkContext,
} from './unit-of-work-context.js';

/** What pg's types have otherwise. */
interface Internals {
  readonly connection: { parse(statement: { readonly text: string }): void };
}

const unsendable = {
  toPostgres: () => {
    throw new Error('cannot be sent');
  },
};

describe.each(SENDING)('statements that travel together, %s,', (_, sending) => {
  let context: UnitOfWorkContext;
  const open = async (extra: Readonly<Record<string, unknown>> = {}) =>
    (context = await unitOfWorkContext({ poolSize: 1, extra: { ...sending, ...extra } }));
  beforeEach(() => open());
  afterEach(() => context[Symbol.asyncDispose]());
  const reopen = async (extra: Readonly<Record<string, unknown>>) => {
    await context[Symbol.asyncDispose]();
    await open(extra);
  };
  const run: UnitOfWorkContext['unitOfWork']['run'] = (options, work) =>
    context.unitOfWork.run(options, work);
  const healthy = async () => {
    await run({ name: 'healthy' }, (transaction) => insert(transaction, 99));
    expect(await context.stored()).toContain(99);
  };

  it.each([
    ['BEGIN', false],
    ['pg_current_xact_id', false],
    ['BEGIN', true],
    ['pg_current_xact_id', true],
  ])(
    'never run without their transaction: PostgreSQL refuses %s; prepared: %s',
    async (part, preparedStatements) => {
      if (preparedStatements) await reopen({ preparedStatements });
      const { master } = context.dataSource.driver as unknown as { readonly master: Pool };
      const client = await master.connect();
      client.release();
      const { connection } = client as unknown as Internals;
      const parse = connection.parse.bind(connection);
      connection.parse = (statement) =>
        parse(statement.text.includes(part) ? { ...statement, text: 'NONSENSE' } : statement);
      const errors: unknown[] = [];
      const refused = run({ name: 'refused' }, async (transaction) => {
        for (const n of [1, 2]) await insert(transaction, n).catch((error) => errors.push(error));
        await transaction.query('INSERT INTO note VALUES (3)').catch((error) => errors.push(error));
        await transaction.manager.query('INSERT INTO note VALUES (4)').catch((error) => errors.push(error));
      });
      await expect(refused).rejects.toMatchObject({ cause: { code: '42601' } });
      expect(errors).toHaveLength(4);
      expect(await context.stored()).toEqual([]);
      connection.parse = parse;
      await healthy();
    },
  );

  it.each([
    ['first', 0],
    ['second', 1],
  ])('are rolled back when a parameter of the %s cannot be sent', async (__, at) => {
    const values = [1, 2].with(at, unsendable as never);
    const refused = run({ name: 'unsendable' }, async (transaction) => {
      for (const value of values) await insert(transaction, value);
    });
    await expect(refused).rejects.toThrow('cannot be sent');
    expect(await context.stored()).toEqual([]);
    await healthy();
  });

  it('stay prepared when a parameter of one cannot be sent', async () => {
    await reopen({ preparedStatements: true });
    await run({ name: 'prepared' }, (transaction) => insert(transaction, 1));
    await run({ name: 'swallowing' }, async (transaction) => {
      await expect(insert(transaction, unsendable as never)).rejects.toThrow('cannot be sent');
      await insert(transaction, 2);
      await expect(insert(transaction, unsendable as never)).rejects.toThrow('cannot be sent');
      await insert(transaction, 3);
    });
    expect(await context.stored()).toEqual([1, 2, 3]);
    await healthy();
  });

  it('are refused where pg refuses one of them', async () => {
    const odd = run({ name: 'odd' }, (transaction) => transaction.query(5 as never, [1]));
    await expect(odd).rejects.toThrow('A query must have either text or a name');
    await healthy();
  });

  it('tell where the first of them was asked for', async () => {
    const failing = run({ name: 'failing' }, (transaction) => transaction.query('SELECT 1 / $1', [0]));
    const error = await failing.catch((thrown: unknown) => thrown as Error);
    expect(error).toMatchObject({ code: '22012', stack: expect.stringContaining('open-transaction') });
  });

  it('are all given the parsers and the format of the client', async () => {
    await reopen({ types: { getTypeParser: () => () => 'parsed' } });
    await run({ name: 'parsed', readOnly: true }, async (transaction) => {
      expect(await transaction.query('SELECT $1::int AS n', [1])).toEqual([{ n: 'parsed' }]);
    });
    await reopen({ binary: true, types: { getTypeParser: (__: number, format: string) => () => format } });
    await run({ name: 'binary', readOnly: true }, async (transaction) => {
      expect(await transaction.query('SELECT $1::int AS n', [1])).toEqual([{ n: 'binary' }]);
    });
  });

  it('have the time that pg gives to a query, once', async () => {
    await reopen({ query_timeout: 2_500 });
    const slow = run({ name: 'slow' }, (transaction) => transaction.query('SELECT pg_sleep($1)', [30]));
    await expect(slow).rejects.toThrow('timeout');
    await run({ name: 'quick' }, async (transaction) => {
      await insert(transaction, 1);
      // What has been answered in time must not come to its end later.
      await delay(3_000);
      await insert(transaction, 2);
    });
    await healthy();
  });

  it('are prepared once, and travel from then on', async () => {
    await reopen({ preparedStatements: true });
    const double = () =>
      run({ name: 'doubled' }, async (transaction) => {
        await insert(transaction, 4);
        transaction.atCommit('INSERT INTO note (n, text) VALUES ($1, $2)', [4, 'late']);
      });
    await expect(double()).rejects.toMatchObject({ code: '23505' });
    for (const n of [1, 2, 3]) {
      await run({ name: 'prepared' }, async (transaction) => {
        await insert(transaction, n);
        transaction.atCommit('INSERT INTO note (n, text) VALUES ($1, $2)', [n + 10, 'late']);
      });
    }
    expect(await context.stored()).toEqual([1, 2, 3, 11, 12, 13]);
    const connection = await run({ name: 'connection' }, backend);
    await expect(double()).rejects.toMatchObject({ code: '23505' });
    expect(await context.stored()).toEqual([1, 2, 3, 11, 12, 13]);
    expect(await run({ name: 'the same' }, backend)).toBe(connection);
    await healthy();
  });
});
