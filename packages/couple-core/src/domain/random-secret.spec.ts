import { describe, expect, it } from 'vitest';
import { randomSecret } from './random-secret.js';

describe('randomSecret', () => {
  it('gives 32 bytes that never come again, which stay as they are', () => {
    const secrets = Array.from({ length: 1_000 }, randomSecret);
    const seen = secrets.map((secret) => secret.toString('hex'));
    expect(new Set(seen).size).toBe(1_000);
    expect(secrets.every((secret) => secret.length === 32 && secret.some((byte) => byte !== 0))).toBe(true);
    expect(secrets.map((secret) => secret.toString('hex'))).toEqual(seen);
  });
});
