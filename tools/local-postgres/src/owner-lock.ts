import { once } from 'node:events';
import { rm, stat } from 'node:fs/promises';
import { connect, createServer, type Server } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { codeOf, LocalPostgresError, USE_YOUR_OWN } from './local-postgres-error.js';
import { lockAddress, type LockAddress } from './lock-address.js';

/** Says that the database in a folder is this process's, and keeps the process alive until it is released. */
export interface OwnerLock {
  release(): Promise<void>;
}

/** How often a start looks again when an owner goes at the moment of asking. */
const ATTEMPTS = 20;

/**
 * Takes a folder for this process. A socket that listens is the lock: the system gives it to exactly one of simultaneous
 * starts and frees it when its process ends, however that ends; a pid in a file would be fooled by a pid that is used again.
 * @throws {LocalPostgresError} when a living process, this one included, has it
 */
export async function lockForOwner(home: string): Promise<OwnerLock> {
  const { dev, ino } = await stat(home, { bigint: true });
  const address = lockAddress(process.platform, `${dev}-${ino}`);
  let owner: string | undefined;
  for (let attempt = 0; attempt < ATTEMPTS && owner === undefined; attempt += 1) {
    const server = await listen(address);
    if (server) return { release: () => close(server) };
    owner = await askOwner(address);
    if (owner === undefined) await delay(20);
  }
  throw new LocalPostgresError(
    `The database in ${home} is in use by ${owner ?? 'another process'}; stop that one first, or ${USE_YOUR_OWN}.`,
  );
}

/** @returns undefined when somebody listens there */
async function listen({ path, isFile }: LockAddress): Promise<Server | undefined> {
  const server = createServer((socket) => {
    socket.on('error', () => undefined);
    // Not left open: a stopped asker must not keep the owner from letting go.
    socket.end(`process ${process.pid}`, () => socket.destroy());
  });
  try {
    // Another user's start must be able to ask; only files have permissions.
    server.listen({ path, exclusive: true, ...(isFile ? { readableAll: true, writableAll: true } : {}) });
    await once(server, 'listening');
    return server;
  } catch (error) {
    if (codeOf(error) !== 'EADDRINUSE') throw error;
    return undefined;
  }
}

/** @returns undefined when the owner goes; where the lock is a file, the file that a killed one left goes too */
async function askOwner({ path, isFile }: LockAddress): Promise<string | undefined> {
  const socket = connect({ path }).setEncoding('utf8');
  // An owner that is stopped or busy does not say who it is.
  const silence = setTimeout(() => socket.destroy(new Error('no answer')), 1_000);
  let words = '';
  try {
    for await (const chunk of socket) words += String(chunk);
    return words || undefined;
  } catch (error) {
    const code = codeOf(error);
    if (code === 'ECONNREFUSED' && isFile) await rm(path, { force: true });
    return code === undefined ? 'another process' : undefined;
  } finally {
    clearTimeout(silence);
    socket.destroy();
  }
}

async function close(server: Server): Promise<void> {
  await new Promise<void>((resolve) => {
    server.close(() => resolve());
  });
}
