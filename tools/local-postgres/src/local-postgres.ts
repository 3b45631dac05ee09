import { findBinaries } from './binaries.js';
import { ensureCluster, type Cluster } from './cluster.js';
import { dataHome } from './data-home.js';
import { postgresIdentity } from './identity.js';
import type { Ownership } from './ownership.js';
import { stopPostmaster } from './postmaster.js';
import { runCluster } from './run-cluster.js';

export interface LocalPostgresOptions {
  /** The project whose `.couplekit/postgres` keeps the data. */
  readonly projectDir: string;
  /** Made when it is not there; lower-case letters, digits and `_`. */
  readonly database: string;
}

/** A PostgreSQL that this process owns. */
export interface LocalPostgres {
  /** Connects as superuser to the database. */
  readonly url: string;
  readonly pid: number;
  /** Stops the server; its data stays. */
  stop(): Promise<void>;
}

/**
 * Starts the PostgreSQL that comes through npm, on a port of 127.0.0.1 and with data that persists; takes over a server
 * that a killed process left behind.
 * @throws {LocalPostgresError} in one sentence that says what to do
 */
export async function startLocalPostgres({
  projectDir,
  database,
}: LocalPostgresOptions): Promise<LocalPostgres> {
  const identity = await postgresIdentity();
  const binaries = await findBinaries(identity);
  const home = await dataHome(projectDir, identity);
  return start({ binaries, identity, home }, database);
}

/** Starts a server on a cluster and makes the database. */
export async function start(
  cluster: Cluster,
  database: string,
  settings: readonly string[] = [],
): Promise<LocalPostgres> {
  await ensureCluster(cluster);
  const { url, client, postmaster } = await runCluster(cluster, settings);
  await ensureDatabase(client, database);
  return { url: `${url}/${database}`, pid: postmaster.pid, stop: () => stopPostmaster(postmaster.pid) };
}

async function ensureDatabase(client: Ownership['client'], database: string): Promise<void> {
  const { rowCount } = await client.query('SELECT FROM pg_database WHERE datname = $1', [database]);
  if (!rowCount) await client.query(`CREATE DATABASE ${client.escapeIdentifier(database)}`);
}
