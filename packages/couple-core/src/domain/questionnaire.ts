/** The eight scales of the questionnaire, in questionnaire order. */
export const SCALES = ['CS', 'EA', 'CB', 'PD', 'RP', 'LF', 'IN', 'SF'] as const;
/** One of the eight scales. */
export type ScaleCode = (typeof SCALES)[number];

const POSITIONS = [1, 2, 3, 4, 5, 6] as const;
/** An item by its scale and its place in it: `CS1`. */
export type ItemCode = `${ScaleCode}${1 | 2 | 3 | 4 | 5 | 6}`;

/** Items whose agreement speaks against the scale; they count as `4 - value`. */
const REVERSED: ReadonlySet<ItemCode> = new Set<ItemCode>([
  'CS2', 'CB1', 'CB2', 'CB3', 'CB4', 'PD5', 'PD6', 'LF2', 'LF5', 'IN4', 'SF3', 'SF6',
]); // prettier-ignore

/** SF1 is asked on a ten-point ruler, every other item on a four-point one. */
const TEN_POINT: ItemCode = 'SF1';

/** A question of the questionnaire, without its words. */
export interface Item {
  readonly code: ItemCode;
  readonly scale: ScaleCode;
  /** Largest answer; the smallest is 0. */
  readonly max: 4 | 10;
  readonly reversed: boolean;
}

/** The 48 items in questionnaire order. */
export const ITEMS: readonly Item[] = SCALES.flatMap((scale) =>
  POSITIONS.map((position): Item => {
    const code: ItemCode = `${scale}${position}`;
    return { code, scale, max: code === TEN_POINT ? 10 : 4, reversed: REVERSED.has(code) };
  }),
);

const BY_CODE: ReadonlyMap<string, Item> = new Map(ITEMS.map((item) => [item.code, item]));

/** The item with this code, or undefined when there is none. */
export function findItem(code: string): Item | undefined {
  return BY_CODE.get(code);
}

/** One value for every item, in questionnaire order. */
export function byItem<V>(value: (item: Item) => V): Record<ItemCode, V> {
  return Object.fromEntries(ITEMS.map((item) => [item.code, value(item)])) as Record<ItemCode, V>;
}

/** One value for every scale, in questionnaire order. */
export function byScale<V>(value: (scale: ScaleCode) => V): Record<ScaleCode, V> {
  return Object.fromEntries(SCALES.map((scale) => [scale, value(scale)])) as Record<ScaleCode, V>;
}
