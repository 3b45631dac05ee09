import { randomBytes, randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { privatePartOf } from './private-address.js';

describe('an address is private', () => {
  it.each([
    [`/invites/${randomUUID()}`, 'path'],
    ['/u/someone@example.com', 'path'],
    ['/u/someone%40example.com/page', 'path'],
    ['/verify/eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.c2lnbmF0dXJl', 'path'],
    ['/stories?token=abc', 'query'],
    ['/stories?invite_code=7', 'query'],
    ['/stories?to=someone@example.com', 'query'],
    ['https://couples.example/stories?session-id=1&sid=2', 'query'],
  ])('%s', (url, part) => {
    expect(privatePartOf(url)).toBe(part);
  });

  it.each([
    '/',
    '/stories/the-5-love-languages-of-2026',
    '/results/7',
    '/stories?page=2&sort=newest',
    '/이야기/천천히-자라는-마음의-이야기들',
    '/stories?token=',
    '/stories/%E0%A4%A',
  ])('%s is not', (url) => {
    expect(privatePartOf(url)).toBeUndefined();
  });

  it('with any random bytes of 128 bits, in hex and base64url', () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 16, maxLength: 32 }), (seed) => {
        const bytes = Buffer.from(seed).map((byte, index) => byte ^ (randomBytes(32)[index] ?? 0));
        expect(privatePartOf(`/r/${Buffer.from(bytes).toString('hex')}`)).toBe('path');
        expect(privatePartOf(`/r/${Buffer.from(bytes).toString('base64url')}`)).toBe('path');
      }),
    );
  });

  it('except where the application knows the segment to be public', () => {
    const id = randomUUID();
    expect(privatePartOf(`/stories/${id}`, (segment) => segment === id)).toBeUndefined();
    expect(privatePartOf(`/stories/${id}?token=1`, (segment) => segment === id)).toBe('query');
  });
});
