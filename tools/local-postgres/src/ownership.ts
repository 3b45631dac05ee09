import { Client } from 'pg';
import { passwordOf, SUPERUSER, type Cluster } from './cluster.js';
import { LocalPostgresError } from './local-postgres-error.js';
import type { Postmaster } from './postmaster.js';

/** Any constant; every owner asks for the same lock. */
const OWNER_LOCK = 0x6f776e72;

/** A server that only we use; the lock goes with our process, however that ends. */
export interface Ownership {
  /** The superuser's URL, without a database. */
  readonly url: string;
  readonly client: Client;
}

/**
 * Connects to a server and takes it for this process.
 * @returns undefined while the server does not accept connections yet
 * @throws {LocalPostgresError} when a living process has it
 */
export async function takeOwnership(cluster: Cluster, { port }: Postmaster): Promise<Ownership | undefined> {
  const url = `postgresql://${SUPERUSER}:${await passwordOf(cluster)}@127.0.0.1:${port}`;
  const client = new Client({
    connectionString: `${url}/postgres`,
    application_name: `couplekit owner ${process.pid}`,
    connectionTimeoutMillis: 5_000,
  });
  // The server may go away at any time; what uses it notices on its own connections.
  client.on('error', () => undefined);
  try {
    await client.connect();
  } catch (error) {
    if (isNotReady(error)) return undefined;
    throw error;
  }
  const { rows } = await client.query<{ taken: boolean }>('SELECT pg_try_advisory_lock($1) AS taken', [
    OWNER_LOCK,
  ]);
  if (rows[0]?.taken) return { url, client };
  const owner = await ownerOf(client);
  await client.end();
  throw new LocalPostgresError(
    `The database in ${cluster.home} is in use by process ${owner}; stop that one first, or set DATABASE_URL.`,
  );
}

async function ownerOf(client: Client): Promise<string> {
  const { rows } = await client.query<{ name: string }>(
    `SELECT application_name AS name FROM pg_locks JOIN pg_stat_activity USING (pid)
     WHERE locktype = 'advisory' AND granted AND objid = $1`,
    [OWNER_LOCK],
  );
  return rows[0]?.name.split(' ').at(-1) ?? 'unknown';
}

/** Refused, or one of SQLSTATE class 57P: starting up, recovering, shutting down. */
function isNotReady(error: unknown): boolean {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  return ['ECONNREFUSED', 'ECONNRESET', '57P01', '57P03'].includes(code);
}
