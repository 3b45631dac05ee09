import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatRobotsTag } from './format-robots-tag.js';
import { parseRobotsTag } from './parse-robots-tag.js';
import { ruleOf } from './robots-directives.js';
import { mergePolicies, policyOf, type RobotsPolicy } from './robots-policy.js';
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

describe('ruleOf', () => {
  it.each([
    [{ maxSnippet: -2 }, 'maxSnippet'],
    [{ maxVideoPreview: 1.5 }, 'maxVideoPreview'],
    [{ unavailableAfter: new Date('x') }, 'unavailableAfter'],
    [{ maxImagePreview: 'huge' as 'large' }, 'maxImagePreview'],
  ])('refuses %o, naming it', (directives, name) => {
    expect(() => ruleOf(directives)).toThrow(name);
  });
});
