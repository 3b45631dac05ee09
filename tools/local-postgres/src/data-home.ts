import { createHash } from 'node:crypto';
import { access, chmod, mkdir, readlink, realpath, rm, symlink } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { canEnter, type Identity } from './identity.js';
import { codeOf, firstLine, LocalPostgresError, USE_YOUR_OWN } from './local-postgres-error.js';
import { ensureSharedHome, SHARED_HOME } from './shared-home.js';

/** The folder in a project where its database is, or a link to it. */
export const projectHome = (projectDir: string): string => join(projectDir, '.couplekit', 'postgres');

/**
 * The folder for the database of a project: `.couplekit/postgres` in it. When PostgreSQL's user cannot enter that (root's
 * own folders are closed to others), a folder in `SHARED_HOME` to which `.couplekit/postgres` is a link.
 * @throws {LocalPostgresError} when the folder cannot be made, or its data is out of reach
 */
export async function dataHome(projectDir: string, identity: Identity): Promise<string> {
  const own = projectHome(projectDir);
  try {
    const shared = await sharedFolderOf(own);
    if (shared !== undefined) return await makeFolder(shared);
    await makeFolder(dirname(own));
    await makeFolder(own);
    if (await canEnter(own, identity)) return await realpath(own);
    return await moveToSharedHome(projectDir);
  } catch (cause) {
    if (cause instanceof LocalPostgresError) throw cause;
    throw new LocalPostgresError(
      `The data folder ${own} cannot be used (${firstLine(cause)}); ${USE_YOUR_OWN}.`,
      { cause },
    );
  }
}

/** Where an earlier start put it; kept when the project moves. Any other link is the owner's own choice of a place. */
async function sharedFolderOf(own: string): Promise<string | undefined> {
  const target = await readlink(own).catch(() => '');
  return dirname(target) === SHARED_HOME ? target : undefined;
}

async function moveToSharedHome(projectDir: string): Promise<string> {
  const own = projectHome(projectDir);
  const hasData = await access(join(own, 'data')).then(() => true, () => false); // prettier-ignore
  if (hasData)
    throw new LocalPostgresError(
      `The database in ${own} is out of reach for the user that runs PostgreSQL, because a folder above it is closed; ` +
        `open that folder (chmod o+x), or ${USE_YOUR_OWN}.`,
    );
  const hash = createHash('sha256').update(projectDir).digest('hex').slice(0, 16);
  const shared = await makeFolder(join(await ensureSharedHome(), `data-${hash}`));
  await rm(own, { recursive: true, force: true });
  await symlink(shared, own).catch((error: unknown) => {
    const otherStartWasFaster = codeOf(error) === 'EEXIST';
    if (!otherStartWasFaster) throw error;
  });
  return shared;
}

/** Open to everyone whatever the umask is: what is secret lies in the data folder, which PostgreSQL keeps closed. */
async function makeFolder(folder: string): Promise<string> {
  if (await mkdir(folder, { recursive: true })) await chmod(folder, 0o755);
  return folder;
}
