import { Pool } from 'pg';
import { afterAll, beforeAll, expect, it } from 'vitest';
import setup from './postgres-setup.js';
import { createDatabase, type TestDatabase } from './postgres.js';
import { changedTables, TableDigests } from './table-digests.js';

let teardown: Awaited<ReturnType<typeof setup>>;
let database: TestDatabase;
let pool: Pool;
let digests: TableDigests;
const queryable = { query: async (sql: string) => (await pool.query(sql)).rows };
beforeAll(async () => {
  teardown = await setup();
  database = await createDatabase();
  pool = new Pool({ connectionString: database.url });
  await pool.query('CREATE TABLE a (n int, text text); CREATE TABLE b (n int); CREATE TABLE skipped (n int)');
  await pool.query("INSERT INTO a VALUES (1, 'x'), (2, NULL)");
  digests = await TableDigests.of(queryable, (name) => name !== 'skipped');
});
afterAll(async () => {
  await pool.end();
  await database.drop();
  await teardown?.();
});

it.each([
  ['INSERT INTO b VALUES (1)', ['b +1']],
  ["UPDATE a SET text = 'y' WHERE n = 1", ['a +0']],
  ["UPDATE a SET text = '' WHERE n = 2", ['a +0']],
  ['DELETE FROM a WHERE n = 2', ['a +-1']],
  ['UPDATE a SET n = n', []],
  ['INSERT INTO skipped VALUES (1)', []],
])('tells what %s changed', async (sql, changed) => {
  const before = await digests.take();
  await pool.query(sql);
  expect(changedTables(before, await digests.take())).toEqual(changed);
});

it('refuses to watch nothing', async () => {
  await expect(TableDigests.of(queryable, () => false)).rejects.toThrow('no table');
});
