import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { TransactionOptions } from '../../src/index.js';
import { proxiedContext, type ProxiedContext } from './proxied-context.js';
import { insert, SENDING } from './unit-of-work-context.js';

describe.each(SENDING)('a unit of work on the wire, %s,', (sending, extra) => {
  let context: ProxiedContext;
  beforeAll(async () => {
    context = await proxiedContext({ poolSize: 1, extra });
    await context.unitOfWork.run({ name: 'warm up' }, (transaction) => insert(transaction, 0));
  });
  afterAll(() => context[Symbol.asyncDispose]());
  let before = 0;
  beforeEach(() => {
    before = context.proxy.sent.length;
  });
  const sent = () => context.proxy.sent.slice(before).map((message) => message.replaceAll(/[^ -~]/g, '·'));

  it('needs one round trip for each statement, BEGIN with the first, and one to commit', async () => {
    const options = {
      name: 'wire',
      isolation: 'REPEATABLE READ',
      lockTimeoutMs: 5,
      statementTimeoutMs: 6,
    } as const;
    await context.unitOfWork.run(options, async (transaction) => {
      await insert(transaction, 1);
      await insert(transaction, 3);
      transaction.atCommit('INSERT INTO note VALUES ($1)', [4]);
    });
    expect(sent()).toEqual([
      expect.stringMatching(
        /BEGIN ISOLATION LEVEL REPEATABLE READ.*SET LOCAL lock_timeout = 5.*SET LOCAL statement_timeout = 6.*pg_current_xact_id\(\).*INSERT INTO note/,
      ),
      expect.stringContaining('INSERT INTO note'),
      expect.stringMatching(/INSERT INTO note.*COMMIT/),
    ]);
    expect(await context.stored()).toEqual(expect.arrayContaining([1, 3, 4]));
  });

  it('needs one more when the first statement is text alone, which may be several', async () => {
    await context.unitOfWork.run({ name: 'text' }, async (transaction) => {
      expect(await transaction.query('SELECT 1 AS one; SELECT 2 AS two')).toEqual([{ two: 2 }]);
    });
    expect(sent()).toHaveLength(3);
  });

  it('does not ask for a transaction id when it only reads', async () => {
    const xid = () =>
      context.query<{ xid: string }>('SELECT pg_snapshot_xmax(pg_current_snapshot())::text AS xid');
    const earlier = await xid();
    await context.unitOfWork.run({ name: 'reading', readOnly: true }, (transaction) =>
      transaction.query('SELECT $1::int', [1]),
    );
    expect(await xid()).toEqual(earlier);
    expect(sent()[0]).toMatch(/BEGIN READ ONLY.*SELECT/);
    expect(sent()[0]).not.toContain('xact_id');
  });

  it('waits for the statement before BEGIN only where it has to', async () => {
    const insertBefore = (n: number): TransactionOptions => ({
      name: 'before',
      before: async (query) => void (await query('INSERT INTO note VALUES ($1)', [n])),
    });
    await context.unitOfWork.run(insertBefore(20), (transaction) => insert(transaction, 21));
    expect(sent().map((message) => message.includes('BEGIN'))).toEqual(
      sending === 'pipelined' ? [true, false] : [false, true, false],
    );
    before = context.proxy.sent.length;
    const doomed = context.unitOfWork.run(insertBefore(20), (transaction) => insert(transaction, 22));
    await expect(doomed).rejects.toMatchObject({ code: '23505' });
    expect(sent().some((message) => message.includes('BEGIN'))).toBe(sending === 'pipelined');
    expect(await context.stored()).not.toContain(22);
  });

  it('needs one round trip to roll back', async () => {
    const failing = context.unitOfWork.run({ name: 'failing' }, async (transaction) => {
      await insert(transaction, 5);
      throw new Error('no');
    });
    await expect(failing).rejects.toThrow('no');
    expect(sent()).toEqual([expect.stringContaining('BEGIN'), expect.stringContaining('ROLLBACK')]);
  });

  it('sends nothing when the work asks for nothing', async () => {
    const seen: string[] = [];
    await context.unitOfWork.run({ name: 'idle' }, async (transaction) =>
      transaction.afterCommit(() => void seen.push('committed')),
    );
    const failing = context.unitOfWork.run({ name: 'idle' }, async (transaction) => {
      transaction.afterRollback(() => void seen.push('rolled back'));
      throw new Error('no');
    });
    await expect(failing).rejects.toThrow('no');
    expect(sent()).toEqual([]);
    expect(seen).toEqual(['committed', 'rolled back']);
  });

  it('leaves a clean connection when it cannot begin', async () => {
    await context.query("ALTER ROLE CURRENT_USER SET default_transaction_read_only = 'off'");
    const refused = context.unitOfWork.run(
      { name: 'refused', isolation: 'SERIALIZABLE', statementTimeoutMs: 1 },
      async (transaction) => void (await transaction.query('SELECT pg_sleep(1)')),
    );
    await expect(refused).rejects.toMatchObject({ code: '57014' });
    await context.unitOfWork.run({ name: 'next' }, (transaction) => insert(transaction, 2));
    expect(await context.stored()).toContain(2);
  });
});
