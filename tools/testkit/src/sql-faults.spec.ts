import { Pool, Query } from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import setup from './postgres-setup.js';
import { createDatabase, type TestDatabase } from './postgres.js';
import { SqlFaults } from './sql-faults.js';

describe('SqlFaults', () => {
  let database: TestDatabase;
  let pool: Pool;
  let faults: SqlFaults;
  let teardown: Awaited<ReturnType<typeof setup>>;
  beforeAll(async () => {
    teardown = await setup();
    database = await createDatabase();
    pool = new Pool({ connectionString: database.url });
    pool.on('error', () => undefined);
    await pool.query('CREATE TABLE written (n int)');
    faults = new SqlFaults(pool);
  });
  afterAll(async () => {
    await pool.end();
    await database.drop();
    await teardown?.();
  });

  /** One statement in every style that pg has. */
  const styles = async () => {
    const client = await pool.connect();
    const broken = () => undefined;
    client.on('error', broken);
    try {
      await client.query('BEGIN');
      await client.query('INSERT INTO written VALUES ($1)', [1]);
      await client.query({ text: 'INSERT INTO written VALUES ($1)', values: [2] });
      await client.query({ name: 'named', text: 'INSERT INTO written VALUES ($1)', values: [3] });
      const late = (use: (done: (error: Error | undefined) => void) => void) =>
        new Promise<void>((resolve, reject) => use((error) => (error ? reject(error) : resolve())));
      await late((done) => client.query('INSERT INTO written VALUES (4)', done));
      await late((done) => client.query('INSERT INTO written VALUES ($1)', [5], done));
      await late((done) => client.query(new Query('INSERT INTO written VALUES ($1)', [6], done)));
      await client.query('INSERT INTO written VALUES (7); COMMIT');
    } catch (error) {
      await client.query('ROLLBACK').catch(() => undefined);
      throw error;
    } finally {
      client.off('error', broken);
      client.release(true);
    }
  };
  const written = async () =>
    (await pool.query<{ n: number }>('DELETE FROM written RETURNING n')).rows.map(({ n }) => n);
  const ALL = [1, 2, 3, 4, 5, 6, 7];

  it('sees every statement in order, in whatever style it is sent', async () => {
    const { outcome, statements, met } = await faults.watch(styles);
    expect(outcome.status).toBe('fulfilled');
    expect(statements.map((sql) => sql.replace(/\$1/, '?'))).toEqual([
      'BEGIN',
      ...['?', '?', '?', '4', '?', '?', '7'].map((value) => `INSERT INTO written VALUES (${value})`),
      'COMMIT',
    ]);
    expect(met).toBeUndefined();
    expect(await written()).toEqual(ALL);
  });

  it.each([1, 2, 3, 4, 5, 6, 7, 8, 9])('makes statement %i fail in the database', async (at) => {
    const { outcome, met } = await faults.watch(styles, { at, kind: 'error' });
    expect(outcome).toMatchObject({
      status: 'rejected',
      reason: { code: '58030', message: 'injected fault' },
    });
    expect(met).toBe((await faults.watch(styles)).statements[at - 1]);
    expect(await written()).toEqual(ALL);
  });

  it.each([1, 2, 3, 4, 5, 6, 7, 8, 9])('breaks the connection before statement %i', async (at) => {
    const { outcome, met } = await faults.watch(styles, { at, kind: 'lost' });
    expect(outcome).toMatchObject({ status: 'rejected', reason: { message: expect.stringContaining('terminated') } }); // prettier-ignore
    expect(met).toBeDefined();
    expect(await written()).toEqual([]);
  });

  it('breaks the connection after COMMIT is done', async () => {
    const { outcome } = await faults.watch(styles, { at: 9, kind: 'reply-lost' });
    expect(outcome.status).toBe('rejected');
    expect(await written()).toEqual(ALL);
  });

  it('leaves other work alone, and work that ends before the fault', async () => {
    const [faulty, other] = await Promise.all([
      faults.watch(styles, { at: 4, kind: 'error' }),
      faults.watch(styles, { at: 10, kind: 'error' }),
      styles(),
    ]);
    expect([faulty.outcome.status, other.outcome.status, other.met]).toEqual([
      'rejected',
      'fulfilled',
      undefined,
    ]);
    expect(await written()).toHaveLength(14);
  });

  it('ends the transaction when COMMIT is refused, as PostgreSQL does', async () => {
    const client = await pool.connect();
    const refused = async () => {
      await client.query('BEGIN');
      await client.query('INSERT INTO written VALUES (1)');
      await client.query('COMMIT');
    };
    const { outcome } = await faults.watch(refused, { at: 3, kind: 'error' });
    const after = await client.query('SELECT 1 AS one');
    client.release();
    expect([outcome.status, after.rows]).toEqual(['rejected', [{ one: 1 }]]);
    expect(await written()).toEqual([]);
  });

  it('takes the SQLSTATE that is asked for', async () => {
    const { outcome } = await faults.watch(styles, { at: 2, kind: 'error', sqlState: '40001' });
    expect(outcome).toMatchObject({ reason: { code: '40001' } });
  });
});
