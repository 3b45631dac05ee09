import { execFile } from 'node:child_process';
import { setTimeout as delay } from 'node:timers/promises';
import { promisify } from 'node:util';
import { dataDirOf, type Cluster } from './cluster.js';
import { codeOf } from './local-postgres-error.js';
import type { Postmaster } from './pid-file.js';
import { isPostmasterOf } from './postmaster-process.js';

/** How long each way of stopping may take, in milliseconds; see "Shutting Down the Server" in PostgreSQL's manual. */
export interface StopPatience {
  /** Ends sessions, rolls back, writes a checkpoint. */
  readonly fast: number;
  /** Leaves at once; the next start recovers. */
  readonly immediate: number;
}

const PATIENCE: StopPatience = { fast: 8_000, immediate: 3_000 };

/** Stops a server, ours or adopted, within the patience: fast, else immediately, else by SIGKILL. */
export async function stopPostmaster(
  cluster: Cluster,
  { pid }: Pick<Postmaster, 'pid'>,
  patience: StopPatience = PATIENCE,
): Promise<void> {
  for (const [mode, signal] of [
    ['fast', 'SIGINT'],
    ['immediate', 'SIGQUIT'],
  ] as const) {
    // prettier-ignore
    await request(cluster, pid, { mode, signal });
    if (await hasEnded(cluster, pid, patience[mode])) return;
  }
  await kill9(cluster, { pid });
}

/** Ends a server as a power cut would. */
export async function kill9(cluster: Cluster, { pid }: Pick<Postmaster, 'pid'>): Promise<void> {
  if (await isPostmasterOf(pid, dataDirOf(cluster))) send(pid, 'SIGKILL');
  await hasEnded(cluster, pid, 2_000);
}

async function request(
  cluster: Cluster,
  pid: number,
  { mode, signal }: { readonly mode: keyof StopPatience; readonly signal: NodeJS.Signals },
): Promise<void> {
  const dataDir = dataDirOf(cluster);
  if (!(await isPostmasterOf(pid, dataDir))) return;
  if (process.platform !== 'win32') return send(pid, signal);
  // Windows has no signals; pg_ctl speaks through a pipe of PostgreSQL's.
  await promisify(execFile)(cluster.binaries.pg_ctl, ['stop', '-D', dataDir, '-m', mode, '-W']).catch(
    () => undefined,
  );
}

function send(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal);
  } catch (error) {
    const endedMeanwhile = codeOf(error) === 'ESRCH';
    if (!endedMeanwhile) throw error;
  }
}

async function hasEnded(cluster: Cluster, pid: number, withinMs: number): Promise<boolean> {
  const end = performance.now() + withinMs;
  while (await isPostmasterOf(pid, dataDirOf(cluster))) {
    if (performance.now() >= end) return false;
    await delay(20);
  }
  return true;
}
