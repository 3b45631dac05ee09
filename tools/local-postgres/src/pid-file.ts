import { readFile, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { dataDirOf, type Cluster } from './cluster.js';
import { isPostmasterOf } from './postmaster-process.js';

/** A running server. */
export interface Postmaster {
  readonly pid: number;
  readonly port: number;
}

/** A server writes its pid into the new file at once; an older file without one was never finished. */
const UNFINISHED_AFTER_MS = 2_000;

/**
 * The server that runs on a cluster, whoever started it. A pid file without that server behind it is removed: the pid of a
 * killed server may be a zombie or another program by now, and PostgreSQL would refuse to start for both.
 */
export async function findPostmaster(cluster: Cluster): Promise<Postmaster | undefined> {
  const dataDir = dataDirOf(cluster);
  const pidFile = join(dataDir, 'postmaster.pid');
  const text = await readFile(pidFile, 'utf8').catch(() => undefined);
  if (text === undefined) return undefined;
  // Line 1 is the pid, negative for a server without connections, and line 4 the port; see PostgreSQL's utils/pidfile.h.
  const [pid, , , port] = text.split('\n').map(Number);
  const isStale = pid ? !(await isPostmasterOf(Math.abs(pid), dataDir)) : await isUnfinished(pidFile);
  if (isStale) await rm(pidFile, { force: true });
  return !isStale && pid && port ? { pid, port } : undefined;
}

async function isUnfinished(pidFile: string): Promise<boolean> {
  return stat(pidFile).then(
    ({ mtimeMs }) => Date.now() - mtimeMs > UNFINISHED_AFTER_MS,
    () => false,
  );
}
