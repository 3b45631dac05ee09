import { execFile } from 'node:child_process';
import { cp, lstat, mkdtemp, rename, rm } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';
import { promisify } from 'node:util';
import type { Binaries } from './binaries.js';
import { codeOf } from './local-postgres-error.js';
import { ensureSharedHome, requireOwnedByRoot } from './shared-home.js';

/**
 * A copy of the installation (`bin`, `lib` and `share`) that everyone can read, made once by root.
 * @param target a folder in `SHARED_HOME`
 * @throws {LocalPostgresError} when what is there is not root's
 */
export async function openCopy(binaries: Binaries, target: string): Promise<Binaries> {
  const native = dirname(dirname(binaries.postgres));
  await ensureSharedHome();
  if (!(await isThere(target))) await copyInOneStep(native, target);
  await requireOwnedByRoot(target);
  const copied = (program: string) => join(target, relative(native, program));
  return {
    initdb: copied(binaries.initdb),
    pg_ctl: copied(binaries.pg_ctl),
    postgres: copied(binaries.postgres),
  };
}

/** Copies beside the target and renames, so that nobody ever sees half a copy and simultaneous starts do not disturb. */
async function copyInOneStep(native: string, target: string): Promise<void> {
  const temporary = await mkdtemp(`${target}.`);
  const copy = join(temporary, 'native');
  try {
    await cp(native, copy, { recursive: true, verbatimSymlinks: true });
    // An installation made under a strict umask is readable for its owner only.
    await promisify(execFile)('chmod', ['-R', 'a+rX,go-w', copy]);
    await rename(copy, target);
  } catch (error) {
    const otherWasFaster = ['ENOTEMPTY', 'EEXIST'].includes(codeOf(error) ?? '');
    if (!otherWasFaster) throw error;
  } finally {
    await rm(temporary, { recursive: true, force: true });
  }
}

async function isThere(path: string): Promise<boolean> {
  return lstat(path).then(
    () => true,
    () => false,
  );
}
