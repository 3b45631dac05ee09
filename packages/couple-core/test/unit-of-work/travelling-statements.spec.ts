import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';

import { coupleContext, type CoupleContext } from '../couple-context.js';

const CONNECTIONS = [
  ['that waits for every answer', { pipeline: false }],
  ['that pipelines', { pipeline: true }],
  ['that pipelines prepared statements', { pipeline: true, preparedStatements: true }],
] as const;

describe.each(CONNECTIONS)('on a connection %s', (_, extra) => {
  let context: CoupleContext;
  const insert = 'INSERT INTO note VALUES ($1)';
  const stored = async () =>
    (await context.dataSource.query<{ n: number }[]>('SELECT n FROM note ORDER BY n')).map(({ n }) => n);
  const open = () =>
    context.dataSource.query<{ count: string }[]>(
      "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND state LIKE 'idle in transaction%'",
    );

  beforeAll(async () => {
    context = await coupleContext({ extra });
    await context.dataSource.query('CREATE TABLE note (n int PRIMARY KEY)');
  });
  beforeEach(() => context.dataSource.query('TRUNCATE note'));
  afterAll(() => context[Symbol.asyncDispose]());

  describe('the statement before BEGIN', () => {
    const before = async (query: (sql: string, parameters: readonly unknown[]) => Promise<unknown>) =>
      void (await query(insert, [1]));

    it('stays when the work is rolled back', async () => {
      const run = context.unitOfWork.run({ name: 'failing', before }, async (transaction) => {
        await transaction.query(insert, [2]);
        throw new Error('no');
      });
      await expect(run).rejects.toThrow('no');
      expect(await stored()).toEqual([1]);
    });

    it('runs once, however often the work is retried', async () => {
      let attempts = 0;
      await context.unitOfWork.run({ name: 'again', before }, async (transaction) => {
        if (++attempts < 3)
          await transaction.query("DO $$ BEGIN RAISE EXCEPTION 'again' USING ERRCODE = '40001'; END $$");
        await transaction.query(insert, [2]);
      });
      expect([attempts, await stored()]).toEqual([3, [1, 2]]);
    });

    it('keeps the work from anything when it fails, however often it tries, and leaves no transaction open', async () => {
      await context.dataSource.query('INSERT INTO note VALUES (1)');
      const errors: unknown[] = [];
      const run = context.unitOfWork.run({ name: 'doomed', before }, async (transaction) => {
        for (const n of [2, 3]) await transaction.query(insert, [n]).catch((error) => errors.push(error));
        await transaction.manager.query(insert, [4]).catch((error) => errors.push(error));
      });
      await expect(run).rejects.toMatchObject({ cause: { code: '23505' } });
      expect(errors).toMatchObject([{ code: '23505' }, { code: '23505' }, { code: '23505' }]);
      expect(await stored()).toEqual([1]);
      expect(await open()).toEqual([{ count: '0' }]);
    });

    it('is not sent when the work sends nothing', async () => {
      await context.unitOfWork.run({ name: 'idle', before }, async () => undefined);
      expect(await stored()).toEqual([]);
    });
  });

  describe('a statement at COMMIT', () => {
    it('runs after everything else, in the order of the calls, in the same transaction', async () => {
      await context.dataSource.query('CREATE TABLE seen (what text, xid xid8, at serial)');
      const note = (what: string) => [`INSERT INTO seen VALUES ($1, pg_current_xact_id())`, [what]] as const;
      await context.unitOfWork.run({ name: 'outer' }, async (transaction) => {
        transaction.atCommit(...note('third'));
        await context.unitOfWork.run({ name: 'inner' }, async (inner) => inner.atCommit(...note('fourth')));
        await transaction.query(...note('first'));
        await transaction.query(...note('second'));
      });
      const rows = await context.dataSource.query<{ what: string; xid: string }[]>(
        'SELECT what, xid FROM seen ORDER BY at',
      );
      expect(rows.map(({ what }) => what)).toEqual(['first', 'second', 'third', 'fourth']);
      expect(new Set(rows.map(({ xid }) => xid)).size).toBe(1);
    });

    it('refuses the commit with its own error when it fails', async () => {
      const run = context.unitOfWork.run({ name: 'refused' }, async (transaction) => {
        await transaction.query(insert, [1]);
        transaction.atCommit(insert, [1]);
        transaction.atCommit(insert, [3]);
      });
      await expect(run).rejects.toMatchObject({ code: '23505' });
      expect(await stored()).toEqual([]);
      expect(await open()).toEqual([{ count: '0' }]);
    });

    it('is forgotten when the work fails, and by a retried attempt', async () => {
      const run = context.unitOfWork.run({ name: 'failing' }, async (transaction) => {
        transaction.atCommit(insert, [1]);
        throw new Error('no');
      });
      await expect(run).rejects.toThrow('no');
      let attempts = 0;
      await context.unitOfWork.run({ name: 'again' }, async (transaction) => {
        transaction.atCommit(insert, [attempts]);
        if (++attempts < 2)
          await transaction.query("DO $$ BEGIN RAISE EXCEPTION 'again' USING ERRCODE = '40001'; END $$");
      });
      expect(await stored()).toEqual([1]);
    });

    it('is retried with the work when it fails for serialisation', async () => {
      let attempts = 0;
      await context.unitOfWork.run({ name: 'late' }, async (transaction) => {
        attempts++;
        transaction.atCommit(insert, [attempts]);
        if (attempts < 2)
          transaction.atCommit("DO $$ BEGIN RAISE EXCEPTION 'again' USING ERRCODE = '40001'; END $$");
      });
      expect([attempts, await stored()]).toEqual([2, [2]]);
    });
  });

  it('statements with parameters are prepared only where that was asked for', async () => {
    const names = await context.unitOfWork.run({ name: 'names' }, async (transaction) => {
      await transaction.query(insert, [1]);
      return transaction.query<{ statement: string }>(
        "SELECT statement FROM pg_prepared_statements WHERE name LIKE 'ck_%'",
      );
    });
    const prepared = 'preparedStatements' in extra;
    expect(names.some(({ statement }) => statement === insert)).toBe(prepared);
  });
});
