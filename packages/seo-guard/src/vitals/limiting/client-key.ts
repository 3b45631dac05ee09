import type { IncomingMessage } from 'node:http';
import { isIPv4, isIPv6 } from 'node:net';

/** A request of Fastify or Express; both have `ip`, by their own settings of proxies to trust. */
export interface ClientRequest {
  readonly ip?: string | undefined;
  readonly headers: IncomingMessage['headers'];
}

/**
 * Whom a request counts for: its address, of IPv6 the first 64 bits, since a subscriber has all of the others
 * (RFC 6177 section 2). It stays in memory, and is never stored or logged.
 */
export function clientKey({ ip = '' }: ClientRequest): string {
  const address = ip.replace(/^::ffff:(?=\d+\.\d+\.\d+\.\d+$)/i, '').replace(/%.*$/, '');
  if (isIPv4(address)) return address;
  return isIPv6(address) ? networkOf(address) : '';
}

/** The first four groups, written out. */
function networkOf(address: string): string {
  const [head = '', tail] = address.split('::');
  const before = head === '' ? [] : head.split(':');
  const after = tail === undefined || tail === '' ? [] : tail.split(':');
  const zeros = Array<string>(Math.max(0, 8 - before.length - after.length)).fill('0');
  const groups = [...before, ...zeros, ...after].slice(0, 4);
  return `${groups.map((group) => parseInt(group, 16).toString(16)).join(':')}::/64`;
}
