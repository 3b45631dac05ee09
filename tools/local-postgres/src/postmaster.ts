import { execFile, spawn } from 'node:child_process';
import { open, readFile, rm } from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { promisify } from 'node:util';
import { dataDirOf, logFileOf, type Cluster } from './cluster.js';

/** A running server. */
export interface Postmaster {
  readonly pid: number;
  readonly port: number;
}

/** A server that was just started. */
export interface SpawnedPostmaster {
  hasEnded(): boolean;
}

/**
 * The server that runs on a cluster, whoever started it. A pid file without a living server behind it is removed: a killed
 * server's pid may belong to another program by now, or to a zombie, and PostgreSQL would refuse to start for both.
 */
export async function findPostmaster(cluster: Cluster): Promise<Postmaster | undefined> {
  const pidFile = join(dataDirOf(cluster), 'postmaster.pid');
  const text = await readFile(pidFile, 'utf8').catch(() => '');
  // Line 1 is the pid, line 4 the port; see storage/pidfile.h of PostgreSQL.
  const [pid, , , port] = text.split('\n').map(Number);
  if (!pid) return undefined;
  if (!(await isPostgres(pid))) {
    await rm(pidFile, { force: true });
    return undefined;
  }
  return port ? { pid, port } : undefined;
}

/** Whether a process is a living PostgreSQL; a zombie is not. */
export async function isPostgres(pid: number): Promise<boolean> {
  if (process.platform === 'win32') return isAlive(pid);
  const status =
    process.platform === 'linux'
      ? await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '')
      : await promisify(execFile)('ps', ['-o', 'comm=,state=', '-p', String(pid)]).then(({ stdout }) => stdout, () => ''); // prettier-ignore
  return status.includes('postgres') && !/\) Z|\sZ\S*\s*$/.test(status);
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

/**
 * Starts a server on a free port of 127.0.0.1, in a session of its own: a terminal's Ctrl-C reaches the application only,
 * which then stops the server when it is done with it. Output goes to a file, because the server may outlive its starter.
 */
export async function spawnPostmaster(
  cluster: Cluster,
  settings: readonly string[],
): Promise<SpawnedPostmaster> {
  const port = await freePort();
  const log = await open(logFileOf(cluster), 'w');
  try {
    const args = [
      '-D', dataDirOf(cluster),
      '-p', String(port),
      '-c', 'listen_addresses=127.0.0.1',
      '-c', 'unix_socket_directories=',
      ...settings.flatMap((setting) => ['-c', setting]),
    ]; // prettier-ignore
    const child = spawn(cluster.binaries.postgres, args, {
      ...cluster.identity,
      cwd: '/',
      detached: true,
      stdio: ['ignore', log.fd, log.fd],
    });
    let failed = false;
    child.on('error', () => (failed = true));
    child.unref();
    return { hasEnded: () => failed || child.exitCode !== null || child.signalCode !== null };
  } finally {
    await log.close();
  }
}

/** Stops a server: fast, and immediately when that takes longer than `patienceMs`. It recovers from both. */
export async function stopPostmaster(pid: number, patienceMs = 10_000): Promise<void> {
  for (const signal of ['SIGINT', 'SIGQUIT', 'SIGKILL'] as const) {
    if (!(await isPostgres(pid))) return;
    process.kill(pid, signal);
    const end = performance.now() + patienceMs;
    while (performance.now() < end) {
      if (!(await isPostgres(pid))) return;
      await delay(20);
    }
  }
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const { port } = probe.address() as AddressInfo;
      probe.close(() => resolve(port));
    });
  });
}
