import { ITEMS, SCALES, type Answers } from '@couplekit/couple-core';
import { describe, expect, it } from 'vitest';
import { answeredCount, completePages, firstOpenPage, itemsOfPage, pageAfter } from './question-pages.js';

const all: Answers = Object.fromEntries(ITEMS.map(({ code }) => [code, 0]));
const without = (code: string): Answers =>
  Object.fromEntries(Object.entries(all).filter(([other]) => other !== code));

describe('pages of the questionnaire', () => {
  it('show every item once, six on each of eight pages', () => {
    const pages = SCALES.map((_, index) => itemsOfPage(index + 1) ?? []);
    expect(pages.map((items) => items.length)).toEqual([6, 6, 6, 6, 6, 6, 6, 6]);
    expect(pages.flat()).toEqual(ITEMS);
    for (const page of [0, 9, 1.5, -1]) expect(itemsOfPage(page)).toBeUndefined();
  });

  it('go on to the next one, from the last one to the first gap, and then out', () => {
    expect(pageAfter(1, {})).toBe(2);
    expect(pageAfter(3, all)).toBe(4);
    expect(pageAfter(8, without('CB2'))).toBe(3);
    expect(pageAfter(8, all)).toBeUndefined();
  });

  it('are complete only with every answer, and 0 is one', () => {
    expect(completePages(without('EA6'))).toEqual([1, 3, 4, 5, 6, 7, 8]);
    expect(firstOpenPage({})).toBe(1);
    expect([answeredCount({}), answeredCount(without('SF6')), answeredCount(all)]).toEqual([0, 47, 48]);
  });
});
