import { extent } from '@couplekit/testkit';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { forbiddingLine } from '../site-files/robots-txt/crawl-verdict.js';
import { readRobotsTxt } from '../site-files/robots-txt/read-robots-txt.js';
import type { PathRule } from '../table/path-rule.js';
import { examineRobotsTxt } from './examine-robots-txt.js';
import { guardOf } from './guard-of-rules.fixture.js';
import { OTHER_CRAWLERS } from './other-crawlers.js';
import { tableOfGuard } from './table-of-guard.js';

const noindex = { noindex: true } as const;
const RULES: readonly PathRule[] = [
  { path: '/', robots: {} },
  { path: '/guide{/*path}', robots: {} },
  { path: '/blog{/*path}', robots: {} },
  { path: '/share{/*path}', robots: noindex },
  { path: '/sessions/:id/result', robots: noindex },
  { path: '/guide/draft', robots: noindex },
  { path: '/blog/news', robots: noindex, bot: 'googlebot-news' },
  { path: '/blog/yeti', robots: noindex, bot: 'Yeti' },
];

const examine = (text: string, rules = RULES, unmatched?: PathRule['robots']) =>
  examineRobotsTxt(
    readRobotsTxt(text),
    tableOfGuard(guardOf({ rules, ...(unmatched && { unmatched }) }), []),
    OTHER_CRAWLERS,
  );
const forEveryone = (...lines: readonly string[]) => examine(['User-agent: *', ...lines].join('\n'));

describe('a robots.txt that hides a noindex', () => {
  it.each([
    ['/', '/guide/draft'],
    ['/sha', '/share'],
    ['/share/', '/share/'],
    ['/Share', '/Share'],
    ['/*/result$', '/share/result'],
    ['/sessions/1/res', '/sessions/1/result'],
    ['/*.pdf$', '/share/.pdf'],
    ['/guide/dra', '/guide/draft'],
    ['/*?', '/share?'],
    ['*', '/share'],
    ['/%73hare/%41', '/share/A'],
    ['/share%2F', '/share%2F'],
    ['//share', '//share'],
    ['/*;', '/share;'],
    ['/sessions%*result', '/sessions%2F1/result'],
  ])('has a line %s that forbids %s', (path) => {
    const [problem, ...others] = forEveryone(`Disallow: ${path}`);
    expect(others).toEqual([]);
    expect(problem).toMatch(/^robots\.txt line 2 "Disallow: .*" forbids .*, which rule .* keeps out/);
    const [, example = '', source] = /forbids (\S+), which rule (\S+)/.exec(problem ?? '') ?? [];
    expect(forbiddingLine(readRobotsTxt(`User-agent: *\nDisallow: ${path}`), '*', example)).toBeDefined();
    expect(guardOf({ rules: RULES }).explain(example).rules.map((rule) => rule.source)).toContain(`rule ${source}`); // prettier-ignore
  });

  it.each([
    ['a prefix of nothing but what may be indexed', ['Disallow: /guide/search']],
    ['an Allow that is as long', ['Disallow: /sha', 'Allow: /sha']],
    ['an Allow that is longer', ['Disallow: /guide/d', 'Allow: /guide/dr']],
    ['an end that the rule has not', ['Disallow: /sessions/1/resul$', 'Disallow: /guide', 'Allow: /guide/draft', 'Allow: /']],
    ['no path', ['Disallow:']],
    ['Allow only', ['Allow: /']],
  ])('is not one with %s', (_, lines) => {
    const problems = forEveryone(...lines).filter((problem) => problem.includes('which rule'));
    expect(problems).toEqual([]);
  }); // prettier-ignore

  it('is one where an Allow is shorter, or leaves something', () => {
    expect(forEveryone('Disallow: /share', 'Allow: /s')).toHaveLength(1);
    expect(forEveryone('Disallow: /share', 'Allow: /share$')[0]).toContain('forbids /share/,');
    expect(forEveryone('Disallow: /share', 'Allow: /share*')).toEqual([]);
    expect(forEveryone('Disallow: /sha', 'Allow: /Share')[0]).toContain('forbids /share,');
  });

  it('is told once for a line of several crawlers, and for each line', () => {
    const text =
      'User-agent: Bingbot\nUser-agent: Yeti\nDisallow: /share\n\nUser-agent: *\nDisallow: /share/';
    expect(examine(text).map((problem) => problem.slice(0, 17))).toEqual(['robots.txt line 3', 'robots.txt line 6']); // prettier-ignore
  });

  it('is one for search engines only', () => {
    expect(examine('User-agent: GPTBot\nUser-agent: Google-Extended\nDisallow: /')).toEqual([]);
    expect(examine('User-agent: GPTBot\nUser-agent: Bingbot\nDisallow: /')).toHaveLength(1);
  });

  it('is one where it hides a noindex from the crawler for which it is', () => {
    const problems = (crawler: string, path: string) => examine(`User-agent: ${crawler}\nDisallow: ${path}\nUser-agent: Bingbot\nAllow: /`).length; // prettier-ignore
    expect(problems('*', '/blog/news')).toBe(1);
    expect(problems('Googlebot', '/blog/news')).toBe(1);
    expect(problems('Googlebot-News', '/blog/news')).toBe(1);
    expect(problems('Daum', '/blog/news')).toBe(0);
    expect(problems('yeti', '/blog/yeti')).toBe(1);
    expect(problems('Googlebot', '/blog/yeti')).toBe(0);
  });

  it('is one where nothing that it forbids was declared', () => {
    expect(forEveryone('Disallow: /admin')[0]).toContain('only paths that are not to be indexed, such as /admin (unmatched path)'); // prettier-ignore
    expect(examine('User-agent: *\nDisallow: /admin', RULES, {})).toEqual([]);
    expect(examine('User-agent: *\nDisallow: /admin', [...RULES, { path: '/admin/:page' }])).toEqual([]);
    expect(forEveryone('Disallow: /gui', 'Allow: /guide/draft')).toEqual([]);
  });

  it('that cannot be compared is one, too', () => {
    const allows = Array.from(
      'abcdefghijklmnop',
      (character) => `Allow: /*${character}*${character.repeat(9)}$`,
    );
    expect(forEveryone('Disallow: /share/*z$', 'Allow: /share/**z$', ...allows)[0]).toContain(
      'cannot be compared with the rules',
    );
  });

  it('is found for any rules and lines, and only where there is a path that proves it', () => {
    const segment = fc.constantFrom('a', 'b', 'ab', ':p', 'a:q', '{a}b');
    const route = fc.tuple(
      fc.array(segment, { maxLength: 3 }),
      fc.constantFrom('', '{/*rest}', '/*rest', '{/b}'),
    );
    const rule = fc.tuple(route, fc.boolean()).map(([[segments, end], open]): PathRule => ({
      path: `/${segments.join('/')}`.replace(/^\/$/, end.startsWith('/') ? '' : '/x') + end,
      robots: open ? {} : noindex,
    })); // prettier-ignore
    const part = fc.constantFrom('a', 'b', 'A', '/', '*', '$', '?', '%2F', '%61', ';');
    const line = fc.tuple(fc.constantFrom('Allow', 'Disallow'), fc.array(part, { maxLength: 4 })).map(([key, parts]) => `${key}: /${parts.join('')}`); // prettier-ignore
    const target = fc.array(fc.constantFrom('a', 'b', '/', '?', ';', '%61', 'x'), { maxLength: 6 }).map((parts) => `/${parts.join('')}`); // prettier-ignore
    const names = new Map<string, number>();
    const distinct = (path: string) => path.replaceAll(/(?<=[:*])[a-z]+/g, (name) => `${name}${names.set('n', (names.get('n') ?? 0) + 1).get('n')}`); // prettier-ignore
    const targets = fc.array(target, { minLength: 20, maxLength: 20 });
    fc.assert(
      fc.property(fc.array(rule, { minLength: 1, maxLength: 3 }), fc.array(line, { minLength: 1, maxLength: 3 }), targets, (rules, lines, samples) => {
        const guard = guardOf({ rules: rules.map((each) => ({ ...each, path: distinct(each.path) })), unmatched: {} });
        const text = ['User-agent: *', ...lines].join('\n');
        const robotsTxt = readRobotsTxt(text);
        const hidden = (path: string) => !guard.explain(path).indexable && forbiddingLine(robotsTxt, '*', path);
        const problems = examineRobotsTxt(robotsTxt, tableOfGuard(guard, []), []);
        for (const problem of problems) {
          const example = /(?:forbids|such as) (\S+)(?:, which rule| \()/.exec(problem)?.[1] ?? '';
          expect([problem, Boolean(hidden(example))]).toEqual([problem, true]);
        }
        for (const sample of samples) {
          // Of other spellings, those that an Allow is meant for are no problem.
          const found = !sample.includes('//') && hidden(sample);
          if (found) expect([sample, problems.map((problem) => problem.slice(0, 18))]).toEqual([sample, expect.arrayContaining([`robots.txt line ${found.number} `])]); // prettier-ignore
        }
      }),
      { numRuns: extent(300, 1_500), examples: [[[{ path: '/a', robots: noindex }], ['Allow: /a', 'Disallow: /A'], []]] },
    ); // prettier-ignore
  });
});
