import { expect, it } from 'vitest';
import { lockAddress } from './lock-address.js';

it.each(['linux', 'darwin', 'win32'] as const)('is short and its own for every folder on %s', (platform) => {
  const { path } = lockAddress(platform, `${2n ** 64n}-${2n ** 64n}`);
  expect(Buffer.byteLength(path)).toBeLessThan(100);
  expect(lockAddress(platform, '1-2').path).not.toBe(lockAddress(platform, '1-3').path);
});

it('is freed by the system, not left as a file, on Linux and Windows', () => {
  expect(lockAddress('linux', '1-2')).toEqual({ path: '\0couplekit-postgres-1-2', isFile: false });
  expect(lockAddress('win32', '1-2')).toEqual({ path: '\\\\.\\pipe\\couplekit-postgres-1-2', isFile: false });
  expect(lockAddress('darwin', '1-2').isFile).toBe(true);
});
