import { spawn } from 'node:child_process';
import { constants } from 'node:fs';
import { open, readFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { dataDirOf, logFileOf, type Cluster } from './cluster.js';
import { explainEnd, isPassing } from './server-log.js';

/** A server that was just started. */
export interface SpawnedPostmaster {
  hasEnded(): boolean;
  /** Why it ended, and whether another start may go better. */
  end(): Promise<{ readonly explanation: string; readonly isPassing: boolean }>;
}

/** The log is of this run only, appended to by all of its processes; a link in its place is not followed. */
const LOG_FLAGS =
  constants.O_WRONLY |
  constants.O_CREAT |
  constants.O_TRUNC |
  constants.O_APPEND |
  (constants.O_NOFOLLOW ?? 0);

/**
 * Starts a server on a free port of 127.0.0.1, in a session of its own: a terminal's Ctrl-C reaches the application only,
 * which then stops the server when it is done with it. Output goes to a file, because the server may outlive its starter.
 */
export async function spawnPostmaster(
  cluster: Cluster,
  settings: readonly string[],
): Promise<SpawnedPostmaster> {
  const args = [
    '-D', dataDirOf(cluster),
    '-p', String(await freePort()),
    '-c', 'listen_addresses=127.0.0.1',
    '-c', 'unix_socket_directories=',
    ...settings.flatMap((setting) => ['-c', setting]),
  ]; // prettier-ignore
  const log = await open(logFileOf(cluster), LOG_FLAGS, 0o644);
  try {
    const child = spawn(cluster.binaries.postgres, args, {
      ...cluster.identity,
      cwd: '/',
      detached: true,
      windowsHide: true,
      stdio: ['ignore', log.fd, log.fd],
    });
    let failure: Error | undefined;
    child.on('error', (error) => (failure = error));
    child.unref();
    return {
      hasEnded: () => failure !== undefined || child.exitCode !== null || child.signalCode !== null,
      end: async () => {
        if (failure) return { explanation: failure.message, isPassing: false };
        const said = explainEnd(await readFile(logFileOf(cluster), 'utf8'), child.pid);
        const explanation = said ?? `it ended with ${child.signalCode ?? child.exitCode}`;
        return { explanation, isPassing: isPassing(explanation) };
      },
    };
  } finally {
    await log.close();
  }
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      const port = typeof address === 'object' && address ? address.port : 0;
      probe.close(() => resolve(port));
    });
  });
}
