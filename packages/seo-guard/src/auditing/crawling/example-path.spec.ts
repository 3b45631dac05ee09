import { expect, it } from 'vitest';
import { examplePath, isProbe } from './example-path.js';

it.each([
  ['/', '/'],
  ['/about', '/about'],
  ['/stories/:slug', '/stories/couplekit-probe'],
  ['/share{/*path}', '/share/couplekit-probe'],
  ['/share/{*path}', '/share/couplekit-probe'],
  ['/{*path}', '/couplekit-probe'],
  ['/a{/:b{/c}}/d', '/a/couplekit-probe/c/d'],
])('%s matches %s', (pattern, path) => {
  expect(examplePath(pattern)).toBe(path);
});

it('knows its own word in every spelling of a path, but not in a query', () => {
  const known = ['/couplekit-probe-below', '/a/COUPLEKIT-PROBE/', '/a?couplekit-probe=1', '/'].map((path) =>
    isProbe(`http://x${path}`),
  );
  expect(known).toEqual([true, true, false, false]);
});
