import { ITEMS, SCALES, type Answers, type Item } from '@couplekit/couple-core';

/** How many pages a questionnaire has: one for each scale, without its name, which would lead people to an answer. */
export const PAGE_COUNT = SCALES.length;

/** The items of a page, 1..8; undefined when there is no such page. */
export function itemsOfPage(page: number): readonly Item[] | undefined {
  const scale = SCALES[page - 1];
  return scale && ITEMS.filter((item) => item.scale === scale);
}

/** How many of the 48 items are answered. */
export function answeredCount(answers: Answers): number {
  return ITEMS.filter(({ code }) => answers[code] !== undefined).length;
}

/** The pages on which every item is answered. */
export function completePages(answers: Answers): readonly number[] {
  return SCALES.map((_, index) => index + 1).filter((page) =>
    itemsOfPage(page)?.every(({ code }) => answers[code] !== undefined),
  );
}

/** The first page that lacks an answer; undefined when none does. */
export function firstOpenPage(answers: Answers): number | undefined {
  const complete = completePages(answers);
  return SCALES.map((_, index) => index + 1).find((page) => !complete.includes(page));
}

/** Where it goes on after a page is saved: the next one, at the end the first one with a gap; undefined when all is answered. */
export function pageAfter(page: number, answers: Answers): number | undefined {
  return page < PAGE_COUNT ? page + 1 : firstOpenPage(answers);
}
