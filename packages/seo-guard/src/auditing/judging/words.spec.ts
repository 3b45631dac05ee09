import { describe, expect, it } from 'vitest';
import { parseRobotsTag } from '../../robots/parse-robots-tag.js';
import { unknownDirectives } from './directive-words.js';
import { redactUrl } from './redact-url.js';
import { isAtLeastAsStrict } from './robots-signals.js';

describe('unknown directives', () => {
  it.each<[string, readonly string[]]>([
    ['noindex, NoFollow,none ,ALL', []],
    ['no-index', ['no-index']],
    ['googlebot: noindex, no-follow', ['no-follow']],
    ['googlebot: no-index', ['no-index']],
    ['max-snippet: 5, max-image-preview:large, max-video-preview:-1', []],
    ['unavailable_after: Wed, 02 Jan 2030 03:04:05 GMT, noidex', ['noidex']],
    ['unavailable_after: 2030-01-02T03:04:05Z', []],
    ['', []],
  ])('%s', (text, expected) => {
    expect(unknownDirectives(text)).toEqual(expected);
  });
});

describe('as strict as', () => {
  it.each<[string, string, boolean]>([
    ['noindex, nofollow', 'noindex', true],
    ['none', 'noindex, nofollow', true],
    ['noindex', 'noindex, nofollow', false],
    ['noindex, indexifembedded', 'noindex', false],
    ['noindex', 'noindex, indexifembedded', true],
    ['noindex', 'googlebot: noindex', true],
    ['googlebot: noindex', 'googlebot: noindex', true],
    ['googlebot: noindex', 'noindex', false],
    ['bingbot: noindex', 'googlebot: noindex', false],
    ['max-snippet: 5', 'max-snippet: 10', true],
    ['max-snippet: 10', 'nosnippet', false],
    ['max-image-preview: large', 'max-image-preview: none', false],
    ['max-video-preview: 9', 'max-video-preview: 3', false],
    ['unavailable_after: 2031-01-01', 'unavailable_after: 2030-01-01', false],
    ['', '', true],
  ])('%s of %s: %s', (seen, expected, isStrict) => {
    expect(isAtLeastAsStrict(parseRobotsTag(seen), parseRobotsTag(expected))).toBe(isStrict);
  });
});

describe('a report', () => {
  it.each([
    ['https://x.example/a?token=abc&b=1', 'https://x.example/a?token=…&b=1'],
    ['https://x.example/a?b=1&amp;invite_token=abc#t', 'https://x.example/a?b=1&amp;invite_token=…#t'],
    ['a?ACCESS-TOKEN=abc', 'a?ACCESS-TOKEN=…'],
    ['a?to%6ben=abc', 'a?to%6ben=…'],
    ['/invites/abcdefghij0123456789/x', '/invites/abcd…/x'],
    [
      '/stories/a-very-long-name-of-a-story-without-digits',
      '/stories/a-very-long-name-of-a-story-without-digits',
    ],
    ['/a?tokens=1&page=2&design=3', '/a?tokens=1&page=2&design=3'],
    ['/%E0%A4%A?%E0=1', '/%E0%A4%A?%E0=1'],
  ])('leaves secrets out: %s', (text, expected) => {
    expect(redactUrl(text)).toBe(expected);
  });
});
