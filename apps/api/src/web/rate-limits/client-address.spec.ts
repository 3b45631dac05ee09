import { expect, it } from 'vitest';
import { clientAddress } from './client-address.js';

it.each([
  ['10.0.0.1', undefined, 0, '10.0.0.1'],
  ['10.0.0.1', '1.2.3.4', 0, '10.0.0.1'],
  ['10.0.0.1', '1.2.3.4', 1, '1.2.3.4'],
  ['10.0.0.1', 'forged, 1.2.3.4', 1, '1.2.3.4'],
  ['10.0.0.1', 'forged, 1.2.3.4, 10.0.0.2', 2, '1.2.3.4'],
  ['10.0.0.1', undefined, 2, '10.0.0.1'],
  ['::ffff:10.0.0.1', undefined, 0, '10.0.0.1'],
  ['2001:db8:1:2:3:4:5:6', undefined, 0, '2001:db8:1:2::/64'],
  ['2001:0db8:1::7', undefined, 0, '2001:db8:1:0::/64'],
  ['::1', undefined, 0, '0:0:0:0::/64'],
  [undefined, undefined, 0, ''],
] as const)(
  '%s with X-Forwarded-For %s behind %i proxies is %s',
  (socket, forwardedFor, proxies, address) => {
    expect(clientAddress({ socket, forwardedFor }, proxies)).toBe(address);
  },
);
