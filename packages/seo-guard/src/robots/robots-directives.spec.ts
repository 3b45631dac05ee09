import { describe, expect, it } from 'vitest';
import { formatRobotsTag } from './format-robots-tag.js';
import { ruleOf, type RobotsDirectives } from './robots-directives.js';
import { policyOf } from './robots-policy.js';

const said = (directives: RobotsDirectives) => formatRobotsTag(policyOf(ruleOf(directives)));

describe('directives', () => {
  it.each<[RobotsDirectives, string]>([
    [{}, ''],
    [{ noindex: true }, 'noindex'],
    [{ noindex: false, nofollow: false }, ''],
    [{ noindex: true, indexifembedded: true }, 'noindex, indexifembedded'],
    [{ nofollow: true, noarchive: true, noimageindex: true, notranslate: true }, 'noarchive, nofollow, noimageindex, notranslate'],
    [{ nosnippet: true, maxSnippet: 50 }, 'nosnippet'],
    [{ maxSnippet: 50, maxVideoPreview: 0 }, 'max-snippet: 50, max-video-preview: 0'],
    [{ maxSnippet: -1, maxVideoPreview: -1 }, ''],
    [{ maxImagePreview: 'large' }, 'max-image-preview: large'],
    [{ unavailableAfter: new Date('2030-01-02') }, 'unavailable_after: 2030-01-02T00:00:00.000Z'],
    [{ unavailableAfter: '25 Jun 2030 15:00:00 PST' }, 'unavailable_after: 2030-06-25T23:00:00.000Z'],
  ])('%o say %s', (directives, text) => {
    expect(said(directives)).toBe(text);
  }); // prettier-ignore

  it.each([
    [{ maxSnippet: -2 }, 'maxSnippet must be'],
    [{ maxVideoPreview: 1.5 }, 'maxVideoPreview must be'],
    [{ maxSnippet: '5' }, 'maxSnippet must be'],
    [{ unavailableAfter: new Date('x') }, 'unavailableAfter must be'],
    [{ unavailableAfter: 'soon' }, 'unavailableAfter must be'],
    [{ unavailableAfter: new Date('+012026-01-01T00:00:00Z') }, 'unavailableAfter must be'],
    [{ maxImagePreview: 'huge' }, 'maxImagePreview must be one of none, standard, large'],
    [{ indexifembedded: true }, 'indexifembedded means something only together with noindex'],
    [{ noIndex: true }, 'noIndex is not a directive'],
    [{ noindex: 'yes' }, 'noindex must be true or false'],
    [null, 'directives must be an object'],
    ['noindex', 'directives must be an object'],
  ])('%o are refused: %s', (directives, message) => {
    expect(() => ruleOf(directives as RobotsDirectives)).toThrow(message);
  });
});
