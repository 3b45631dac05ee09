import { createServer } from 'node:net';
import { StartError } from './start-error.js';

/**
 * Fails early when the port cannot be used, before a database is started for nothing.
 * @throws {StartError} when another program listens there, or the host or port is not this machine's to use
 */
export function requireFreePort(port: number, host: string): Promise<void> {
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  const probe = createServer();
  probe.once('error', (error) => reject(portError(error, port, host)));
  probe.listen(port, host, () => probe.close(() => resolve()));
  return promise;
}

/** Says why listening failed. */
export function portError(error: unknown, port: number, host: string): StartError {
  const options = { cause: error };
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  switch (code) {
    case 'EADDRINUSE':
      return new StartError(
        `Port ${port} is already in use. Stop the program that uses it, or choose another one: PORT=${port + 1} npm start`,
        options,
      );
    case 'EACCES':
      return new StartError(`Port ${port} needs special rights. Choose one above 1023 with PORT.`, options);
    default:
      return new StartError(
        `The service cannot listen on ${host}:${port} (${String(code ?? error)}).`,
        options,
      );
  }
}
