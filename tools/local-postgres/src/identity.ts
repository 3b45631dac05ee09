import { execFile, type SpawnOptions } from 'node:child_process';
import { stat } from 'node:fs/promises';
import { promisify } from 'node:util';
import { firstLine, LocalPostgresError, USE_YOUR_OWN } from './local-postgres-error.js';
import { lastLine } from './server-log.js';

const run = promisify(execFile);

/** The user PostgreSQL's programs run as; empty for the current one. */
export type Identity = Pick<SpawnOptions, 'uid' | 'gid'>;

/**
 * PostgreSQL refuses to run as root; then the user who owns the data runs it, or an unprivileged one that exists. No user is
 * created.
 * @param dataDir whose owner goes first, so that one start with sudo does not lock its owner out
 * @throws {LocalPostgresError} for root on a machine with neither `postgres` nor `nobody`
 */
export async function postgresIdentity(dataDir?: string): Promise<Identity> {
  if (process.getuid?.() !== 0) return {};
  const owner = dataDir === undefined ? undefined : await stat(dataDir).catch(() => undefined);
  if (owner && owner.uid !== 0) return { uid: owner.uid, gid: owner.gid };
  for (const name of ['postgres', 'nobody']) {
    const ids = await Promise.all([run('id', ['-u', name]), run('id', ['-g', name])]).catch(() => undefined);
    if (ids) return { uid: Number(ids[0].stdout), gid: Number(ids[1].stdout) };
  }
  throw new LocalPostgresError(
    `PostgreSQL does not run as root, and this machine has no user "postgres" or "nobody" to run it; ${USE_YOUR_OWN}.`,
  );
}

/**
 * Why that user cannot run a program: a closed folder on the way, a missing system library, a mount without execution.
 * @returns undefined when the user can
 */
export async function obstacleToRun(program: string, identity: Identity): Promise<string | undefined> {
  return run(program, ['--version'], { ...identity, cwd: '/' }).then(
    () => undefined,
    (error: unknown) => {
      const said = error instanceof Error && 'stderr' in error ? lastLine(String(error.stderr)) : undefined;
      return said ?? firstLine(error);
    },
  );
}

/** Whether that user gets into a folder: every folder on the way must let it through. */
export async function canEnter(folder: string, identity: Identity): Promise<boolean> {
  if (identity.uid === undefined) return true;
  return run('/bin/sh', ['-c', 'cd "$0"', folder], { ...identity, cwd: '/' }).then(
    () => true,
    () => false,
  );
}
