import { createConnection } from 'node:net';
import { text } from 'node:stream/consumers';
import { TrafficError } from './traffic-error.js';

const TIMEOUT_MS = 5_000;

/**
 * Sends one command to HAProxy's Runtime API, which answers and closes the connection.
 * @see https://docs.haproxy.org/3.0/management.html#9.3
 */
export async function askRuntime(address: string, command: string): Promise<string> {
  const [, host, port] = /^([^/]+):(\d+)$/.exec(address) ?? [];
  const socket =
    host === undefined ? createConnection({ path: address }) : createConnection({ host, port: Number(port) });
  socket.setTimeout(TIMEOUT_MS, () => socket.destroy(new Error('no answer in time')));
  try {
    socket.end(`${command}\n`);
    return await text(socket);
  } catch (cause) {
    const { code = 'no answer in time' } = cause as NodeJS.ErrnoException;
    throw new TrafficError('unreachable', `HAProxy at ${address} (${code})`, { cause });
  }
}
