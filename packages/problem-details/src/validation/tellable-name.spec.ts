import { describe, expect, it } from 'vitest';
import { isTellableName, tellablePath } from './tellable-name.js';

describe('isTellableName', () => {
  it.each([
    'email',
    'a/b~c%d',
    'first name',
    '이름',
    '#',
    '',
    '2024-01-01',
    'a.b.c',
    '__proto__',
    'x'.repeat(64),
    'emergencyContactPhoneNumber2',
    '0b9f2c1e-6a54-4f0e-9c3b-7d1e2f3a4b5c',
    'weiterempfehlungswahrscheinlichkeit',
  ])('tells %j', (name) => {
    expect(isTellableName(name)).toBe(true);
  });

  it.each([
    'x'.repeat(65),
    'me@example.com',
    '900101-1234567',
    '010-1234-5678',
    '4111 1111 1111 1111',
    'eyJhbGciOi.eyJzdWIiOi.c2lnbmF0dXJl',
    'deadbeefdeadbeef01234567',
    'a\u0000b',
    'a\r\nb',
  ])('keeps %j to itself', (name) => {
    expect(isTellableName(name)).toBe(false);
  });

  it('cuts a path before the first name that it keeps', () => {
    expect(tellablePath(['a', 'b'])).toEqual(['a', 'b']);
    expect(tellablePath(['a', 'me@example.com', 'b'])).toEqual(['a']);
    expect(tellablePath(Array.from({ length: 99 }, () => 'a'))).toHaveLength(32);
  });
});
