import { isIPv6 } from 'node:net';

/**
 * The address that a request comes from: the one that the farthest trusted proxy saw. What stands in `X-Forwarded-For` before that
 * was written by the client and proves nothing. Of IPv6 the first 64 bits, which one customer has all of.
 * @param proxies how many proxies in front of the service append to `X-Forwarded-For`
 */
export function clientAddress(
  {
    socket,
    forwardedFor = '',
  }: { readonly socket: string | undefined; readonly forwardedFor?: string | undefined },
  proxies: number,
): string {
  const seen = [
    ...forwardedFor
      .split(',')
      .map((address) => address.trim())
      .filter(Boolean),
    socket ?? '',
  ];
  const address = (seen.at(-1 - proxies) ?? seen[0] ?? '').replace(/^::ffff:(?=\d+\.)/i, '');
  return isIPv6(address) ? network(address) : address;
}

function network(address: string): string {
  const [head = '', tail] = (address.split('%')[0] ?? '').toLowerCase().split('::');
  const before = head === '' ? [] : head.split(':');
  const after = tail === undefined || tail === '' ? [] : tail.split(':');
  const zeros = tail === undefined ? [] : Array.from({ length: 8 - before.length - after.length }, () => '0');
  const groups = [...before, ...zeros, ...after].slice(0, 4);
  return `${groups.map((group) => Number.parseInt(group, 16).toString(16)).join(':')}::/64`;
}
