import { chmod, lstat, mkdir } from 'node:fs/promises';
import { LocalPostgresError, USE_YOUR_OWN } from './local-postgres-error.js';

/** Where root keeps what an unprivileged user must be able to enter; only root may write there. */
export const SHARED_HOME = '/var/lib/couplekit';

/** Makes `SHARED_HOME`, open to everyone whatever root's umask is. */
export async function ensureSharedHome(): Promise<string> {
  if (await mkdir(SHARED_HOME, { recursive: true })) await chmod(SHARED_HOME, 0o755);
  await requireOwnedByRoot(SHARED_HOME);
  return SHARED_HOME;
}

/**
 * Programs that root starts, and links that root follows, must be root's.
 * @throws {LocalPostgresError} when somebody else could have put the folder there
 */
export async function requireOwnedByRoot(folder: string): Promise<void> {
  const { uid, mode } = await lstat(folder);
  if (uid !== 0 || (mode & 0o022) !== 0)
    throw new LocalPostgresError(
      `${folder} can be written to by others than root; remove it and start again, or ${USE_YOUR_OWN}.`,
    );
}
