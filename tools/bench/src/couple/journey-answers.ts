import { ITEMS, type Answer } from '@couplekit/couple-core';

/** All 48 answers, different for every `seed`. */
export function journeyAnswers(seed: number): readonly Answer[] {
  return ITEMS.map(({ code, max }, index) => ({ code, value: (seed * 7 + index * 3) % (max + 1) }));
}
