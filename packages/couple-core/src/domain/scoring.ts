import type { CompleteAnswers } from './answers.js';
import { ITEMS, SCALES, type Item, type ItemCode, type ScaleCode } from './questionnaire.js';

/** The four answer sets that a result needs. */
export interface AnswerSets {
  readonly a_self: CompleteAnswers;
  readonly a_guess: CompleteAnswers;
  readonly b_self: CompleteAnswers;
  readonly b_guess: CompleteAnswers;
}

export const ANSWER_SETS = [
  'a_self',
  'a_guess',
  'b_self',
  'b_guess',
] as const satisfies readonly (keyof AnswerSets)[];

/** Scale means of the four sets, 0..4. */
export type ScaleMeans = Readonly<Record<keyof AnswerSets, number>>;

/** How far each partner's guess is from the other's own answer, 0..4. */
export interface Delta {
  /** A's guess against B's answer. */
  readonly a: number;
  /** B's guess against A's answer. */
  readonly b: number;
}

/** The larger of the two deltas. */
export const widest = ({ a, b }: Delta): number => Math.max(a, b);

/**
 * Fifths of a point keep every normalised value an integer (SF1 counts 0.4 a point), so that means, ties and
 * thresholds do not depend on floating-point order.
 */
export const FIFTHS = 5;
const ITEMS_PER_SCALE = ITEMS.length / SCALES.length;

const BY_SCALE = Map.groupBy(ITEMS, (item) => item.scale);
const itemsOf = (scale: ScaleCode): readonly Item[] => BY_SCALE.get(scale) ?? [];

/** The normalised value of an answer (0..4, reversed items turned round), in fifths: 0..20. */
export function normalisedFifths(item: Item, value: number): number {
  const fifths = item.max === 10 ? value * 2 : value * FIFTHS;
  return item.reversed ? 4 * FIFTHS - fifths : fifths;
}

/** Mean of a scale's six normalised items, 0..4. */
export function scaleMean(scale: ScaleCode, answers: CompleteAnswers): number {
  return scaleFifths(scale, answers) / (FIFTHS * ITEMS_PER_SCALE);
}

function scaleFifths(scale: ScaleCode, answers: CompleteAnswers): number {
  return itemsOf(scale).reduce((sum, item) => sum + normalisedFifths(item, answers[item.code]), 0);
}

/** Means of one scale over the four sets. */
export function scaleMeans(scale: ScaleCode, sets: AnswerSets): ScaleMeans {
  return {
    a_self: scaleMean(scale, sets.a_self),
    a_guess: scaleMean(scale, sets.a_guess),
    b_self: scaleMean(scale, sets.b_self),
    b_guess: scaleMean(scale, sets.b_guess),
  };
}

/** Item delta in fifths. */
export function itemDeltaFifths(item: Item, sets: AnswerSets): Delta {
  const of = (set: keyof AnswerSets) => normalisedFifths(item, sets[set][item.code]);
  return { a: Math.abs(of('a_guess') - of('b_self')), b: Math.abs(of('b_guess') - of('a_self')) };
}

/** Sum of a scale's six item deltas, in fifths. */
export function scaleDeltaFifths(scale: ScaleCode, sets: AnswerSets): Delta {
  return itemsOf(scale)
    .map((item) => itemDeltaFifths(item, sets))
    .reduce((sum, delta) => ({ a: sum.a + delta.a, b: sum.b + delta.b }), { a: 0, b: 0 });
}

/** The item delta in points, 0..4. */
export function itemDelta(item: Item, sets: AnswerSets): Delta {
  return scaled(itemDeltaFifths(item, sets), FIFTHS);
}

/** The scale delta in points, 0..4: the mean of its six item deltas. */
export function scaleDelta(scale: ScaleCode, sets: AnswerSets): Delta {
  return scaled(scaleDeltaFifths(scale, sets), FIFTHS * ITEMS_PER_SCALE);
}

const scaled = ({ a, b }: Delta, by: number): Delta => ({ a: a / by, b: b / by });

/** An item with its deltas, as it stands in a result. */
export interface TopDeltaItem {
  readonly code: ItemCode;
  readonly scale: ScaleCode;
  readonly delta_a: number;
  readonly delta_b: number;
  readonly delta: number;
}

/** The five items with the largest delta; ties keep questionnaire order. */
export function topDeltaItems(sets: AnswerSets): readonly TopDeltaItem[] {
  return ITEMS.map((item) => ({ item, delta: itemDelta(item, sets) }))
    .toSorted((x, y) => widest(y.delta) - widest(x.delta))
    .slice(0, 5)
    .map(({ item, delta }) => ({
      code: item.code,
      scale: item.scale,
      delta_a: delta.a,
      delta_b: delta.b,
      delta: widest(delta),
    }));
}
