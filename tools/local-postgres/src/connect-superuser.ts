import { Client } from 'pg';
import { codeOf, firstLine, LocalPostgresError, USE_YOUR_OWN } from './local-postgres-error.js';

/**
 * Connects to a server on 127.0.0.1.
 * @param url of the server, without a database
 * @returns undefined while it does not take connections: it starts, recovers, stops or hangs
 * @throws {LocalPostgresError} when the server does not know our password
 */
export async function connectSuperuser(url: string): Promise<Client | undefined> {
  const client = new Client({
    connectionString: `${url}/postgres`,
    application_name: `couplekit start ${process.pid}`,
    connectionTimeoutMillis: 2_000,
    ssl: false,
  });
  // Without a listener, a server that goes away would end this process.
  client.on('error', () => undefined);
  try {
    await client.connect();
    return client;
  } catch (error) {
    void client.end().catch(() => undefined);
    const isRefusal = codeOf(error)?.startsWith('28') === true;
    if (!isRefusal) return undefined;
    throw new LocalPostgresError(
      `The local PostgreSQL does not accept its own password (${firstLine(error)}); ${USE_YOUR_OWN}.`,
      { cause: error },
    );
  }
}
