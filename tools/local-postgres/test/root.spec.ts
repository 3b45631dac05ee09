import { chmod, chown, mkdir, mkdtemp, readdir, rm, stat } from 'node:fs/promises';
import { execFile } from 'node:child_process';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { findBinaries, type Binaries } from '../src/binaries.js';
import { obstacleToRun, postgresIdentity } from '../src/identity.js';
import { openCopy } from '../src/open-copy.js';
import { Project, query } from './project.js';

const run = promisify(execFile);

/** A user id that is neither root's nor that of the user that runs PostgreSQL for root. */
const SOMEBODY = 54321;

describe.runIf(process.getuid?.() === 0)('started by root', () => {
  it('runs PostgreSQL as an unprivileged user', async () => {
    await using project = await Project.create();
    const { dataDir, url } = await project.start();
    expect((await stat(dataDir)).uid).toBe((await postgresIdentity()).uid);
    expect((await stat(project.home)).uid).toBe(0);
    expect(await query(url, 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
  });

  it("runs PostgreSQL as the data's owner, so that the owner can start it again", async () => {
    await using project = await Project.withData();
    const { dataDir, stop } = await project.start();
    await stop();
    await run('chown', ['-R', `${SOMEBODY}:${SOMEBODY}`, join(project.dir, '.couplekit')]);
    const { url } = await project.start();
    expect(await query(url, 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
    expect((await stat(join(dataDir, 'postmaster.pid'))).uid).toBe(SOMEBODY);
  });

  it('copies the programs once, for everyone to run, from a folder that only root may enter', async () => {
    await using folder = await temporaryFolder();
    const closed = await closedInstallation(folder.path);
    const identity = await postgresIdentity();
    expect(await obstacleToRun(closed.postgres, identity)).toContain('EACCES');
    const target = join(folder.path, 'postgres-copy');
    const copies = await Promise.all([1, 2, 3].map(() => openCopy(closed, target)));
    for (const { postgres } of copies) expect(await obstacleToRun(postgres, identity)).toBeUndefined();
    expect((await readdir(folder.path)).toSorted()).toEqual(['closed', 'postgres-copy']);
  });

  it('refuses programs that somebody else put there', async () => {
    await using folder = await temporaryFolder();
    const target = join(folder.path, 'postgres-copy');
    await mkdir(target);
    await chown(target, SOMEBODY, SOMEBODY);
    await expect(openCopy(await findBinaries({}), target)).rejects.toThrow(
      /can be written to by others than root; remove it/,
    );
  });
});

async function temporaryFolder(): Promise<AsyncDisposable & { readonly path: string }> {
  const path = await mkdtemp(join(tmpdir(), 'couplekit-copy-'));
  await chmod(path, 0o755);
  return { path, [Symbol.asyncDispose]: () => rm(path, { recursive: true, force: true }) };
}

/** An installation made under a strict umask in a folder that only root may enter. */
async function closedInstallation(parent: string): Promise<Binaries> {
  const native = join((await findBinaries({})).postgres, '..', '..');
  const closed = join(parent, 'closed');
  await mkdir(closed);
  // Without what only the making of data needs, which is most of the files.
  for (const part of ['bin', 'lib']) await run('cp', ['-R', join(native, part), closed]);
  await run('chmod', ['-R', 'go-rwx', closed]);
  const program = (name: string) => join(closed, 'bin', name);
  return { initdb: program('initdb'), pg_ctl: program('pg_ctl'), postgres: program('postgres') };
}
