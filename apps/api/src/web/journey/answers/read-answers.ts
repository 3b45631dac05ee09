import type { Answer, Item } from '@couplekit/couple-core';

/** What a browser sends of a page: a field for each item. */
export type AnswersForm = Readonly<Record<string, unknown>> | null | undefined;

/** Reads the answers to some items; one that is none of the choices is as good as missing. */
export function readAnswers(items: readonly Item[], form: AnswersForm): readonly Answer[] {
  return items.flatMap(({ code, max }) => {
    const value = choiceOf(form?.[code], max);
    return value === undefined ? [] : { code, value };
  });
}

function choiceOf(text: unknown, max: number): number | undefined {
  if (typeof text !== 'string' || !/^\d{1,2}$/.test(text)) return undefined;
  const value = Number(text);
  return value <= max ? value : undefined;
}
