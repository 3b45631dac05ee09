import { describe, expect, it } from 'vitest';
import { canonicalTarget, matchesPattern, robotsPattern } from './robots-pattern.js';

const matches = (pattern: string, target: string) =>
  matchesPattern(robotsPattern(pattern), canonicalTarget(target));

describe('a path of robots.txt', () => {
  // RFC 9309 section 2.2.2, the third row with its erratum.
  it.each([
    ['/foo/bar?baz=quz', '/foo/bar?baz=quz'],
    ['/foo/bar?baz=https%3A%2F%2Ffoo.bar', '/foo/bar?baz=https%3A%2F%2Ffoo.bar'],
    ['/foo/bar/ツ', '/foo/bar/%E3%83%84'],
    ['/foo/bar/%E3%83%84', '/foo/bar/ツ'],
    ['/foo/bar/%62%61%7A', '/foo/bar/baz'],
    ['/foo/bar/baz', '/foo/bar/%62%61%7A'],
    ['/a%2fb', '/a%2Fb'],
    ['/a b', '/a%20b'],
  ])('%s matches %s: percent-encoding that means the same is the same', (pattern, target) => {
    expect(matches(pattern, target)).toBe(true);
  });

  it.each([
    ['/a%2Fb', '/a/b'],
    ['/a?b', '/a%3Fb'],
    ['/Share', '/share'],
  ])('%s does not match %s', (pattern, target) => {
    expect(matches(pattern, target)).toBe(false);
  });

  // RFC 9309 section 2.2.3
  it.each([
    ['/path/file-with-a-%2A.html', '/path/file-with-a-*.html', true],
    ['/path/file-with-a-%2A.html', '/path/file-with-a-b.html', false],
    ['/path/foo-%24', '/path/foo-$', true],
    ['/path/foo-%24', '/path/foo-', false],
    ['/this/path/exactly$', '/this/path/exactly', true],
    ['/this/path/exactly$', '/this/path/exactly/', false],
    ['/this/*/exactly', '/this/that/and/exactly?x', true],
    ['/this/*/exactly', '/this/exactly', false],
    ['/*.gif$', '/a.gif.gif', true],
    ['/*.gif$', '/a.gif?x', false],
    ['/a*a$', '/a', false],
    ['/a*$', '/a', true],
    ['/a$b', '/a$b/c', true],
    ['*', '/', true],
    ['/', '/x', true],
    ['x', '/x', false],
    ['/a*b*b', '/ab', false],
  ])('%s and %s: %s', (pattern, target, expected) => {
    expect(matches(pattern, target)).toBe(expected);
  });

  it('has a length in octets, wildcards included', () => {
    expect(['/', '/a*', '/a*$', '/ツ'].map((path) => robotsPattern(path).length)).toEqual([1, 3, 4, 10]);
  });
});
