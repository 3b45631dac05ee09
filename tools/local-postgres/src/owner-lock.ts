import { once } from 'node:events';
import { rm, stat } from 'node:fs/promises';
import { connect, createServer, type Server } from 'node:net';
import { codeOf, LocalPostgresError, USE_YOUR_OWN } from './local-postgres-error.js';
import { lockAddress, type LockAddress } from './lock-address.js';

/** Says that the database in a folder is this process's, and keeps the process alive until it is released. */
export interface OwnerLock {
  release(): Promise<void>;
}

/**
 * Takes a folder for this process. A socket that listens is the lock: the system gives it to exactly one of simultaneous
 * starts and frees it when its process ends, however that ends; a pid in a file would be fooled by a pid that is used again.
 * @throws {LocalPostgresError} when a living process, this one included, has it
 */
export async function lockForOwner(home: string): Promise<OwnerLock> {
  const { dev, ino } = await stat(home, { bigint: true });
  const address = lockAddress(process.platform, `${dev}-${ino}`);
  const server = await listen(address);
  if (server) return { release: () => close(server) };
  const owner = await askOwner(address);
  if (owner !== undefined)
    throw new LocalPostgresError(
      `The database in ${home} is in use by ${owner}; stop that one first, or ${USE_YOUR_OWN}.`,
    );
  // The owner has just gone; where the lock is a file, the file of a killed one stays.
  if (address.isFile) await rm(address.path, { force: true });
  return lockForOwner(home);
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

/** @returns undefined when nobody listens there any more */
async function askOwner({ path }: LockAddress): Promise<string | undefined> {
  const socket = connect({ path }).setEncoding('utf8');
  try {
    await once(socket, 'connect');
    // An owner that is stopped or busy does not say who it is.
    const answer = once(socket, 'data', { signal: AbortSignal.timeout(1_000) }) as Promise<[string]>;
    return await answer.then(
      ([words]) => words,
      () => 'another process',
    );
  } catch (error) {
    if (codeOf(error) === 'ECONNREFUSED' || codeOf(error) === 'ENOENT') return undefined;
    throw error;
  } finally {
    socket.destroy();
  }
}

async function close(server: Server): Promise<void> {
  await new Promise<void>((resolve) => {
    server.close(() => resolve());
  });
}
