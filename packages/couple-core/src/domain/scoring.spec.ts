import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { anySets, sameEverywhere, sets } from './answer-sets.fixture.js';
import { findFlags } from './flags.js';
import { summariseGap } from './gap-summary.js';
import { chooseInsights } from './insights.js';
import { findItem, ITEMS, SCALES, type ItemCode } from './questionnaire.js';
import { computeOutputs } from './result.js';
import { itemDelta, scaleDelta, scaleMean, topDeltaItems, widest } from './scoring.js';

const item = (code: ItemCode) => {
  const found = findItem(code);
  if (!found) throw new Error(code);
  return found;
};

describe('the questionnaire', () => {
  it('has eight scales of six items', () => {
    expect(ITEMS).toHaveLength(48);
    for (const scale of SCALES) expect(ITEMS.filter((i) => i.scale === scale)).toHaveLength(6);
  });

  it('reverses exactly the twelve listed items and asks only SF1 on ten points', () => {
    const reversed = ITEMS.filter((i) => i.reversed).map((i) => i.code);
    expect(reversed).toEqual(
      ['CS2', 'CB1', 'CB2', 'CB3', 'CB4', 'PD5', 'PD6', 'LF2', 'LF5', 'IN4', 'SF3', 'SF6'], // prettier-ignore
    );
    expect(ITEMS.filter((i) => i.max === 10).map((i) => i.code)).toEqual(['SF1']);
  });
});

describe('scale means', () => {
  it.each([
    // scale, every answer, expected mean
    ['EA', 0, 0],
    ['EA', 3, 3],
    ['CS', 4, (5 * 4 + 0) / 6], // CS2 reversed
    ['CB', 4, (4 * 0 + 2 * 4) / 6], // CB1-CB4 reversed
    ['PD', 1, (4 * 1 + 2 * 3) / 6], // PD5, PD6 reversed
    ['SF', 0, (0 + 3 * 0 + 2 * 4) / 6], // SF3, SF6 reversed
    ['SF', 4, (4 * 0.4 + 3 * 4 + 2 * 0) / 6], // SF1 counts 0.4 a point
  ] as const)('%s answered %i throughout is %f', (scale, value, mean) => {
    expect(scaleMean(scale, sameEverywhere(value))).toBeCloseTo(mean, 12);
  });

  it('takes SF1 = 10 as a full 4', () => {
    expect(scaleMean('SF', { ...sameEverywhere(4), SF1: 10, SF3: 0, SF6: 0 })).toBe(4);
  });
});

describe('deltas', () => {
  it.each([
    ['EA1', { a_guess: 4, b_self: 1 }, { a: 3, b: 0 }],
    ['EA1', { b_guess: 0, a_self: 4 }, { a: 0, b: 4 }],
    ['CS2', { a_guess: 4, b_self: 0 }, { a: 4, b: 0 }], // both sides are reversed, the gap stays
    ['SF1', { a_guess: 10, b_self: 0, b_guess: 2 }, { a: 4, b: 0 }],
    ['SF1', { a_guess: 5, b_self: 2 }, { a: 1.2, b: 0 }],
  ] as const)('%s %o', (code, values, expected) => {
    const at = (value: number) => ({ ...sameEverywhere(2), [code]: value });
    const overrides = Object.fromEntries(Object.entries(values).map(([set, value]) => [set, at(value)]));
    expect(itemDelta(item(code), sets(overrides))).toEqual(expected);
  });

  it('of a scale is the mean of its six item deltas', () => {
    const far = { ...sameEverywhere(2), RP1: 4, RP2: 0, RP3: 3 };
    expect(scaleDelta('RP', sets({ a_guess: far }))).toEqual({ a: 5 / 6, b: 0 });
  });

  it('keep questionnaire order among equal top items', () => {
    const far = { ...sameEverywhere(2), IN6: 4, CS1: 4, EA3: 0, SF2: 3, LF1: 4, RP4: 4 };
    const top = topDeltaItems(sets({ b_guess: far })).map(({ code, delta }) => [code, delta]);
    expect(top).toEqual([['CS1', 2], ['EA3', 2], ['RP4', 2], ['LF1', 2], ['IN6', 2]]); // prettier-ignore
  });

  it('stay between 0 and 4 and vanish for perfect guesses', () => {
    fc.assert(
      fc.property(anySets, (four) => {
        const outputs = computeOutputs(four);
        const all = [...Object.values(outputs.deltas.items), ...Object.values(outputs.deltas.scales)];
        for (const { a, b } of all) expect(Math.min(a, b) >= 0 && Math.max(a, b) <= 4).toBe(true);
        const perfect = computeOutputs({ ...four, a_guess: four.b_self, b_guess: four.a_self });
        expect(perfect.gap_summary).toMatchObject({ mean_delta: 0, top_delta: 0, grade: 'green' });
      }),
    );
  });

  it('swap sides when the partners swap', () => {
    fc.assert(
      fc.property(anySets, (four) => {
        const swapped = {
          a_self: four.b_self,
          a_guess: four.b_guess,
          b_self: four.a_self,
          b_guess: four.a_guess,
        };
        const [here, there] = [computeOutputs(four), computeOutputs(swapped)];
        for (const scale of SCALES) {
          expect(there.deltas.scales[scale]).toEqual({
            a: here.deltas.scales[scale].b,
            b: here.deltas.scales[scale].a,
          });
        }
        expect(there.gap_summary).toEqual(here.gap_summary);
        expect(there.flags).toEqual(here.flags);
      }),
    );
  });
});

describe('flags', () => {
  // Nothing stands out: CS2 and IN4 above 2, everything else in the middle.
  const calm = { ...sameEverywhere(2), CS2: 3, IN4: 3 };
  const flagsOf = (a: object, b: object) =>
    findFlags({ a_self: { ...calm, ...a }, b_self: { ...calm, ...b } }).map(
      ({ code, severity }) => `${code}/${severity}`,
    );

  it.each([
    ['nothing', {}, {}, []],
    ['one CS2 at 2', { CS2: 2 }, {}, ['SAFETY/high']],
    ['one IN4 at 0', {}, { IN4: 0 }, ['SAFETY/high']],
    ['PD1 and PD3 at 3 for both', { PD1: 3, PD3: 3 }, { PD1: 4, PD3: 3 }, ['PURSUIT_WITHDRAW/mid']],
    ['PD3 at 2 for one', { PD1: 3, PD3: 3 }, { PD1: 4, PD3: 2 }, []],
    ['two of CB1-CB4 at 3 for both', { CB1: 3, CB4: 3 }, { CB1: 3, CB4: 4 }, ['COGNITIVE/mid']],
    ['different CB items', { CB1: 3, CB2: 3 }, { CB3: 3, CB4: 3 }, []],
    ['one CB item', { CB1: 4 }, { CB1: 4 }, []],
    ['RP means 1.5 and 1.67', { RP1: 1, RP2: 1, RP3: 1 }, { RP1: 1, RP2: 1 }, ['PLANNING_GAP/low']],
    ['RP means 1.67 and 1.67', { RP1: 1, RP2: 1 }, { RP1: 1, RP2: 1 }, []],
  ] as const)('%s', (_, a, b, expected) => {
    expect(flagsOf(a, b)).toEqual(expected);
  });

  it('come most severe first', () => {
    const all = { CS2: 0, PD1: 4, PD3: 4, CB1: 4, CB2: 4, RP1: 0, RP2: 0, RP3: 0 };
    expect(flagsOf(all, all)).toEqual([
      'SAFETY/high',
      'PURSUIT_WITHDRAW/mid',
      'COGNITIVE/mid',
      'PLANNING_GAP/low',
    ]);
  });
});

describe('insights', () => {
  it('are at most three, a high flag first with its help, then the widest scales', () => {
    const far = { ...sameEverywhere(2), SF2: 4, SF4: 4, EA1: 4 };
    const four = sets({ a_guess: far, a_self: { ...sameEverywhere(2), CS2: 1 } });
    const insights = chooseInsights(findFlags(four), four);
    expect(insights.map(({ about }) => about)).toEqual(['SAFETY', 'SF', 'EA']);
    expect(insights[0]?.help.map(({ phone }) => phone)).toContain('1366');
  });

  it('never exceed three, and show help exactly with SAFETY', () => {
    fc.assert(
      fc.property(anySets, (four) => {
        const { insights, flags } = computeOutputs(four);
        expect(insights).toHaveLength(3);
        expect(insights.filter(({ help }) => help.length > 0).map(({ about }) => about)).toEqual(
          flags.filter(({ severity }) => severity === 'high').map(({ code }) => code),
        );
      }),
    );
  });
});

describe('the gap summary', () => {
  // One wide delta of `fifths` spread over all 48 items moves the mean by fifths / 240.
  it.each([
    ['all guesses right', 0, 'green', 0],
    ['38 items off by one point', 38, 'green', 0.7917],
    ['all items off by one point', 48, 'amber', 1],
  ] as const)('%s', (_, off, grade, mean) => {
    const codes = ITEMS.filter(({ code }) => code !== 'SF1')
      .slice(0, off)
      .map(({ code }) => code);
    const guess = { ...sameEverywhere(2), ...Object.fromEntries(codes.map((code) => [code, 3])) };
    if (off === 48) Object.assign(guess, { SF1: 7 });
    const summary = summariseGap(
      sets({ a_guess: guess, b_self: { ...sameEverywhere(2), ...(off === 48 && { SF1: 2 }) } }),
    );
    expect(summary.grade).toBe(grade);
    expect(summary.mean_delta).toBeCloseTo(off === 48 ? (47 + 2) / 48 : mean, 4);
  });

  it('is amber from exactly 0.8 and red from exactly 1.6', () => {
    // 38 whole points and 0.4 from SF1: 38.4 / 48 = 0.8.
    const others = ITEMS.filter(({ code }) => code !== 'SF1').map(({ code }) => code);
    const guessOff = (points: number) =>
      Object.fromEntries(others.map((code, i) => [code, 2 + (i < points - 47 ? 2 : i < points ? 1 : 0)]));
    const graded = (points: number, sf1: number) =>
      summariseGap(
        sets({
          a_guess: { ...sameEverywhere(2), ...guessOff(points), SF1: sf1 },
          b_self: { ...sameEverywhere(2), SF1: 0 },
        }),
      );
    expect(graded(38, 1)).toMatchObject({ mean_delta: 0.8, grade: 'amber' });
    expect(graded(38, 0)).toMatchObject({ mean_delta: 0.7917, grade: 'green' });
    expect(graded(76, 2)).toMatchObject({ mean_delta: 1.6, grade: 'red' });
    expect(graded(76, 1)).toMatchObject({ mean_delta: 1.5917, grade: 'amber' });
  });

  it('names the widest scale', () => {
    fc.assert(
      fc.property(anySets, (four) => {
        const { gap_summary, deltas } = computeOutputs(four);
        const widths = SCALES.map((scale) => widest(deltas.scales[scale]));
        expect(gap_summary.top_delta).toBe(Math.max(...widths));
        expect(SCALES.indexOf(gap_summary.top_scale)).toBe(widths.indexOf(Math.max(...widths)));
        expect(Math.abs(gap_summary.mean_delta - widths.reduce((a, b) => a + b) / 8)).toBeLessThanOrEqual(
          0.00005001,
        );
      }),
    );
  });
});
