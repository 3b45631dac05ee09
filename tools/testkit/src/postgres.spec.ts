import { Client } from 'pg';
import { afterAll, beforeAll, expect, it } from 'vitest';
import setup from './postgres-setup.js';
import { createDatabase, SERVER_VARIABLE } from './postgres.js';

let teardown: Awaited<ReturnType<typeof setup>>;

beforeAll(async () => {
  teardown = await setup();
});
afterAll(() => teardown?.());

async function tablesOf(url: string, statement = 'SELECT 1'): Promise<readonly unknown[]> {
  const client = new Client(url);
  await client.connect();
  try {
    await client.query(statement);
    const { rows } = await client.query(
      "SELECT tablename AS name FROM pg_tables WHERE schemaname = 'public'",
    );
    return rows;
  } finally {
    await client.end();
  }
}

it('gives every test an empty database of its own', async () => {
  const [one, two] = await Promise.all([createDatabase(), createDatabase()]);
  expect(await tablesOf(one.url, 'CREATE TABLE here ()')).toEqual([{ name: 'here' }]);
  expect(await tablesOf(two.url)).toEqual([]);
  await Promise.all([one.drop(), two.drop()]);
  await expect(tablesOf(one.url)).rejects.toMatchObject({ code: '3D000' });
});

it('drops a database that is still connected to', async () => {
  const database = await createDatabase();
  const client = new Client(database.url);
  client.on('error', () => undefined);
  await client.connect();
  await database.drop();
  await expect(tablesOf(database.url)).rejects.toMatchObject({ code: '3D000' });
  await client.end();
});

it('forgets its server when it is gone', async () => {
  const before = process.env[SERVER_VARIABLE];
  delete process.env[SERVER_VARIABLE];
  const stop = await setup();
  expect(process.env[SERVER_VARIABLE]).toMatch(/^postgresql:/);
  await stop?.();
  await expect(createDatabase()).rejects.toThrow('TEST_DATABASE_URL is not set');
  process.env[SERVER_VARIABLE] = before;
});
