import { describe, expect, it } from 'vitest';
import { isUnchanged, siteFile } from './site-file.js';

describe('a site file', () => {
  const file = siteFile('한글', 'text/plain');

  it('has an entity tag of its bytes', () => {
    expect(file.etag).toMatch(/^"[\w-]{22}"$/);
    expect(siteFile('한글', 'text/html').etag).toBe(file.etag);
    expect(siteFile('한글 ', 'text/plain').etag).not.toBe(file.etag);
  });

  it.each([
    [file.etag, true],
    [`W/${file.etag}`, true],
    [`"x", ${file.etag}`, true],
    [' * ', true],
    ['"x"', false],
    [file.etag.replaceAll('"', ''), false],
    [undefined, false],
  ])('is unchanged for If-None-Match %s: %s', (ifNoneMatch, expected) => {
    expect(isUnchanged(file, ifNoneMatch)).toBe(expected);
  });
});
