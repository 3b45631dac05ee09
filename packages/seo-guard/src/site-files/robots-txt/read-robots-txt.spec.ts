import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { forbiddingLine, groupOf } from './crawl-verdict.js';
import { parseIndependently } from '../../../test/independent-parser.js';
import { readRobotsTxt } from './read-robots-txt.js';

const forbidden = (text: string, crawler: string, target: string) =>
  forbiddingLine(readRobotsTxt(text), crawler, target)?.number;

// RFC 9309 section 5.1, as the rules of its groups.
const RFC_GROUPS = `User-Agent: *
Disallow: *.gif$
Disallow: /example/
Allow: /publications/

User-Agent: foobot
Disallow:/
Allow:/example/page.html
Allow:/example/allowed.gif

User-Agent: barbot
User-Agent: bazbot
Disallow: /example/page.html

User-Agent: quxbot
`;

describe('a robots.txt', () => {
  it.each([
    ['anybot', '/x.gif', 2],
    ['anybot', '/example/', 3],
    ['anybot', '/publications/x', undefined],
    ['anybot', '/publications/x.gif', undefined],
    ['foobot', '/x', 7],
    ['FooBot', '/example/page.html', undefined],
    ['barbot', '/example/page.html', 13],
    ['bazbot', '/example/page.html', 13],
    ['bazbot', '/x.gif', undefined],
    ['quxbot', '/example/', undefined],
  ])('has %s not fetch %s because of line %s', (crawler, target, line) => {
    expect(forbidden(RFC_GROUPS, crawler, target)).toBe(line);
  });

  it('lets the longest line hold, and Allow of two as long (RFC 9309 section 5.2)', () => {
    const text =
      'User-Agent: foobot\nAllow: /example/page/\nDisallow: /example/page/disallowed.gif\nDisallow: /same\nAllow: /same';
    expect(forbidden(text, 'foobot', '/example/page/disallowed.gif')).toBe(3);
    expect(forbidden(text, 'foobot', '/example/page/x')).toBeUndefined();
    expect(forbidden(text, 'foobot', '/same')).toBeUndefined();
  });

  it('makes one group of all groups for a crawler, whatever stands between, and drops its version', () => {
    const text =
      '\uFEFFuser-agent : a/1.0 # first\r\nDisallow: /x#y\rSitemap: https://h/s.xml\nUser-agent: b\nDisallow: /b\nUser-agent: A\nCrawl-delay: 3\nDisallow /y';
    const { groups, sitemaps } = readRobotsTxt(text);
    expect([...groups].map(([name, lines]) => [name, lines.map((line) => `${line.number} ${line.text}`)])).toEqual([
      ['a', ['2 Disallow: /x', '8 Disallow /y']],
      ['b', ['5 Disallow: /b']],
    ]); // prettier-ignore
    expect(sitemaps).toEqual(['https://h/s.xml']);
  });

  it('has nothing to say before the first crawler, and always lets itself be fetched', () => {
    expect(readRobotsTxt('Disallow: /\nUser-agent: *\nAllow: /x').groups.get('*')).toHaveLength(1);
    expect(forbidden('User-agent: *\nDisallow: /', 'x', '/robots.txt?x')).toBeUndefined();
    expect(forbidden('User-agent: *\nDisallow: /', 'x', '/robots.txts')).toBe(2);
  });

  it('has a crawler of the googlebot family obey googlebot', () => {
    const robots = readRobotsTxt('User-agent: googlebot\nUser-agent: * agents\nDisallow: /');
    expect(['Googlebot-News', 'googlebot', 'bingbot'].map((name) => groupOf(robots, name))).toEqual(['googlebot', 'googlebot', '*']); // prettier-ignore
  });

  it('is read as robots-parser reads it', () => {
    const path = fc.array(fc.constantFrom('a', 'b', '/', '*', '$', '?'), { maxLength: 6 }).map((parts) => `/${parts.join('')}`); // prettier-ignore
    const line = fc
      .tuple(fc.constantFrom('Allow', 'Disallow'), path)
      .map(([key, value]) => `${key}: ${value}`);
    const agents = fc.array(fc.constantFrom('*', 'one', 'two'), { minLength: 1, maxLength: 2 });
    const group = fc.tuple(agents, fc.array(line, { minLength: 1, maxLength: 4 })).map(([names, lines]) => [...names.map((name) => `User-agent: ${name}`), ...lines].join('\n')); // prettier-ignore
    const target = fc
      .array(fc.constantFrom('a', 'b', '/', '?'), { maxLength: 8 })
      .map((parts) => `/${parts.join('')}`)
      // It takes an empty query away.
      .filter((at) => !/^[^?]*\?$/.test(at));
    fc.assert(
      fc.property(fc.array(group, { maxLength: 3 }), target, fc.constantFrom('one', 'two', 'three'), (groups, at, crawler) => {
        const text = groups.join('\n\n');
        const theirs = parseIndependently('https://h/robots.txt', text).isDisallowed(`https://h${at}`, crawler);
        expect(forbidden(text, crawler, at) !== undefined).toBe(theirs);
      }),
      { numRuns: 2_000 },
    ); // prettier-ignore
  });
});
