/** Answers by item code. */
export type AnswerSet = Readonly<Record<string, number>>;

/** All four sets by name: `a_self`, `a_guess`, `b_self`, `b_guess`. */
export interface FourSets {
  readonly a_self: AnswerSet;
  readonly a_guess: AnswerSet;
  readonly b_self: AnswerSet;
  readonly b_guess: AnswerSet;
}

const SCALES = ['CS', 'EA', 'CB', 'PD', 'RP', 'LF', 'IN', 'SF'];
const REVERSED = 'CS2 CB1 CB2 CB3 CB4 PD5 PD6 LF2 LF5 IN4 SF3 SF6'.split(' ');
export const CODES = SCALES.flatMap((scale) => [1, 2, 3, 4, 5, 6].map((n) => `${scale}${n}`));
export const largest = (code: string) => (code === 'SF1' ? 10 : 4);

const at = (set: AnswerSet, code: string) => set[code] ?? Number.NaN;
const sum = (numbers: readonly number[]) => numbers.reduce((total, number) => total + number, 0);
const itemsOf = (scale: string) => CODES.filter((code) => code.startsWith(scale));
const round = (number: number) => Math.round(number * 1e9) / 1e9;

/** Normalised, times ten, so that 0.4 stays whole. */
function tenths(code: string, set: AnswerSet): number {
  const value = at(set, code) * (code === 'SF1' ? 4 : 10);
  return REVERSED.includes(code) ? 40 - value : value;
}

/** What `core_scoring.v1` says, words left out; written from the rules alone, for comparison with couple-core's own. */
export function scoreModel(sets: FourSets) {
  const delta = (code: string) => ({
    a: Math.abs(tenths(code, sets.a_guess) - tenths(code, sets.b_self)),
    b: Math.abs(tenths(code, sets.b_guess) - tenths(code, sets.a_self)),
  });
  const scaleDelta = (scale: string) => ({
    a: sum(itemsOf(scale).map((code) => delta(code).a)),
    b: sum(itemsOf(scale).map((code) => delta(code).b)),
  });
  const wide = SCALES.map((scale) => Math.max(scaleDelta(scale).a, scaleDelta(scale).b));
  const widest = wide.indexOf(Math.max(...wide));
  const total = sum(wide);
  const mean = (scale: string, set: AnswerSet) => round(sum(itemsOf(scale).map((code) => tenths(code, set))) / 60); // prettier-ignore
  const points = ({ a, b }: { a: number; b: number }, by: number) => ({ a: round(a / by), b: round(b / by) });
  return {
    scales: Object.fromEntries(
      SCALES.map((scale) => [
        scale,
        Object.fromEntries(Object.entries(sets).map(([name, set]) => [name, mean(scale, set as AnswerSet)])),
      ]),
    ),
    deltas: {
      scales: Object.fromEntries(SCALES.map((scale) => [scale, points(scaleDelta(scale), 60)])),
      items: Object.fromEntries(CODES.map((code) => [code, points(delta(code), 10)])),
    },
    flags: flags(sets),
    top: CODES.map((code) => ({ code, wide: Math.max(delta(code).a, delta(code).b) }))
      .toSorted((x, y) => y.wide - x.wide)
      .slice(0, 5)
      .map(({ code }) => code),
    gap: {
      // 8 scales, 6 items, tenths: 480 a point.
      mean_delta: Math.round((total * 10_000) / 480) / 10_000,
      top_scale: SCALES[widest],
      top_delta: round((wide[widest] ?? 0) / 60),
      grade: total < 0.8 * 480 ? 'green' : total < 1.6 * 480 ? 'amber' : 'red',
    },
  };
}

function flags({ a_self, b_self }: FourSets): readonly string[] {
  const lower = (code: string) => Math.min(at(a_self, code), at(b_self, code));
  const planning = (set: AnswerSet) => sum(itemsOf('RP').map((code) => tenths(code, set)));
  return [
    ...(lower('CS2') <= 2 || lower('IN4') <= 2 ? ['SAFETY'] : []),
    ...(lower('PD1') >= 3 && lower('PD3') >= 3 ? ['PURSUIT_WITHDRAW'] : []),
    ...(['CB1', 'CB2', 'CB3', 'CB4'].filter((code) => lower(code) >= 3).length >= 2 ? ['COGNITIVE'] : []),
    // The mean of two scales of six items, in tenths: 120 a point.
    ...(planning(a_self) + planning(b_self) <= 1.6 * 120 ? ['PLANNING_GAP'] : []),
  ];
}

/** The same view of couple-core's outputs. */
export function comparable(outputs: {
  readonly scales: object;
  readonly deltas: { readonly scales: object; readonly items: object };
  readonly flags: readonly { readonly code: string }[];
  readonly top_delta_items: readonly { readonly code: string }[];
  readonly gap_summary: { readonly top_delta: number };
}): unknown {
  const rounded = JSON.parse(JSON.stringify(outputs), (_, value: unknown) =>
    typeof value === 'number' ? round(value) : value,
  ) as typeof outputs;
  return {
    scales: rounded.scales,
    deltas: rounded.deltas,
    flags: rounded.flags.map(({ code }) => code),
    top: rounded.top_delta_items.map(({ code }) => code),
    gap: rounded.gap_summary,
  };
}
