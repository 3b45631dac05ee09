import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { instancePath } from './problem-request.js';

const of = (url: string | undefined, originalUrl?: string) => instancePath({ url, originalUrl, headers: {} });

describe('instancePath', () => {
  it.each([
    ['/a/b', '/a/b'],
    ['/a?token=x', '/a'],
    ['/a#b?c', '/a'],
    ['/%E0%A4%A', '/%E0%A4%25A'],
    ['/a b"<>\\^`{|}', '/a%20b%22%3C%3E%5C%5E%60%7B%7C%7D'],
    ['/ko/한국', '/ko/%ED%95%9C%EA%B5%AD'],
    ['//evil.example/a', '/.//evil.example/a'],
    ['http://host/a?b', '/a'],
    ['http://host', '/'],
    ['*', '*'],
    ['', '/'],
    [undefined, '/'],
  ])('of %j is %j', (url, expected) => {
    expect(of(url)).toBe(expected);
  });

  it('prefers the target as it arrived', () => {
    expect(of('/', '/mounted/path?x=1')).toBe('/mounted/path');
  });

  it('is a valid reference without a query, whatever the client sent', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (path) => {
        const instance = of(`/${path}`);
        expect(instance).toMatch(/^\/(?:[\w\-.~!$&'()*+,;=:@/]|%[0-9A-Fa-f]{2})*$/);
        expect(new URL(instance, 'https://host.example').host).toBe('host.example');
      }),
    );
  });
});
