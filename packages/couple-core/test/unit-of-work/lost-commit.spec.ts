import { Client, type Pool, type PoolClient } from 'pg';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { eventually } from '@couplekit/testkit';
import { CommitUnknownError } from '../../src/index.js';
import { proxiedContext, type ProxiedContext } from './proxied-context.js';
import { insert, SENDING } from './unit-of-work-context.js';

describe.each(SENDING)('a unit of work whose COMMIT gets no answer, %s,', (_, extra) => {
  let context: ProxiedContext;
  const run: ProxiedContext['unitOfWork']['run'] = (...given) => context.unitOfWork.run(...given);
  /** Writes `n`, and tells what the hooks saw and how often the function ran. */
  const write = async (n: number, options = {}) => {
    const seen: string[] = [];
    const outcome = await run({ name: 'write', ...options }, async (transaction) => {
      seen.push('ran');
      transaction.afterCommit(() => void seen.push('committed'));
      transaction.afterRollback(() => void seen.push('rolled back'));
      await insert(transaction, n);
      return 'result';
    }).catch((error: unknown) => error);
    return { outcome, seen };
  };
  beforeAll(async () => {
    context = await proxiedContext({ poolSize: 1, extra });
  });
  beforeEach(() => context.query('TRUNCATE note'));
  afterAll(() => context[Symbol.asyncDispose]());

  it('succeeds when it is committed', async () => {
    context.proxy.disturb({ statement: 'deliver', client: 'cut' });
    const before = context.proxy.disturbed;
    expect(await write(1)).toEqual({ outcome: 'result', seen: ['ran', 'committed'] });
    expect(context.proxy.disturbed).toBe(before + 1);
    expect(await context.stored()).toEqual([1]);
  });

  it('fails with what the connection was lost with when it is not, and does not run again', async () => {
    context.proxy.disturb({ statement: 'drop', client: 'cut' });
    const { outcome, seen } = await write(1);
    expect(outcome).toMatchObject({ message: expect.stringMatching(/Connection terminated|ECONNRESET/) });
    expect(seen).toEqual(['ran', 'rolled back']);
    expect(await context.stored()).toEqual([]);
  });

  it('ends the backend that still holds the transaction, and no other', async () => {
    const bystander = run({ name: 'bystander' }, async (transaction) => {
      await insert(transaction, 2);
      return 'unharmed';
    });
    await bystander;
    context.proxy.disturb({ statement: 'drop', client: 'cut', server: 'keep' });
    const { outcome } = await write(1);
    expect(outcome).toMatchObject({ message: expect.stringMatching(/Connection terminated|ECONNRESET/) });
    expect(await context.stored()).toEqual([2]);
    const held = await context.query("SELECT FROM pg_locks WHERE relation = 'note'::regclass AND mode <> 'AccessShareLock'"); // prettier-ignore
    expect(held).toEqual([]);
  });

  it.each([
    ['deliver', ['ran', 'committed'], [1]],
    ['drop', ['ran', 'rolled back'], []],
  ] as const)('does not wait for ever when the connection hangs: %s', async (statement, seen, stored) => {
    context.proxy.disturb({ statement, client: 'hang' });
    expect((await write(1, { answerTimeoutMs: 200 })).seen).toEqual(seen);
    expect(await context.stored()).toEqual(stored);
    expect((await write(2)).outcome).toBe('result');
  });

  it.each([
    ['deliver', [1]],
    ['drop', []],
  ] as const)('says so when the outcome cannot be found out: %s', async (statement, stored) => {
    context.proxy.disturb({ statement, client: 'cut' });
    const seen: string[] = [];
    const running = run({ name: 'blind', commitInquiryMs: 300 }, async (transaction) => {
      transaction.afterCommit(() => void seen.push('committed'));
      transaction.afterRollback(() => void seen.push('rolled back'));
      await insert(transaction, 1);
      context.proxy.refuse();
    });
    await expect(running).rejects.toThrow(CommitUnknownError);
    await expect(running).rejects.toThrow(/may be committed or not/);
    await expect(running).rejects.toMatchObject({ cause: { message: expect.stringMatching(/terminated|ECONN/) } });
    expect(seen).toEqual([]);
    context.proxy.admit();
    await eventually(async () => (await context.stored()).length === stored.length);
    expect((await write(2)).outcome).toBe('result');
  }); // prettier-ignore

  it('knows that it is committed when the connection is lost after the answer to COMMIT', async () => {
    await using torn = await proxiedContext({ poolSize: 1, extra });
    const { master } = torn.dataSource.driver as unknown as { readonly master: Pool };
    const client = (await master.connect()) as PoolClient & { readonly connection: NodeJS.EventEmitter };
    client.release();
    torn.proxy.tearAnswers();
    client.connection.on('commandComplete', ({ text }: { readonly text: string }) => {
      if (text !== 'COMMIT') return;
      torn.proxy.refuse();
      torn.proxy.cutAll();
    });
    await torn.unitOfWork.run({ name: 'torn', commitInquiryMs: 300 }, (transaction) =>
      insert(transaction, 1),
    );
    expect(await torn.stored()).toEqual([1]);
  });

  it('says so when there is no telling which transaction it was', async () => {
    const types = { getTypeParser: () => () => 'unreadable' };
    await using odd = await proxiedContext({ poolSize: 1, extra: { ...extra, types } });
    odd.proxy.disturb({ statement: 'deliver', client: 'cut' });
    const running = odd.unitOfWork.run({ name: 'odd' }, (transaction) => insert(transaction, 1));
    await expect(running).rejects.toThrow(CommitUnknownError);
    expect(await odd.stored()).toEqual([1]);
  });

  it('keeps asking while the database cannot be reached', async () => {
    context.proxy.disturb({ statement: 'deliver', client: 'cut' });
    const running = run({ name: 'patient' }, async (transaction) => {
      await insert(transaction, 1);
      context.proxy.refuse();
      return 'result';
    });
    const before = context.proxy.refused;
    await eventually(() => context.proxy.refused >= before + 3);
    context.proxy.admit();
    expect(await running).toBe('result');
  });

  it('needs no connection of the pool to find out', async () => {
    context.proxy.disturb({ statement: 'deliver', client: 'cut' });
    const waiting = eventually(() => context.proxy.disturbed > 0).then(() => write(2));
    expect((await write(1)).outcome).toBe('result');
    expect((await waiting).outcome).toBe('result');
  });

  it('was only reading, and has nothing to find out', async () => {
    context.proxy.disturb({ statement: 'drop', client: 'cut' });
    const reading = run({ name: 'reading', readOnly: true }, (transaction) => transaction.query('SELECT 1'));
    await expect(reading).rejects.toThrow(/terminated|ECONNRESET/);
  });
});

it('pg_xact_status answers for a transaction as the inquiry expects', async () => {
  await using context = await proxiedContext();
  const client = new Client(context.proxy.url);
  await client.connect();
  const answer = await client.query("SELECT pg_xact_status('9999999'::xid8)").catch((error: unknown) => error);
  expect(answer).toMatchObject({ code: '22023' });
  await client.end();
}); // prettier-ignore
