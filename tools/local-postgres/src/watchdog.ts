import { spawn } from 'node:child_process';
import { Socket } from 'node:net';
import { dataDirOf, type Cluster } from './cluster.js';

/** Waits for this process to end and then cleans up after it. */
export interface Watchdog {
  /** Nothing is left to clean up. */
  dismiss(): void;
  /** Cleans up now, in the background. */
  cleanUp(): void;
}

/** The folder resists while the processes that write into it are leaving. */
const SCRIPT = `read _
"$1" stop -D "$2" -m immediate -t 5
for _ in 1 2 3 4 5 6 7 8 9 10; do rm -rf "$3" && exit; sleep 1; done`;

/**
 * A shell that waits for our end of a pipe to close: the only sign of a SIGKILL that always comes. It runs as PostgreSQL's
 * user and asks pg_ctl, so it can hit nothing but this server. There is none on Windows.
 */
export function watch(cluster: Cluster): Watchdog {
  if (process.platform === 'win32') return { dismiss: () => undefined, cleanUp: () => undefined };
  const { binaries, home, identity } = cluster;
  const watchdog = spawn('/bin/sh', ['-c', SCRIPT, 'sh', binaries.pg_ctl, dataDirOf(cluster), home], {
    ...identity,
    cwd: '/',
    detached: true,
    stdio: ['pipe', 'ignore', 'ignore'],
  });
  // A missing shell costs the clean-up after a kill, nothing else.
  watchdog.on('error', () => undefined);
  watchdog.unref();
  if (watchdog.stdin instanceof Socket) watchdog.stdin.unref();
  return { dismiss: () => void watchdog.kill('SIGKILL'), cleanUp: () => void watchdog.stdin.end() };
}
