import { createHash } from 'node:crypto';
import { chown, lstat, mkdir, rm, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { SHARED_HOME } from './binaries.js';
import { canWorkIn, type Identity } from './identity.js';
import { LocalPostgresError, USE_YOUR_OWN } from './local-postgres-error.js';

/**
 * The folder for the database of a project: `.couplekit/postgres` in it. When PostgreSQL's user cannot enter that (root's
 * own folders are closed to others), a folder in `SHARED_HOME` to which `.couplekit/postgres` is a link.
 * @throws {LocalPostgresError} when the folder cannot be made
 */
export async function dataHome(projectDir: string, identity: Identity): Promise<string> {
  const own = join(projectDir, '.couplekit', 'postgres');
  try {
    if (!(await isLink(own))) {
      await makeFolder(own, identity);
      if (await canWorkIn(own, identity)) return own;
    }
    const shared = join(
      SHARED_HOME,
      `data-${createHash('sha256').update(projectDir).digest('hex').slice(0, 16)}`,
    );
    await makeFolder(shared, identity);
    await rm(own, { recursive: true, force: true });
    await symlink(shared, own);
    return shared;
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new LocalPostgresError(`The data folder ${own} cannot be used (${reason}); ${USE_YOUR_OWN}.`, {
      cause,
    });
  }
}

async function makeFolder(folder: string, { uid, gid }: Identity): Promise<void> {
  await mkdir(folder, { recursive: true, mode: 0o755 });
  if (uid !== undefined && gid !== undefined) await chown(folder, uid, gid);
}

async function isLink(path: string): Promise<boolean> {
  return lstat(path).then(
    (entry) => entry.isSymbolicLink(),
    () => false,
  );
}
