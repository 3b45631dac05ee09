import type { Client } from 'pg';
import { dataDirOf, ensureCluster, type Cluster } from './cluster.js';
import { lockForOwner } from './owner-lock.js';
import { runCluster, type RunOptions } from './run-cluster.js';
import { stopPostmaster } from './stop-postmaster.js';

/** A PostgreSQL that this process owns. */
export interface LocalPostgres {
  /** Connects as superuser to the database. */
  readonly url: string;
  readonly dataDir: string;
  readonly pid: number;
  /** Stops the server within 13 s; its data stays. */
  stop(): Promise<void>;
}

/** What a start makes when it is not there yet. */
export interface StartOptions extends RunOptions {
  readonly database: string;
  readonly initdbArguments: readonly string[];
}

/**
 * Takes a cluster for this process, starts a server on it or adopts the one that a killed owner left, and makes the database.
 * @throws {LocalPostgresError} when a living process has it, or it does not start
 */
export async function startCluster(cluster: Cluster, options: StartOptions): Promise<LocalPostgres> {
  const lock = await lockForOwner(cluster.home);
  try {
    return await startLocked(cluster, options, lock.release);
  } catch (error) {
    await lock.release();
    throw error;
  }
}

async function startLocked(
  cluster: Cluster,
  { database, initdbArguments, ...run }: StartOptions,
  release: () => Promise<void>,
): Promise<LocalPostgres> {
  await ensureCluster(cluster, initdbArguments);
  const { url, client, postmaster } = await runCluster(cluster, run);
  const stop = () => stopPostmaster(cluster, postmaster);
  try {
    await ensureDatabase(client, database);
  } catch (error) {
    await stop();
    throw error;
  } finally {
    await client.end().catch(() => undefined);
  }
  return {
    url: `${url}/${database}`,
    dataDir: dataDirOf(cluster),
    pid: postmaster.pid,
    async stop() {
      await stop();
      await release();
    },
  };
}

async function ensureDatabase(client: Client, database: string): Promise<void> {
  const { rowCount } = await client.query('SELECT FROM pg_database WHERE datname = $1', [database]);
  if (!rowCount) await client.query(`CREATE DATABASE ${client.escapeIdentifier(database)}`);
}
