import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatRobotsTag } from '../robots/format-robots-tag.js';
import { parseRobotsTag } from '../robots/parse-robots-tag.js';
import { robotsMeta } from './robots-meta.js';

describe('the robots meta elements', () => {
  it('are one for everyone and one for each crawler that has directives of its own', () => {
    const policy = parseRobotsTag(
      'yeti: noindex, googlebot: max-snippet: 5, unavailable_after: 2030-01-02, bingbot: all, noarchive',
    );
    expect(robotsMeta(policy)).toBe(
      [
        '<meta name="bingbot" content="noarchive">',
        '<meta name="googlebot" content="max-snippet: 5, unavailable_after: 2030-01-02T00:00:00.000Z">',
        '<meta name="yeti" content="noindex">',
      ].join('\n'),
    );
    expect(robotsMeta(parseRobotsTag('nofollow, googlebot: noindex'))).toBe(
      '<meta name="robots" content="nofollow">\n<meta name="googlebot" content="noindex">',
    );
  });

  it.each(['', 'all', 'googlebot: index, follow'])('are none for "%s"', (line) => {
    expect(robotsMeta(parseRobotsTag(line))).toBe('');
  });

  it('hold whatever a header says in their attributes', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), (a, b) => {
        const meta = robotsMeta(parseRobotsTag(`${a}"><script>, x"'<&: ${b}`));
        for (const line of meta.split('\n')) expect(line).toMatch(/^(?:<meta name="[^"<>]*" content="[^"<>]*">)?$/); // prettier-ignore
      }),
    );
  });

  it('say what the header says', () => {
    const directive = fc.constantFrom('noindex', 'nofollow', 'max-snippet: 3', 'none', 'nosnippet', 'max-image-preview: standard'); // prettier-ignore
    const group = fc.tuple(fc.constantFrom('', 'googlebot: ', 'yeti: '), directive).map((parts) => parts.join('')); // prettier-ignore
    fc.assert(
      fc.property(fc.array(group, { maxLength: 5 }), (groups) => {
        const policy = parseRobotsTag(groups.join(', '));
        const lines = [...robotsMeta(policy).matchAll(/name="(.*)" content="(.*)"/g)].map(([, name = '', content = '']) => (name === 'robots' ? content : `${name}: ${content}`)); // prettier-ignore
        expect(lines.join(', ')).toBe(formatRobotsTag(policy));
      }),
    );
  });
});
