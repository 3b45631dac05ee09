import { readFile } from 'node:fs/promises';
import { setTimeout as delay } from 'node:timers/promises';
import { lastLine, logFileOf, type Cluster } from './cluster.js';
import { LocalPostgresError, USE_YOUR_OWN } from './local-postgres-error.js';
import { takeOwnership, type Ownership } from './ownership.js';
import { findPostmaster, spawnPostmaster, type Postmaster, type SpawnedPostmaster } from './postmaster.js';

const PATIENCE_MS = 60_000;

/**
 * Has a server run on the cluster and owns it: adopts one that a killed process left behind, else starts one.
 * @throws {LocalPostgresError} when a living process owns it, or it does not start
 */
export async function runCluster(
  cluster: Cluster,
  settings: readonly string[],
): Promise<Ownership & { readonly postmaster: Postmaster }> {
  const end = performance.now() + PATIENCE_MS;
  let spawned: SpawnedPostmaster | undefined;
  while (performance.now() < end) {
    // Asked first: a server that ended because another start was faster leaves that one's pid file to be found.
    const ended = spawned?.hasEnded() === true;
    const postmaster = await findPostmaster(cluster);
    if (postmaster) {
      const ownership = await takeOwnership(cluster, postmaster);
      if (ownership) return { ...ownership, postmaster };
    } else if (ended) {
      break;
    } else {
      spawned ??= await spawnPostmaster(cluster, settings);
    }
    await delay(25);
  }
  const log = await readFile(logFileOf(cluster), 'utf8').catch(() => '');
  throw new LocalPostgresError(
    `PostgreSQL did not start (${lastLine(log) ?? 'it said nothing'}); ${USE_YOUR_OWN}.`,
  );
}
