import { chown, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findBinaries } from './binaries.js';
import type { Cluster } from './cluster.js';
import { canEnter, postgresIdentity, type Identity } from './identity.js';
import { inOneSentence } from './local-postgres-error.js';
import { runCluster } from './run-cluster.js';
import { ensureSharedHome } from './shared-home.js';
import { startCluster, type LocalPostgres } from './start-cluster.js';
import { kill9, stopPostmaster } from './stop-postmaster.js';
import { watch } from './watchdog.js';

/** A PostgreSQL whose data goes away with it. */
export interface TemporaryPostgres extends LocalPostgres, AsyncDisposable {
  /** Ends the server as a power cut would; `stop` still removes its folder. */
  kill9(): Promise<void>;
  /** Starts a killed server again, on the same port: whoever used it finds it under the same URL. */
  restart(): Promise<void>;
}

export interface TemporaryPostgresOptions {
  /** Further settings, as `name=value`. @default none: commits are as durable as on a real one */
  readonly settings?: readonly string[];
}

/**
 * Commits are as durable as on a real one, so that tests may kill it; only the making of the cluster, which nobody needs
 * after a power cut, is not synced.
 */
const OPTIONS = {
  database: 'couplekit',
  startWithinMs: 60_000,
  settings: ['max_connections=200'],
  initdbArguments: ['--no-sync'],
} as const;

/**
 * Starts a PostgreSQL in a temporary folder; both go away with `stop`, or with this process, however that ends.
 * @throws {LocalPostgresError} in one sentence that says what to do
 */
export async function startTemporaryPostgres({
  settings: further = [],
}: TemporaryPostgresOptions = {}): Promise<TemporaryPostgres> {
  return inOneSentence(async () => {
    const options = { ...OPTIONS, settings: [...OPTIONS.settings, ...further] };
    const identity = await postgresIdentity();
    const binaries = await findBinaries(identity);
    const cluster: Cluster = { binaries, identity, home: await temporaryFolder(identity) };
    const watchdog = watch(cluster);
    try {
      const postgres = await startCluster(cluster, options);
      let { pid } = postgres;
      const restart = async () => {
        const settings = [...options.settings, `port=${new URL(postgres.url).port}`];
        const { client, postmaster } = await runCluster(cluster, { ...options, settings });
        await client.end();
        ({ pid } = postmaster);
      };
      const stop = async () => {
        await stopPostmaster(cluster, { pid });
        await postgres.stop();
        watchdog.dismiss();
        // Processes of a killed server may still be leaving.
        await rm(cluster.home, { recursive: true, force: true, maxRetries: 20, retryDelay: 50 });
      };
      return {
        ...postgres,
        stop,
        restart,
        kill9: () => kill9(cluster, { pid }),
        [Symbol.asyncDispose]: stop,
      };
    } catch (error) {
      watchdog.cleanUp();
      throw error;
    }
  });
}

/** In the system's temporary folder; root's own may be closed to the user that runs PostgreSQL. */
async function temporaryFolder(identity: Identity): Promise<string> {
  const folder = await ownFolder(tmpdir(), identity);
  if (await canEnter(folder, identity)) return folder;
  await rm(folder, { recursive: true });
  return ownFolder(await ensureSharedHome(), identity);
}

async function ownFolder(parent: string, { uid, gid }: Identity): Promise<string> {
  const folder = await mkdtemp(join(parent, 'couplekit-'));
  if (uid !== undefined && gid !== undefined) await chown(folder, uid, gid);
  return folder;
}
