import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { resolveAdEligibilityOptions } from './ad-eligibility-options.js';
import { decideAds, type AdPageFacts } from './decide-ads.js';
import { KINDS_WITHOUT_ADS, type PageKind } from './page-kind.js';

const options = resolveAdEligibilityOptions();
const open = { indexable: true, sensitive: false, rules: [] };
const korean = (syllables: number) =>
  Array.from(
    { length: syllables / 10 },
    (_, index) => `사랑은천천히자란다${'가나다라마바사아자차'[index % 10]}.`,
  )
    .map((sentence, index) => sentence.replace('.', `${String.fromCodePoint(0xac00 + index)}. `))
    .join('');
const article: AdPageFacts = {
  status: 200,
  kind: 'content',
  url: '/stories/slow-love',
  text: korean(500),
  explanation: open,
};
const codes = (facts: Partial<AdPageFacts>) =>
  decideAds({ ...article, ...facts }, options).reasons.map(({ code }) => code);

describe('a page may carry ads', () => {
  it('when it is declared content, public and long enough, in any language', () => {
    const english = Array.from({ length: 160 }, (_, index) => `story${index}`).join(' ');
    expect([codes({}), codes({ text: english })]).toEqual([[], []]);
  });

  it.each([201, 204, 206, 301, 304, 400, 401, 404, 410, 500, 503])('not with status %i', (status) => {
    expect(codes({ status })).toEqual(['status']);
  });

  it('not when its kind is undeclared or unknown', () => {
    const { kind: _, ...undeclared } = article;
    expect(decideAds(undeclared, options).reasons.map(({ code }) => code)).toEqual(['kind-undeclared']);
    expect(codes({ kind: 'landing' as PageKind })).toEqual(['kind-undeclared']);
    expect(codes({ kind: 'toString' as PageKind })).toEqual(['kind-undeclared']);
  });

  it.each(Object.keys(KINDS_WITHOUT_ADS))('not when its kind is %s', (kind) => {
    const [reason] = decideAds({ ...article, kind: kind as PageKind }, options).reasons;
    expect(reason).toMatchObject({ code: 'kind', source: { kind: 'policy-text', url: expect.any(String) } });
  });

  it('not on a sensitive path, not even on one that caches may keep', () => {
    expect(codes({ explanation: { ...open, sensitive: true } })).toEqual(['sensitive']);
    const rules = [{ source: 'rule /og', robots: '', sensitive: true }];
    expect(codes({ explanation: { ...open, rules } })).toEqual(['sensitive']);
  });

  it('not outside of production, nor where search is kept out', () => {
    const rules = [{ source: 'environment staging', robots: 'noindex, nofollow', sensitive: false }];
    expect(codes({ explanation: { ...open, indexable: false, rules } })).toEqual(['environment']);
    expect(codes({ explanation: { ...open, indexable: false } })).toEqual(['not-indexable']);
  });

  it('not under an address with a token, and the reason does not repeat it', () => {
    const [reason] = decideAds({ ...article, url: '/r/Zm9vYmFyYmF6cXV4MTIz' }, options).reasons;
    expect(reason?.code).toBe('private-address');
    expect(JSON.stringify(reason)).not.toContain('Zm9v');
  });

  it('not without text, and says that this is policy; below the threshold, that this is ours', () => {
    const kindsOf = (text: string) =>
      decideAds({ ...article, text }, options).reasons.map(({ code, source }) => [code, source.kind]);
    expect(kindsOf('  \n ')).toEqual([['too-little-content', 'policy-text']]);
    expect(kindsOf('짧은 글입니다.')).toEqual([['too-little-content', 'our-default']]);
  });

  it('not with filler, nor with one sentence over and over', () => {
    expect(codes({ text: `${article.text} Lorem ipsum dolor` })).toEqual(['filler']);
    expect(codes({ text: '사랑은 천천히 자랍니다. '.repeat(200) })).toEqual(['too-little-content']);
  });

  it('with half of the words and half of the syllables, and not with less', () => {
    const words = (count: number) => Array.from({ length: count }, (_, index) => `word${index}`).join(' ');
    const limits = resolveAdEligibilityOptions({ minimumContent: { words: 20, syllables: 40 } });
    const decide = (text: string) => decideAds({ ...article, text }, limits).eligible;
    const twenty = '가나다라마바사아자차카타파하거너더러머버';
    expect([decide(`${words(10)}. ${twenty}`), decide(`${words(9)}. ${twenty}`)]).toEqual([true, false]);
  });

  it('lists every reason at once', () => {
    expect(
      codes({
        status: 500,
        kind: 'error',
        text: '',
        url: '/?token=x',
        explanation: { ...open, sensitive: true },
      }),
    ).toEqual(['status', 'kind', 'sensitive', 'private-address', 'too-little-content']);
  });

  it('and more text never takes that away', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 60 }), (more) => {
        const before = decideAds(article, options).eligible;
        const after = decideAds({ ...article, text: `${article.text}\n${more}` }, options).eligible;
        expect(!before || after || /lorem\s+ipsum/i.test(more)).toBe(true);
      }),
    );
  });
});

describe('options', () => {
  it.each([
    [{ minimumContent: { words: 0, syllables: 400 } }, /minimumContent\.words/],
    [{ minimumContent: { words: 150, syllables: 1.5 } }, /minimumContent\.syllables/],
    [{ isPublicSegment: /x/ as never }, /isPublicSegment/],
  ])('that cannot be used are named: %o', (wrong, message) => {
    expect(() => resolveAdEligibilityOptions(wrong)).toThrow(message);
  });
});
