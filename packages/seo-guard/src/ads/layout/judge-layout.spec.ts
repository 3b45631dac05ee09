import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isDrawingAttention } from './attention-words.js';
import { judgeLayout } from './judge-layout.js';
import { DEFAULT_LIMITS, resolveLimits, type LayoutLimits } from './layout-limits.js';
import { LAYOUT_RULE_IDS } from './layout-rule-id.js';
import { LAYOUT_RULES } from './layout-rules.js';
import type { ElementKind, PageLayout } from './page-layout.js';
import { elementAt, layoutWith, rectangles, slotAt } from './page-layout.fixture.js';
import { area, distance, sharedArea, type Rectangle } from './rectangle.js';

const PRESSED = ['link', 'button', 'field', 'share', 'navigation', 'game', 'video'] as const;
const pressed = fc.constantFrom<ElementKind>(...PRESSED);
const at = (x: number, y: number, width = 300, height = 250): Rectangle => ({ x, y, width, height });
const rules = (layout: PageLayout, limits = DEFAULT_LIMITS) =>
  judgeLayout(layout, limits).map(({ rule }) => rule);
const nearRules = (layout: PageLayout, limits?: LayoutLimits) =>
  rules(layout, limits).filter((rule) => rule.startsWith('near-'));

describe('distance', () => {
  it('is the same both ways, 0 where rectangles share something, and no more than to a part', () => {
    fc.assert(
      fc.property(rectangles, rectangles, (a, b) => {
        expect(distance(a, b)).toBe(distance(b, a));
        if (sharedArea(a, b) > 0) expect(distance(a, b)).toBe(0);
        expect(distance(a, { ...b, width: b.width / 2 })).toBeGreaterThanOrEqual(distance(a, b));
        expect(sharedArea(a, a)).toBe(area(a));
      }),
    );
  });

  it('is measured across corners', () => {
    expect(distance(at(0, 0, 10, 10), at(13, 14, 10, 10))).toBe(5);
  });
});

describe('rules of distance', () => {
  it('hold at the number, and not one pixel before', () => {
    for (const [kind, limit] of [
      ['game', 150],
      ['video', 150],
      ['navigation', 150],
      ['share', 150],
      ['button', 150],
      ['field', 150],
      ['link', 48],
    ] as const) {
      const page = (gap: number) => layoutWith([slotAt(at(0, 2000))], [elementAt(kind, at(300 + gap, 2000))]);
      expect([kind, nearRules(page(limit)), nearRules(page(limit - 1)).length]).toEqual([kind, [], 1]);
    }
  });

  it('find nothing new when something is moved away', () => {
    fc.assert(
      fc.property(rectangles, rectangles, pressed, fc.integer({ min: 0, max: 500 }), (a, b, kind, by) => {
        const right = b.x >= a.x;
        const moved = { ...b, x: right ? b.x + by : b.x - by };
        const page = (rect: Rectangle) => layoutWith([slotAt(a)], [elementAt(kind, rect)]);
        // Away: on the side where it already is, whole.
        fc.pre(right ? b.x >= a.x + a.width : b.x + b.width <= a.x);
        expect(nearRules(page(b))).toEqual(expect.arrayContaining(nearRules(page(moved))));
      }),
    );
  });

  it('say the same of a page and its limits at any scale', () => {
    fc.assert(
      fc.property(rectangles, rectangles, pressed, fc.constantFrom(0.5, 2, 4), (a, b, kind, by) => {
        const scaled = ({ x, y, width, height }: Rectangle) => at(x * by, y * by, width * by, height * by);
        const limits = Object.fromEntries(
          Object.entries(DEFAULT_LIMITS).map(([name, value]) => [name, value * by]),
        ) as unknown as LayoutLimits;
        expect(nearRules(layoutWith([slotAt(scaled(a))], [elementAt(kind, scaled(b))]), limits)).toEqual(
          nearRules(layoutWith([slotAt(a)], [elementAt(kind, b)])),
        );
      }),
    );
  });

  it('compare only what moves together', () => {
    const bar = elementAt('navigation', at(0, 740, 1280, 60), { positioning: 'fixed' });
    expect(nearRules(layoutWith([slotAt(at(0, 600, 300, 100))], [bar]))).toEqual([]);
    expect(nearRules(layoutWith([slotAt(at(0, 600, 300, 100), { positioning: 'fixed' })], [bar]))).toEqual([
      'near-navigation',
    ]);
  });

  it('once something is opened, look only at what was not there before', () => {
    const button = elementAt('button', at(0, 2300, 80, 20));
    const page = (opened: boolean) => {
      const { states } = layoutWith([slotAt(at(0, 2000))], []);
      const state = { ...states[0], name: 'opened', phase: 'opened' as const };
      return layoutWith([slotAt(at(0, 2000))], [], {
        states: [states[0], { ...state, elements: [{ ...button, opened }] }],
      });
    };
    expect([nearRules(page(true)), nearRules(page(false))]).toEqual([['near-button'], []]);
  });

  it('tell a thing once, where it is nearest', () => {
    const wrapped = [elementAt('link', at(0, 2260, 200, 20)), elementAt('link', at(0, 2284, 80, 20))];
    const [finding, ...more] = judgeLayout(layoutWith([slotAt(at(0, 2000))], wrapped), DEFAULT_LIMITS);
    expect([finding?.measured, more]).toEqual([10, []]);
  });
});

describe('shares', () => {
  const phone = { name: 'phone', width: 360, height: 800 } as const;
  const page = (height: number, viewport: PageLayout['viewport'] = phone) =>
    layoutWith([slotAt(at(0, 2000, 300, height))], [], { viewport, main: at(0, 0, 360, 10_000) });

  it('of ads in the main content are at most 30%, inclusive, on phones and tablets', () => {
    expect([rules(page(3000)), rules(page(3001))]).toEqual([[], ['ad-density']]);
    expect(rules(page(3001, { name: 'desktop', width: 1280, height: 800 }))).toEqual([]);
  });

  it('of ads below the main content do not count', () => {
    const layout = page(3001);
    expect(rules({ ...layout, main: at(0, 0, 360, 1900) })).toEqual([]);
  });

  it('of ads that stay add up', () => {
    const fixed = (y: number, height: number) =>
      slotAt(at(0, y, 360, height), { positioning: 'fixed', selector: `#y${y}` });
    const facts = { viewport: phone };
    expect(rules(layoutWith([fixed(0, 120), fixed(680, 120)], [], facts))).toEqual([]);
    expect(rules(layoutWith([fixed(0, 120), fixed(679, 121)], [], facts))).toEqual(['large-sticky-ad']);
  });
});

describe('labels', () => {
  const heading = elementAt('content', at(0, 1970, 300, 20), { heading: true, text: '추천 사이트' });

  it('of a frame make what stands above it a heading of the page again', () => {
    expect(rules(layoutWith([slotAt(at(0, 2000))], [heading]))).toEqual([]);
    expect(rules(layoutWith([slotAt(at(0, 2000), { labels: [] })], [heading]))).toEqual(['wrong-label']);
  });

  it('far above, or beside, are no labels', () => {
    const page = (rect: Rectangle) =>
      layoutWith([slotAt(at(0, 2000), { labels: [] })], [{ ...heading, rect }]);
    expect(rules(page(at(0, 1948, 300, 20)))).toEqual([]);
    expect(rules(page(at(301, 1970, 300, 20)))).toEqual([]);
  });
});

describe('words that draw attention', () => {
  it.each([
    '→',
    '▼ 아래',
    '👇',
    'Click here!',
    'please support us',
    '광고를 클릭해 주세요',
    '여기를 눌러 주세요',
  ])('%s', (text) => expect(isDrawingAttention(text)).toBe(true));

  it.each(['다음 이야기', 'Clicking sounds', '광고 없는 삶', 'A story - of two', '1 < 2 > 0'])(
    'not %s',
    (text) => expect(isDrawingAttention(text)).toBe(false),
  );
});

describe('limits', () => {
  it.each([
    [{ game: 149 }, /limits\.game can only be made stricter than 150/],
    [{ density: 0.31 }, /limits\.density/],
    [{ sticky: 0.4 }, /limits\.sticky/],
    [{ adsToContent: 1.1 }, /limits\.adsToContent/],
    [{ shift: 0.2 }, /limits\.shift/],
    [{ link: -1 }, /limits\.link/],
    [{ button: Number.NaN }, /limits\.button/],
    [{ buton: 1 } as Partial<LayoutLimits>, /limits\.buton is not a limit/],
  ])('%o are refused', (limits, message) => {
    expect(() => resolveLimits(limits)).toThrow(message);
  });

  it('may be stricter than official, and ours may be anything', () => {
    expect(resolveLimits({ game: 200, density: 0.2, button: 0 })).toEqual({
      ...DEFAULT_LIMITS,
      game: 200,
      density: 0.2,
      button: 0,
    });
  });
});

describe('the rules', () => {
  it('are exactly those that are named, each with a source; a number of others has its address', () => {
    expect(LAYOUT_RULES.map(({ id }) => id).toSorted()).toEqual([...LAYOUT_RULE_IDS].toSorted());
    for (const { sources } of LAYOUT_RULES) {
      expect(sources.length).toBeGreaterThan(0);
      for (const { kind, url } of sources) expect(kind === 'our-default' || url !== undefined).toBe(true);
    }
  });

  it('claim an official number only where they use it unchanged', () => {
    const official = LAYOUT_RULES.filter(({ sources }) =>
      sources.some(({ kind }) => kind === 'official-number'),
    );
    expect(official.map(({ id }) => id)).toEqual([
      'near-game',
      'ad-density',
      'large-sticky-ad',
      'layout-shift',
    ]);
  });

  it('never pass a stricter number off as the official one', () => {
    const page = layoutWith([slotAt(at(0, 2000))], [elementAt('game', at(400, 2000))]);
    const kinds = (limits: Partial<LayoutLimits>) =>
      judgeLayout(page, resolveLimits(limits)).map(({ sources }) => sources.map(({ kind }) => kind));
    expect([kinds({}), kinds({ game: 151 })]).toEqual([
      [['official-number']],
      [['official-number', 'our-default']],
    ]);
    const shifted = layoutWith([slotAt(at(0, 2000))], [], { shifts: [{ selector: '#slot', value: 0.01 }] });
    expect(judgeLayout(shifted, DEFAULT_LIMITS)[0]?.sources.map(({ kind }) => kind)).toContain('our-default');
  });

  it('tell what they find in Korean and English, with numbers', () => {
    const [finding] = judgeLayout(
      layoutWith([slotAt(at(0, 2000))], [elementAt('button', at(0, 2262.5, 80, 20), { text: '저장' })]),
      DEFAULT_LIMITS,
    );
    expect(finding?.text).toEqual({
      ko: '광고 #slot: 버튼이나 입력란까지의 거리가 12.5 px입니다. 150 px 이상이어야 합니다. (#button "저장")',
      en: 'The ad #slot is 12.5 px from the button or field #button "저장"; it has to be at least 150 px.',
    });
  });
});
