import { startTcpProxy, type TcpProxy } from '@couplekit/testkit';
import { SERVER_VARIABLE } from '@couplekit/testkit/postgres';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { findPgBouncer, startPgBouncer, type PgBouncer } from './pgbouncer.js';
import { insert, Note, unitOfWorkContext, type UnitOfWorkContext } from './unit-of-work-context.js';

const binary = await findPgBouncer();
const where = binary ? 'through PgBouncer in transaction mode' : 'SKIPPED: pgbouncer is not installed';

describe.skipIf(!binary)(`a unit of work ${where}`, () => {
  let bouncer: PgBouncer;
  let proxy: TcpProxy;
  let context: UnitOfWorkContext;
  const run: UnitOfWorkContext['unitOfWork']['run'] = (...given) => context.unitOfWork.run(...given);

  beforeAll(async () => {
    bouncer = await startPgBouncer(binary ?? '', process.env[SERVER_VARIABLE] ?? '', 3);
    const through = async (url: string) => {
      proxy = await startTcpProxy(bouncer.url(url));
      return proxy.url;
    };
    context = await unitOfWorkContext({ through, poolSize: 20 });
  });
  beforeEach(() => context.query('TRUNCATE note'));
  afterAll(async () => {
    // PgBouncer first: it holds connections to the database that is to be dropped.
    await context?.dataSource.destroy();
    await proxy?.[Symbol.asyncDispose]();
    await bouncer?.[Symbol.asyncDispose]();
    await context?.[Symbol.asyncDispose]();
  });

  it('keeps nothing on a server connection, which the next transaction of anybody gets', async () => {
    const settings = `SELECT current_setting('lock_timeout') l, current_setting('transaction_isolation') i,
      current_setting('transaction_read_only') r, pg_backend_pid() pid`;
    const strict = { isolation: 'SERIALIZABLE', lockTimeoutMs: 250 } as const;
    const runs = Array.from({ length: 60 }, (_, n) =>
      run({ name: 'mixed', ...(n % 2 === 0 ? strict : {}) }, async (transaction) => {
        const [row] = await transaction.query(settings);
        await transaction.query('SELECT $1::int', [n]);
        return { n, row };
      }),
    );
    const seen = await Promise.all(runs);
    for (const { n, row } of seen) {
      expect(row).toMatchObject(n % 2 === 0 ? { l: '250ms', i: 'serializable' } : { l: '0', i: 'read committed', r: 'off' }); // prettier-ignore
    }
    expect(new Set(seen.map(({ row }) => row?.['pid'])).size).toBeLessThanOrEqual(3);
  });

  it('commits, rolls back, nests and retries as ever', async () => {
    const conflicts = new Set<number>();
    await Promise.allSettled(
      Array.from({ length: 40 }, (_, n) =>
        run({ name: 'busy' }, async ({ manager }) => {
          await manager.save(Object.assign(new Note(), { n }));
          await manager.transaction((nested) => nested.query('SELECT 1 / 0')).catch(() => undefined);
          if (n % 4 === 1) throw new Error('every fourth fails');
          if (n % 4 === 2 && !conflicts.has(n) && conflicts.add(n))
            await manager.query("DO $$ BEGIN RAISE EXCEPTION '' USING ERRCODE = '40001'; END $$");
        }),
      ),
    );
    expect(await context.stored()).toEqual(
      Array.from({ length: 40 }, (_, n) => n).filter((n) => n % 4 !== 1),
    );
  });

  it.each([
    ['deliver', 'committed', [1]],
    ['drop', 'failed', []],
  ] as const)('finds out about a lost COMMIT: %s', async (statement, expected, stored) => {
    proxy.disturb({ statement, client: 'cut' });
    const outcome = await run({ name: 'lost' }, (transaction) => insert(transaction, 1)).then(
      () => 'committed',
      () => 'failed',
    );
    expect(outcome).toBe(expected);
    expect(await context.stored()).toEqual(stored);
  });

  it('ends the server connection that still holds the transaction', async () => {
    proxy.disturb({ statement: 'drop', client: 'cut', server: 'keep' });
    await expect(run({ name: 'held' }, (transaction) => insert(transaction, 1))).rejects.toThrow();
    await run({ name: 'next' }, (transaction) => insert(transaction, 1));
    expect(await context.stored()).toEqual([1]);
  });
});
