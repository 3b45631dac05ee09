import { realpath } from 'node:fs/promises';
import { findBinaries } from './binaries.js';
import { dataDirOf } from './cluster.js';
import { dataHome, projectHome } from './data-home.js';
import { postgresIdentity } from './identity.js';
import { inOneSentence } from './local-postgres-error.js';
import { startCluster, type LocalPostgres } from './start-cluster.js';

export interface LocalPostgresOptions {
  /** The project whose `.couplekit/postgres` keeps the data. */
  readonly projectDir: string;
  /** Made when it is not there; lower-case letters, digits and `_`. */
  readonly database: string;
  /**
   * How long a start may take, recovery from a crash included, in milliseconds.
   * @default 60000
   */
  readonly startWithinMs?: number;
}

/**
 * Starts the PostgreSQL that comes through npm, on a port of 127.0.0.1 and with data that persists; takes over a server
 * that a killed process left behind.
 * @throws {LocalPostgresError} in one sentence that says what to do
 */
export async function startLocalPostgres({
  projectDir,
  database,
  startWithinMs = 60_000,
}: LocalPostgresOptions): Promise<LocalPostgres> {
  return inOneSentence(async () => {
    const project = await realpath(projectDir);
    const identity = await postgresIdentity(dataDirOf({ home: projectHome(project) }));
    const binaries = await findBinaries(identity);
    const home = await dataHome(project, identity);
    return startCluster(
      { binaries, identity, home },
      { database, startWithinMs, settings: [], initdbArguments: [] },
    );
  });
}
