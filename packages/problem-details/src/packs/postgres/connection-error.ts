import { read } from './postgres-error.js';

/** What Node says of a TCP connection that cannot be made or was cut. */
const SOCKET_CODES: ReadonlySet<unknown> = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'EPIPE',
  'ETIMEDOUT',
]);

/** What postgres.js says of a lost connection. */
const DRIVER_CODES: ReadonlySet<unknown> = new Set([
  'CONNECT_TIMEOUT',
  'CONNECTION_CLOSED',
  'CONNECTION_DESTROYED',
  'CONNECTION_ENDED',
]);

/** What pg says of a lost connection; these errors have no code. */
const DRIVER_MESSAGES: ReadonlySet<unknown> = new Set([
  'Client has encountered a connection error and is not queryable',
  'Connection terminated',
  'Connection terminated due to connection timeout',
  'Connection terminated unexpectedly',
  'timeout exceeded when trying to connect',
]);

/**
 * True when the database could not be reached: an error without a SQLSTATE, since nobody was there to give one. A socket
 * error is PostgreSQL's only by its port, because HTTP clients report the same ones.
 */
export function isConnectionError(error: object, ports: readonly number[]): boolean {
  const code = read(error, 'code');
  if (SOCKET_CODES.has(code)) return ports.includes(Number(read(error, 'port')));
  return DRIVER_CODES.has(code) || (code === undefined && DRIVER_MESSAGES.has(read(error, 'message')));
}
