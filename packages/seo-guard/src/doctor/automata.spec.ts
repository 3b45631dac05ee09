import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { canonicalTarget, matchesPattern, robotsPattern } from '../site-files/robots-txt/robots-pattern.js';
import { findPaths, SearchLimitError } from './find-paths.js';
import { robotsAutomaton } from './robots-automaton.js';
import { routeAutomaton } from './route-automaton.js';

const robots = (path: string) => robotsAutomaton(robotsPattern(path));
const from = (characters: readonly string[], maxLength: number) =>
  fc.array(fc.constantFrom(...characters), { maxLength }).map((parts) => `/${parts.join('')}`);

describe('the automaton of a line', () => {
  it('accepts what the line matches, and nothing else', () => {
    const pattern = from(['a', 'b', '/', '*', '$', '?', '%41', 'ツ', '%2F', '%2A'], 7);
    fc.assert(
      fc.property(pattern, from(['a', 'b', 'A', '/', '?', 'ツ', '%2F', '*', '$'], 8), (path, target) => {
        const canonical = canonicalTarget(target);
        expect(robots(path).matches(canonical)).toBe(matchesPattern(robotsPattern(path), canonical));
      }),
      { numRuns: 3_000 },
    );
  });
});

describe('paths in common', () => {
  const first = (all: readonly string[], none: readonly string[] = []) =>
    {
    const [path] = findPaths({ all: all.map(robots), none: none.map(robots) });
    return path;
  };

  it('are found, the shortest first, and made of readable characters', () => {
    expect(first(['/sha', '/share/'])).toBe('/share/');
    expect(first(['/*b', '/a*'])).toBe('/ab');
    expect(first(['/*.gif$', '/a/'])).toBe('/a/.gif');
    expect(first(['/%EC'])).toBe('/%EC');
    expect(first(['/a*z'])).toBe('/az');
  });

  it('are none where the patterns exclude each other', () => {
    expect(first(['/a', '/b'])).toBeUndefined();
    expect(first(['/a$', '/ab'])).toBeUndefined();
    expect(first(['/*x$', '/*y$'])).toBeUndefined();
    expect(first(['/a'], ['/'])).toBeUndefined();
    expect(first(['/a*'], ['/a/', '/a$', '/a*'])).toBeUndefined();
  });

  it('leave out what is excluded', () => {
    expect(first(['/a'], ['/a$'])).toBe('/ax');
    expect(first(['/a*z'], ['/az', '/a*zz'])).toBe('/axz');
  });

  it('are found for any patterns that have one, and are always ones', () => {
    const pattern = from(['a', 'b', '/', '*', '$'], 5);
    const patterns = fc.array(pattern, { minLength: 1, maxLength: 3 });
    fc.assert(
      fc.property(patterns, fc.array(pattern, { maxLength: 2 }), from(['a', 'b', '/', 'q'], 6), (all, none, sample) => {
        const isOne = (path: string) => {
          const matches = (each: string) => matchesPattern(robotsPattern(each), canonicalTarget(path));
          return all.every(matches) && !none.some(matches);
        };
        const found = first(all, none);
        if (found !== undefined) expect(isOne(canonicalTarget(found))).toBe(true);
        if (isOne(sample)) expect(found?.length).toBeLessThanOrEqual(sample.length);
      }),
      { numRuns: 3_000 },
    ); // prettier-ignore
  });

  it('are not looked for without end', () => {
    const all = Array.from('abcdefgh', (character) => robots(`/*${character}`));
    expect(() => [...findPaths({ all, none: [], limit: 200 })]).toThrow(SearchLimitError);
    expect([...findPaths({ all, none: [], limit: 300 })][0]).toHaveLength(all.length + 1);
  });

  it('of rules are those of the table: case, slashes, encoding and what follows do not matter', () => {
    const rule = routeAutomaton('/share/:token{/og}');
    for (const path of ['/share/x', '/SHARE/x', '/share//x/og/', '/share%2Fx', '/share/x;y', '/share/x?/y', '/share/', '/%5Cshare/x']) { // prettier-ignore
      expect([path, rule.matches(path)]).toEqual([path, true]);
    }
    expect(['/share', '/shared/x', '/share/x/y', '/'].map((path) => rule.matches(path))).not.toContain(true);
    expect(routeAutomaton('/공유@').matches('/%EA%B3%B5%EC%9C%A0%40')).toBe(true);
    expect(routeAutomaton('/a{/*below}').matches('/a/b/c')).toBe(true);
    expect(routeAutomaton('/a{/*below}').matches('/ab')).toBe(false);
  });
});
