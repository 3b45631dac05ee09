import { eventually } from '@couplekit/testkit';
import { SERVER_VARIABLE, startTemporaryPostgres, type TemporaryPostgres } from '@couplekit/testkit/postgres';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { proxiedContext, type ProxiedContext } from './proxied-context.js';
import { backend, insert } from './unit-of-work-context.js';

/** Tries until a transaction id was given out twice; the write-ahead log may reach the disk earlier than a test wants. */
const TRIES = 30;

describe('a unit of work whose COMMIT is lost in a crash of the database', () => {
  let postgres: TemporaryPostgres;
  let context: ProxiedContext;
  beforeAll(async () => {
    postgres = await startTemporaryPostgres();
    process.env[SERVER_VARIABLE] = postgres.url;
    context = await proxiedContext({ poolSize: 1 });
    // Nothing but a commit shall bring transaction ids to the disk.
    await context.query("ALTER SYSTEM SET wal_writer_delay = '10s'");
    await context.query('SELECT pg_reload_conf()');
  });
  beforeEach(() => context.query('TRUNCATE note'));
  afterAll(async () => {
    await context[Symbol.asyncDispose]();
    await postgres.stop();
  });

  const recoveredAt = async () =>
    (await context.query('SELECT stats_reset::text AS at FROM pg_stat_bgwriter'))[0]?.['at'];

  /** Kills a backend as the kernel does when memory runs out: PostgreSQL then restarts all of them, and recovers. */
  const crash = async (pid: number) => {
    const before = await recoveredAt();
    process.kill(pid, 'SIGKILL');
    await eventually(async () => (await recoveredAt()) !== before);
  };
  const lose = (statement: 'deliver' | 'drop') => {
    let pid = 0;
    let xid = '';
    context.proxy.disturb({ statement, client: 'cut', server: 'keep' });
    const running = context.unitOfWork
      .run({ name: 'lost' }, async (transaction) => {
        pid = await backend(transaction);
        const [row] = await transaction.query<{ xid: string }>('SELECT pg_current_xact_id()::text AS xid');
        xid = row?.xid ?? '';
        await insert(transaction, 1);
        context.proxy.refuse();
      })
      .then(
        () => 'committed',
        (error: Error) => error.message,
      );
    const before = context.proxy.disturbed;
    return { running, cut: () => eventually(() => context.proxy.disturbed > before && { pid, xid }) };
  };

  it('is not taken for committed when another transaction has got its id since', async () => {
    let reused = false;
    for (let tries = 0; tries < TRIES && !reused; tries++) {
      await context.query('TRUNCATE note');
      const { running, cut } = lose('drop');
      const { pid, xid } = await cut();
      await crash(pid);
      const others = await Promise.all(
        [2, 3, 4].map((n) =>
          context.query<{ xid: string }>('INSERT INTO note VALUES ($1) RETURNING pg_current_xact_id()::text AS xid', [n]),
        ),
      );
      reused = others.flat().some((other) => other.xid === xid);
      context.proxy.admit();
      expect(await running).toMatch(/terminated|ECONNRESET/);
      expect(await context.stored()).toEqual([2, 3, 4]);
    }
    expect(reused).toBe(true);
  }); // prettier-ignore

  it('succeeds when it was committed before the crash', async () => {
    const { running, cut } = lose('deliver');
    const { pid } = await cut();
    await crash(pid);
    await context.query('INSERT INTO note VALUES (2)');
    context.proxy.admit();
    expect(await running).toBe('committed');
    expect(await context.stored()).toEqual([1, 2]);
  });
});
