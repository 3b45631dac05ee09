import type { Answer, Item, ItemCode } from '@couplekit/couple-core';

/** What a browser sends of a page: a field for each item. */
export type AnswersForm = Readonly<Record<string, unknown>> | null | undefined;

/** What can be stored of a page, and what has to be asked again. */
export interface ReadAnswers {
  readonly answers: readonly Answer[];
  readonly missing: readonly ItemCode[];
}

/** Reads the answers to some items; one that is none of the choices is as good as missing. */
export function readAnswers(items: readonly Item[], form: AnswersForm): ReadAnswers {
  const read = items.map(({ code, max }) => ({ code, value: choiceOf(form?.[code], max) }));
  return {
    answers: read.flatMap(({ code, value }) => (value === undefined ? [] : { code, value })),
    missing: read.flatMap(({ code, value }) => (value === undefined ? code : [])),
  };
}

function choiceOf(text: unknown, max: number): number | undefined {
  if (typeof text !== 'string' || !/^\d{1,2}$/.test(text)) return undefined;
  const value = Number(text);
  return value <= max ? value : undefined;
}
