import { randomBytes } from 'node:crypto';
import { Client } from 'pg';

export { startTemporaryPostgres, type TemporaryPostgres } from '@couplekit/local-postgres';

/** Where the global setup tells the workers which server to use; one of yours when it is set before. */
export const SERVER_VARIABLE = 'TEST_DATABASE_URL';

export interface TestDatabase {
  readonly url: string;
  /** Ends its connections and removes it. */
  drop(): Promise<void>;
}

/** Makes an empty database of its own for a test, on the server of the global setup. */
export async function createDatabase(): Promise<TestDatabase> {
  const server = process.env[SERVER_VARIABLE];
  if (!server)
    throw new Error(`${SERVER_VARIABLE} is not set; add '@couplekit/testkit/postgres-setup' to globalSetup.`);
  const name = `test_${randomBytes(8).toString('hex')}`;
  await execute(server, `CREATE DATABASE ${name}`);
  const url = new URL(server);
  url.pathname = name;
  return { url: url.href, drop: () => execute(server, `DROP DATABASE ${name} WITH (FORCE)`) };
}

async function execute(url: string, statement: string): Promise<void> {
  const client = new Client(url);
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}
