import { execFile, type SpawnOptions } from 'node:child_process';
import { promisify } from 'node:util';
import { LocalPostgresError, USE_YOUR_OWN } from './local-postgres-error.js';

const run = promisify(execFile);

/** The user PostgreSQL's programs run as; empty for the current one. */
export type Identity = Pick<SpawnOptions, 'uid' | 'gid'>;

/**
 * PostgreSQL refuses to run as root; then an unprivileged user that exists runs it. No user is created.
 * @throws {LocalPostgresError} for root on a machine with neither `postgres` nor `nobody`
 */
export async function postgresIdentity(): Promise<Identity> {
  if (process.getuid?.() !== 0) return {};
  for (const name of ['postgres', 'nobody']) {
    const ids = await Promise.all([run('id', ['-u', name]), run('id', ['-g', name])]).catch(() => undefined);
    if (ids) return { uid: Number(ids[0].stdout), gid: Number(ids[1].stdout) };
  }
  throw new LocalPostgresError(
    `PostgreSQL does not run as root, and this machine has no user "postgres" or "nobody" to run it; ${USE_YOUR_OWN}.`,
  );
}

/** Whether that user can run a program: every folder on the way must let it through. */
export async function canRun(program: string, identity: Identity): Promise<boolean> {
  return succeeds(program, ['--version'], identity);
}

/** Whether that user can work in a folder. */
export async function canWorkIn(folder: string, identity: Identity): Promise<boolean> {
  if (identity.uid === undefined) return true;
  return succeeds('/bin/sh', ['-c', 'cd "$0" && test -w .', folder], identity);
}

async function succeeds(program: string, args: readonly string[], identity: Identity): Promise<boolean> {
  return run(program, args, { ...identity, cwd: '/' }).then(
    () => true,
    () => false,
  );
}
