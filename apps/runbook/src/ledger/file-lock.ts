import { open, readFile, rm } from 'node:fs/promises';
import { hostname } from 'node:os';
import { setTimeout as delay } from 'node:timers/promises';
import { OperatorError } from '../operator-error.js';

const PAUSE_MS = 20;

interface Holder {
  readonly pid: number;
  readonly host: string;
}

/**
 * Holds a file that only one process may have. A lock whose process on this host is gone is taken over.
 * @param patienceMs how long to wait for another holder
 * @throws {OperatorError} naming who holds it
 */
export async function lockFile(path: string, patienceMs: number): Promise<AsyncDisposable> {
  const end = performance.now() + patienceMs;
  for (;;) {
    if (await create(path)) return { [Symbol.asyncDispose]: () => rm(path, { force: true }) };
    const holder = await readHolder(path);
    if (holder && isGone(holder)) await rm(path, { force: true });
    else if (performance.now() >= end) throw held(path, holder);
    else await delay(PAUSE_MS);
  }
}

async function create(path: string): Promise<boolean> {
  try {
    await using file = await open(path, 'wx', 0o600);
    await file.writeFile(JSON.stringify({ pid: process.pid, host: hostname() } satisfies Holder));
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
}

/** Undefined while its holder is still writing it, or has just let it go. */
async function readHolder(path: string): Promise<Holder | undefined> {
  try {
    return JSON.parse(await readFile(path, 'utf8')) as Holder;
  } catch {
    return undefined;
  }
}

function isGone({ pid, host }: Holder): boolean {
  if (host !== hostname()) return false;
  try {
    process.kill(pid, 0);
    return false;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'ESRCH';
  }
}

function held(path: string, holder: Holder | undefined): OperatorError {
  const who = holder ? `${holder.host}, pid ${holder.pid}` : '?';
  return new OperatorError({
    en: `Another couplekit is at work (${who}); if it is not, remove ${path}.`,
    ko: `다른 couplekit이 일하고 있어요(${who}). 아니라면 ${path}을(를) 지우세요.`,
  });
}
