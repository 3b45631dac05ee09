import {
  DROP_POLICY_ISSUE_TABLE,
  InMemoryPolicyIssueStore,
  POLICY_ISSUE_TABLE,
  PostgresPolicyIssueStore,
  type PolicyIssueStore,
  type PollRecord,
  type PostgresQuery,
} from '@couplekit/seo-guard/ads';
import { createDatabase, type TestDatabase } from '@couplekit/testkit/postgres';
import { Pool } from 'pg';
import { DataSource } from 'typeorm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

let database: TestDatabase;
let pool: Pool;
let dataSource: DataSource;
beforeAll(async () => {
  database = await createDatabase();
  pool = new Pool({ connectionString: database.url });
  dataSource = await new DataSource({
    type: 'postgres',
    url: database.url,
    installExtensions: false,
  }).initialize();
});
afterAll(async () => {
  await dataSource.destroy();
  await pool.end();
  await database.drop();
});

const overTypeOrm = (): PostgresQuery => ({
  query: async (sql, values) => ({ rows: await dataSource.query(sql, values && [...values]) }),
});
const postgres = async (query: PostgresQuery) => {
  const store = new PostgresPolicyIssueStore(query);
  await store.createTable();
  return store;
};
const LEASE_MS = 600_000;
const RECORD: PollRecord = { known: [], outbox: [], lastSuccess: '2026-11-25T00:00:00.000Z' };

describe.each<[string, () => Promise<PolicyIssueStore>]>([
  ['in memory', async () => new InMemoryPolicyIssueStore()],
  ['in PostgreSQL, through pg', () => postgres(pool)],
  ['in PostgreSQL, through TypeORM', () => postgres(overTypeOrm())],
])('the store %s', (name, open) => {
  let count = 0;
  const account = () => `${name} ${(count += 1)}`;

  it('knows nothing of an account at first', async () => {
    const store = await open();
    expect(await store.read(account())).toEqual({ known: [], outbox: [] });
  });

  it('gives a turn to one at a time', async () => {
    const [store, id] = [await open(), account()];
    const turns = await Promise.all(Array.from({ length: 8 }, () => store.claim(id, LEASE_MS)));
    expect(turns.filter(Boolean)).toHaveLength(1);
    expect(await store.claim(account(), LEASE_MS)).toBeDefined();
  });

  it('remembers what a turn has found, and gives no other before it is due', async () => {
    const [store, id] = [await open(), account()];
    const turn = await store.claim(id, LEASE_MS);
    expect(turn && (await store.save(turn, RECORD, LEASE_MS))).toBe(true);
    expect(await store.claim(id, LEASE_MS)).toBeUndefined();
    expect(await store.read(id)).toEqual(RECORD);
  });

  it('gives the next turn when it is due, with what the last one left', async () => {
    const [store, id] = [await open(), account()];
    const first = await store.claim(id, LEASE_MS);
    if (first) await store.save(first, RECORD, 0);
    expect(await store.claim(id, LEASE_MS)).toMatchObject({ account: id, record: RECORD });
  });

  it('keeps the turn of one who remembers something and goes on', async () => {
    const [store, id] = [await open(), account()];
    const turn = await store.claim(id, LEASE_MS);
    expect(turn && (await store.save(turn, RECORD))).toBe(true);
    expect(await store.claim(id, LEASE_MS)).toBeUndefined();
    expect(turn && (await store.save(turn, RECORD, 0))).toBe(true);
  });

  it('takes over from one who was killed, and believes them nothing afterwards', async () => {
    const [store, id] = [await open(), account()];
    const dead = await store.claim(id, 0);
    const next = await store.claim(id, LEASE_MS);
    expect(next).toBeDefined();
    expect(dead && (await store.save(dead, RECORD, 0))).toBe(false);
    expect(await store.read(id)).toEqual({ known: [], outbox: [] });
  });
});

it('the table is made by many at the same time without an error, and can be taken back', async () => {
  const fresh = await createDatabase();
  const connections = new Pool({ connectionString: fresh.url, max: 8 });
  try {
    const store = new PostgresPolicyIssueStore(connections);
    await Promise.all(Array.from({ length: 8 }, () => store.createTable()));
    expect(await store.claim('a', LEASE_MS)).toBeDefined();
    await connections.query(DROP_POLICY_ISSUE_TABLE);
    await expect(store.read('a')).rejects.toThrow(POLICY_ISSUE_TABLE);
  } finally {
    await connections.end();
    await fresh.drop();
  }
});
