import { extent } from '@couplekit/testkit';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { canonicalTarget, matchesPattern, robotsPattern } from '../site-files/robots-txt/robots-pattern.js';
import { guardOf } from './guard-of-rules.fixture.js';
import { findPaths, SearchLimitError } from './find-paths.js';
import type { Language, Reader } from './language.js';
import { lineLanguage, meantLanguage } from './robots-language.js';
import { routeLanguage } from './route-language.js';

const robots = (path: string) => lineLanguage(robotsPattern(path));
const has = (language: Language, path: string) =>
  [...path].reduce<Reader>((reader, next) => reader.read(next), language.begin()).accepts;
const from = (characters: readonly string[], maxLength: number) =>
  fc.array(fc.constantFrom(...characters), { maxLength }).map((parts) => `/${parts.join('')}`);

describe('the language of a line', () => {
  it('accepts what the line matches, and nothing else', () => {
    const pattern = from(['a', 'b', '/', '*', '$', '?', '%41', 'ツ', '%2F', '%2A'], 7);
    fc.assert(
      fc.property(pattern, from(['a', 'b', 'A', '/', '?', 'ツ', '%2F', '*', '$'], 8), (path, target) => {
        const canonical = canonicalTarget(target);
        expect(has(robots(path), canonical)).toBe(matchesPattern(robotsPattern(path), canonical));
      }),
      { numRuns: extent(600, 3_000) },
    );
  });
});

describe('paths in common', () => {
  const first = (all: readonly string[], none: readonly string[] = []) => {
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
      { numRuns: extent(600, 3_000) },
    ); // prettier-ignore
  });

  it('are not looked for without end', () => {
    const all = Array.from('abcdefgh', (character) => robots(`/*${character}`));
    expect(() => [...findPaths({ all, none: [], limit: 200 })]).toThrow(SearchLimitError);
    expect([...findPaths({ all, none: [], limit: 300 })][0]).toHaveLength(all.length + 1);
  });
});

describe('what a line is meant for', () => {
  it('has its path in upper and lower case and with repeated slashes', () => {
    const allowed = meantLanguage(robotsPattern('/a*B$'));
    expect(['/ab', '/AxB', '//ab', '/ax', 'ab'].map((path) => has(allowed, path))).toEqual([true, true, true, false, false]); // prettier-ignore
  });
});

describe('the language of a rule', () => {
  const table = (path: string) => {
    const guard = guardOf({ rules: [{ path, robots: { noindex: true } }], unmatched: {} });
    return (target: string) => !guard.explain(target).indexable;
  };

  it.each([
    '/share/x', '/SHARE/x', '/share//x/og/', '/share%2Fx', '/share/x;y', '/share/x?/y', '/share/', '/share%5Cx', '//share//x',
    '/share', '/shared/x', '/share/x/y', '/', '/share/x%3Fy', '/share//x//og', '/share/x%', '/share/x%2', '/share/%%2F', '/share/x;/y',
  ])('has %s if the table does', (path) => {
    expect(has(routeLanguage('/share/:token{/og}', 'any'), path)).toBe(table('/share/:token{/og}')(path));
  }); // prettier-ignore

  it('has other spellings only if asked for', () => {
    const written = routeLanguage('/share/:token', 'written');
    const paths = ['/share/x', '/share/X?y', '/share/x/', '/SHARE/x', '/share//x', '/share%2Fx'];
    expect(paths.filter((path) => has(written, path))).toEqual(paths.slice(0, 3));
    expect(paths.filter((path) => has(routeLanguage('/share/:token', 'any'), path))).toEqual(paths);
  });

  it('is cut at the first semicolon only', () => {
    expect(['/x/a;b;', '/;/a;', '/x;/a;'].map((path) => has(routeLanguage('/:p/a', 'any'), path))).toEqual([
      true,
      false,
      false,
    ]);
  });

  it('has readers whose key says everything about what comes', () => {
    const paths = fc.array(from(['a', '/', ';', '?', '%2F', '%2', '%3B'], 4), { minLength: 12, maxLength: 12 });
    fc.assert(
      fc.property(fc.constantFrom('/:p/a', '/a{/*rest}', '/a/:p'), paths, from(['a', '/', ';', 'F'], 4), (pattern, begun, rest) => {
        const language = routeLanguage(pattern, 'any');
        const verdicts = new Map<string, boolean>();
        for (const path of begun) {
          const { key } = [...path].reduce<Reader>((reader, next) => reader.read(next), language.begin());
          const accepts = has(language, path + rest);
          expect(verdicts.get(key) ?? accepts).toBe(accepts);
          verdicts.set(key, accepts);
        }
      }),
      { numRuns: extent(250, 1_000) },
    );
  }); // prettier-ignore

  it('has letters of other alphabets, however they are written', () => {
    for (const path of ['/공유@é', '/%EA%B3%B5%EC%9C%A0@é'])
      for (const target of ['/%EA%B3%B5%EC%9C%A0%40%C3%89', '/공유@é', '/공@é']) {
        expect(has(routeLanguage(path, 'any'), canonicalTarget(target))).toBe(table(path)(target));
      }
  });

  it('is what the table matches', () => {
    const patterns = ['/a', '/a/:p/b', '/:p', '/a:p/b', '/a{/*rest}', '/:p/b', '/*rest', '/a/{b/}c', '/:p{.:q}', '/*one/b', '/'];
    const target = from(['a', 'b', 'c', 'A', '/', '?', ';', '.', '%2F', '%5C', '%3B', '%25', '%2E', 'é', '%40'], 7);
    fc.assert(
      fc.property(fc.constantFrom(...patterns), target, (pattern, path) => {
        expect(has(routeLanguage(pattern, 'any'), canonicalTarget(path))).toBe(table(pattern)(path));
      }),
      { numRuns: extent(1_000, 5_000) },
    );
  }); // prettier-ignore
});
