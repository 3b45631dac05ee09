import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatRobotsTag } from './format-robots-tag.js';
import { parseRobotsTag } from './parse-robots-tag.js';
import { ruleOf } from './robots-directives.js';
import { isIndexable, mergePolicies, policyOf, ruleForCrawler, type RobotsPolicy } from './robots-policy.js';
import { mergeRules, NO_RESTRICTION, type RobotsRule } from './robots-rule.js';

const limit = fc.oneof(fc.nat({ max: 1000 }), fc.constant(Infinity));
const anyRule: fc.Arbitrary<RobotsRule> = fc.record({
  index: fc.constantFrom(0 as const, 1 as const, 2 as const),
  switches: fc
    .uniqueArray(fc.constantFrom('nofollow', 'noarchive', 'notranslate', 'noai'))
    .map((names) => new Set(names)),
  maxSnippet: limit,
  maxImagePreview: fc.constantFrom(0, 1, 2, Infinity),
  maxVideoPreview: limit,
  unavailableAfter: fc.oneof(fc.date({ min: new Date(0), max: new Date(4e12), noInvalidDate: true }).map(Number), fc.constant(Infinity)), // prettier-ignore
});
const anyPolicy: fc.Arbitrary<RobotsPolicy> = fc
  .dictionary(fc.constantFrom('', 'googlebot', 'yeti'), anyRule)
  .map((rules) => new Map(Object.entries(rules)));

/** Written the other way round than the code: everything that `a` forbids, `b` forbids too. */
function forbidsAtLeast(a: RobotsRule, b: RobotsRule): boolean {
  return (
    b.index <= a.index &&
    [...a.switches].every((name) => b.switches.has(name)) &&
    b.maxSnippet <= a.maxSnippet &&
    b.maxImagePreview <= a.maxImagePreview &&
    b.maxVideoPreview <= a.maxVideoPreview &&
    b.unavailableAfter <= a.unavailableAfter
  );
}

describe('merging', () => {
  it('is idempotent, commutative and associative, with no restriction as its neutral element', () => {
    fc.assert(
      fc.property(anyRule, anyRule, anyRule, (a, b, c) => {
        expect(mergeRules(a, a)).toEqual(a);
        expect(mergeRules(a, b)).toEqual(mergeRules(b, a));
        expect(mergeRules(mergeRules(a, b), c)).toEqual(mergeRules(a, mergeRules(b, c)));
        expect(mergeRules(a, NO_RESTRICTION)).toEqual(a);
      }),
    );
    fc.assert(
      fc.property(anyPolicy, anyPolicy, anyPolicy, (a, b, c) => {
        expect(mergePolicies(a, a)).toEqual(a);
        expect(mergePolicies(a, b)).toEqual(mergePolicies(b, a));
        expect(mergePolicies(mergePolicies(a, b), c)).toEqual(mergePolicies(a, mergePolicies(b, c)));
        expect(mergePolicies(a, new Map())).toEqual(a);
      }),
    );
  });

  it('never loosens either side, and forbids nothing that neither forbids', () => {
    fc.assert(
      fc.property(anyRule, anyRule, anyRule, (a, b, stricter) => {
        const merged = mergeRules(a, b);
        expect(forbidsAtLeast(a, merged) && forbidsAtLeast(b, merged)).toBe(true);
        if (forbidsAtLeast(a, stricter) && forbidsAtLeast(b, stricter)) {
          expect(forbidsAtLeast(merged, stricter)).toBe(true);
        }
      }),
    );
  });

  it('keeps the groups of single crawlers apart', () => {
    const merged = mergePolicies(
      parseRobotsTag('noindex, googlebot: nosnippet'),
      parseRobotsTag('googlebot: noarchive, yeti: none'),
    );
    expect(formatRobotsTag(merged)).toBe('noindex, googlebot: noarchive, nosnippet, yeti: noindex, nofollow');
  });
});

describe('one line', () => {
  it('reads back as the policy that it was written from', () => {
    fc.assert(
      fc.property(anyPolicy, (policy) => {
        const restricting = new Map([...policy].filter(([, rule]) => !forbidsAtLeast(rule, NO_RESTRICTION)));
        const text = formatRobotsTag(policy);
        const read = parseRobotsTag(text);
        expect(formatRobotsTag(read)).toBe(text);
        for (const [bot, rule] of restricting) expect(read.get(bot)).toEqual(rule);
      }),
    );
  });

  it.each([
    ['NOINDEX,NoFollow', 'noindex, nofollow'],
    ['none', 'noindex, nofollow'],
    ['all', ''],
    ['index, follow', ''],
    ['noindex, indexifembedded', 'noindex, indexifembedded'],
    ['indexifembedded', ''],
    ['none, indexifembedded', 'noindex, nofollow'],
    ['max-snippet:0', 'nosnippet'],
    ['max-snippet: -1', ''],
    ['max-snippet: many', 'nosnippet'],
    ['max-image-preview: huge', 'max-image-preview: none'],
    ['unavailable_after: 2030-01-02T03:04:05Z', 'unavailable_after: 2030-01-02T03:04:05.000Z'],
    [
      'unavailable_after: Wed, 02 Jan 2030 03:04:05 GMT, nofollow',
      'nofollow, unavailable_after: 2030-01-02T03:04:05.000Z',
    ],
    ['unavailable_after: soon 5', 'unavailable_after: 1970-01-01T00:00:00.000Z'],
    ['unavailable_after: 25 Jun 2030 15:00:00 PST', 'unavailable_after: 2030-06-25T23:00:00.000Z'],
    ['Unavailable_After: Wednesday, 02-Jan-30 03:04:05 GMT', 'unavailable_after: 2030-01-02T03:04:05.000Z'],
    ['googlebot: unavailable_after: 2030-01-02', 'googlebot: unavailable_after: 2030-01-02T00:00:00.000Z'],
    ['googlebot: max-snippet: 5, yeti: noarchive', 'googlebot: max-snippet: 5, yeti: noarchive'],
    ['max-image-preview: STANDARD', 'max-image-preview: standard'],
    ['max-video-preview: 99999999999999999999', 'max-video-preview: 0'],
    ['noindex, , ,', 'noindex'],
    ['noai', 'noai'],
    ['googlebot: noindex, nofollow', 'googlebot: noindex, nofollow'],
    ['', ''],
  ])('%s means %s', (line, meaning) => {
    expect(formatRobotsTag(parseRobotsTag(line))).toBe(meaning);
  });

  it('never throws and never restricts less than noindex merged in', () => {
    fc.assert(
      fc.property(fc.string(), (line) => {
        const merged = mergePolicies(policyOf(ruleOf({ noindex: true })), parseRobotsTag(line));
        expect(formatRobotsTag(merged)).toMatch(/^noindex(?!, indexifembedded)/);
      }),
    );
  });
});

describe('what one crawler obeys', () => {
  const policy = parseRobotsTag('max-snippet: 50, GoogleBot: noindex, yeti: max-snippet: 20');

  it('is the sum of what everyone and it itself is told', () => {
    expect(ruleForCrawler(policy, 'Googlebot')).toMatchObject({ index: 0, maxSnippet: 50 });
    expect(ruleForCrawler(policy, 'yeti')).toMatchObject({ index: 2, maxSnippet: 20 });
    expect(ruleForCrawler(policy, 'bingbot')).toMatchObject({ index: 2, maxSnippet: 50 });
    expect(ruleForCrawler(new Map(), 'bingbot')).toEqual(NO_RESTRICTION);
  });

  it('closes a page only if everyone is told noindex', () => {
    expect(isIndexable(policy)).toBe(true);
    expect(isIndexable(new Map())).toBe(true);
    expect(isIndexable(parseRobotsTag('nofollow, nosnippet'))).toBe(true);
    expect(isIndexable(parseRobotsTag('noindex'))).toBe(false);
    expect(isIndexable(parseRobotsTag('none'))).toBe(false);
    expect(isIndexable(parseRobotsTag('noindex, indexifembedded'))).toBe(false);
  });

  it('never gets looser by merging', () => {
    fc.assert(
      fc.property(anyPolicy, anyPolicy, fc.constantFrom('googlebot', 'yeti', 'bingbot'), (a, b, bot) => {
        const merged = mergePolicies(a, b);
        expect(forbidsAtLeast(ruleForCrawler(a, bot), ruleForCrawler(merged, bot))).toBe(true);
        expect(isIndexable(merged)).toBe(isIndexable(a) && isIndexable(b));
      }),
    );
  });
});

describe('several lines', () => {
  it('each begin with what everyone is told, and add up by crawler', () => {
    const lines = ['googlebot: noindex', 'nofollow', 'googlebot: indexifembedded, nosnippet'];
    expect(formatRobotsTag(parseRobotsTag(lines))).toBe(
      'nofollow, googlebot: noindex, indexifembedded, nosnippet',
    );
  });
});
