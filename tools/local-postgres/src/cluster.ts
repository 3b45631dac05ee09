import { mkdtemp, readdir, readFile, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Binaries } from './binaries.js';
import type { Identity } from './identity.js';
import { initialise, PASSWORD_FILE } from './initialise.js';
import { codeOf, LocalPostgresError, USE_YOUR_OWN } from './local-postgres-error.js';

/** A data folder with its programs. */
export interface Cluster {
  readonly binaries: Binaries;
  readonly identity: Identity;
  /** Holds the cluster and its log. */
  readonly home: string;
}

export const dataDirOf = ({ home }: Pick<Cluster, 'home'>): string => join(home, 'data');
export const logFileOf = ({ home }: Pick<Cluster, 'home'>): string => join(home, 'postgres.log');
const WORKSHOP = 'new-';

/** The superuser's password. */
export async function passwordOf(cluster: Cluster): Promise<string> {
  return readFile(join(dataDirOf(cluster), PASSWORD_FILE), 'utf8');
}

/**
 * Makes the cluster if it is not there. It is made beside its place and then renamed: a killed start leaves nothing half
 * made in its place, and what it leaves beside it is removed by the next.
 * @throws {LocalPostgresError} when initdb fails, or the place is taken by something else
 */
export async function ensureCluster(cluster: Cluster, initdbArguments: readonly string[]): Promise<void> {
  await removeLeftovers(cluster);
  if (await isThere(cluster)) return;
  const workshop = await mkdtemp(join(cluster.home, WORKSHOP));
  try {
    await rename(await initialise(cluster, workshop, initdbArguments), dataDirOf(cluster));
  } catch (error) {
    if (!['ENOTEMPTY', 'EEXIST', 'ENOTDIR'].includes(codeOf(error) ?? '')) throw error;
    throw new LocalPostgresError(
      `${dataDirOf(cluster)} is there but is no PostgreSQL data folder; move it away, or ${USE_YOUR_OWN}.`,
      { cause: error },
    );
  } finally {
    await rm(workshop, { recursive: true, force: true });
  }
}

async function removeLeftovers({ home }: Cluster): Promise<void> {
  const leftovers = (await readdir(home)).filter((name) => name.startsWith(WORKSHOP));
  // The initdb of a killed start may still write into its own; the start after the next gets it.
  await Promise.allSettled(leftovers.map((name) => rm(join(home, name), { recursive: true, force: true })));
}

async function isThere(cluster: Cluster): Promise<boolean> {
  try {
    return (await stat(join(dataDirOf(cluster), 'PG_VERSION'))).isFile();
  } catch (error) {
    if (codeOf(error) !== 'EACCES') return false;
    const { uid } = await stat(dataDirOf(cluster));
    throw new LocalPostgresError(
      `The database in ${cluster.home} belongs to another user (uid ${uid}); start as root or as that user, or ${USE_YOUR_OWN}.`,
      { cause: error },
    );
  }
}
