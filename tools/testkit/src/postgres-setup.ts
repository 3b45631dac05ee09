import { startTemporaryPostgres } from '@couplekit/local-postgres';
import { SERVER_VARIABLE } from './postgres.js';

/** Nobody needs these data after a power cut; tests that kill a PostgreSQL start their own, which syncs. */
const UNSYNCED = ['fsync=off', 'full_page_writes=off'];

/** Vitest `globalSetup`: one real PostgreSQL for the whole run, unless `TEST_DATABASE_URL` names one. */
export default async function setup(): Promise<(() => Promise<void>) | undefined> {
  if (process.env[SERVER_VARIABLE]) return undefined;
  const postgres = await startTemporaryPostgres({ settings: UNSYNCED });
  process.env[SERVER_VARIABLE] = postgres.url;
  return async () => {
    // In watch mode the setup may run again in this process, and must not find a server that is gone.
    delete process.env[SERVER_VARIABLE];
    await postgres.stop();
  };
}
