import { spawn } from 'node:child_process';
import { chmod, chown, mkdtemp, rm } from 'node:fs/promises';
import { Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findBinaries } from './binaries.js';
import { postgresIdentity } from './identity.js';
import { start, type LocalPostgres } from './local-postgres.js';

/** As durable as a real one, so that tests may kill it. */
const SETTINGS = ['max_connections=200'];

/** Starts a PostgreSQL in a temporary folder that goes away with it, or with this process, however that ends. */
export async function startTemporaryPostgres(): Promise<LocalPostgres & AsyncDisposable> {
  const identity = await postgresIdentity();
  const binaries = await findBinaries(identity);
  const home = await mkdtemp(join(tmpdir(), 'couplekit-'));
  if (identity.uid !== undefined && identity.gid !== undefined) await chown(home, identity.uid, identity.gid);
  await chmod(home, 0o700);
  const postgres = await start({ binaries, identity, home }, 'couplekit', SETTINGS);
  const dismiss = stopWhenOrphaned(postgres.pid, home);
  const stop = async () => {
    await postgres.stop();
    dismiss();
    await rm(home, { recursive: true, force: true });
  };
  return { ...postgres, stop, [Symbol.asyncDispose]: stop };
}

/** A shell that waits for our end of a pipe to close: the only sign of a SIGKILL that always comes. */
function stopWhenOrphaned(pid: number, home: string): () => void {
  if (process.platform === 'win32') return () => undefined;
  const script = 'read _; kill -INT "$1" 2>/dev/null && sleep 2; rm -rf "$2"';
  const watchdog = spawn('/bin/sh', ['-c', script, 'sh', String(pid), home], {
    cwd: '/',
    detached: true,
    stdio: ['pipe', 'ignore', 'ignore'],
  });
  watchdog.unref();
  if (watchdog.stdin instanceof Socket) watchdog.stdin.unref();
  return () => void watchdog.kill('SIGKILL');
}
