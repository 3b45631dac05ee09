import { setTimeout as delay } from 'node:timers/promises';
import type { Client } from 'pg';
import { logFileOf, passwordOf, type Cluster } from './cluster.js';
import { connectSuperuser } from './connect-superuser.js';
import { SUPERUSER } from './initialise.js';
import { LocalPostgresError, USE_YOUR_OWN } from './local-postgres-error.js';
import { findPostmaster, type Postmaster } from './pid-file.js';
import { spawnPostmaster, type SpawnedPostmaster } from './spawn-postmaster.js';

/** How a server is run. */
export interface RunOptions {
  /** `name=value`, as in postgresql.conf. */
  readonly settings: readonly string[];
  readonly startWithinMs: number;
}

/** A server that takes connections. */
export interface RunningCluster {
  readonly postmaster: Postmaster;
  /** The superuser's URL, without a database. */
  readonly url: string;
  readonly client: Client;
}

/**
 * Has a server run on the cluster: the one that a killed process left behind, else a new one. Only for the owner of the
 * lock, so the only server that can be in the way is one without an owner.
 * @throws {LocalPostgresError} when it does not start
 */
export async function runCluster(cluster: Cluster, options: RunOptions): Promise<RunningCluster> {
  const end = performance.now() + options.startWithinMs;
  let spawned: SpawnedPostmaster | undefined;
  let obstacle = 'there was no time';
  do {
    const ended = spawned?.hasEnded() === true ? spawned : undefined;
    const postmaster = await findPostmaster(cluster);
    if (postmaster) {
      const running = await connectTo(cluster, postmaster);
      if (running) return running;
      obstacle = `process ${postmaster.pid} was not ready within ${options.startWithinMs / 1000} s, see ${logFileOf(cluster)}`;
    } else if (ended) {
      const { explanation, isPassing } = await ended.end();
      obstacle = explanation;
      if (!isPassing) break;
      spawned = undefined;
      await delay(100);
    } else {
      spawned ??= await spawnPostmaster(cluster, options.settings);
    }
    await delay(25);
  } while (performance.now() < end);
  throw new LocalPostgresError(`PostgreSQL did not start (${obstacle}); ${USE_YOUR_OWN}.`);
}

async function connectTo(cluster: Cluster, postmaster: Postmaster): Promise<RunningCluster | undefined> {
  const url = `postgresql://${SUPERUSER}:${await passwordOf(cluster)}@127.0.0.1:${postmaster.port}`;
  const client = await connectSuperuser(url);
  return client && { postmaster, url, client };
}
