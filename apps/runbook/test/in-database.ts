import { Client } from 'pg';

/** What a statement answers, on a connection of its own. */
export async function inDatabase<Row extends object>(
  url: string,
  sql: string,
  values?: readonly unknown[],
): Promise<Row[]> {
  const client = new Client(url);
  await client.connect();
  try {
    return (await client.query<Row>(sql, values && [...values])).rows;
  } finally {
    await client.end();
  }
}
