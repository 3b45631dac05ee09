import {
  ITEMS,
  STATEMENTS,
  type Answers,
  type Item,
  type ItemCode,
  type Wording,
} from '@couplekit/couple-core';
import type { Language } from '../../pages/language.js';
import type { AnswersModel } from './answers.page.js';
import { answeredCount, completePages, PAGE_COUNT } from './question-pages.js';

/** Which page, of whose questionnaire. */
export interface QuestionPage {
  readonly sessionId: string;
  readonly wording: Wording;
  readonly number: number;
  readonly items: readonly Item[];
}

interface Moment {
  readonly answers: Answers;
  readonly missing: readonly ItemCode[];
  readonly language: Language;
}

/** What a page of the questionnaire shows. */
export function answersModel(page: QuestionPage, { answers, missing, language }: Moment): AnswersModel {
  const { number, items, wording } = page;
  const complete = completePages(answers);
  return {
    number,
    pages: Array.from({ length: PAGE_COUNT }, (_, index) => ({
      number: index + 1,
      path: pathOf(page, index + 1),
      current: index + 1 === number,
      complete: complete.includes(index + 1),
    })),
    answered: answeredCount(answers),
    total: ITEMS.length,
    items: items.map((item) => ({
      code: item.code,
      number: ITEMS.indexOf(item) + 1,
      text: STATEMENTS[language][item.code][wording],
      max: item.max,
      value: answers[item.code] ?? '',
      missing: missing.includes(item.code),
      focus: missing[0] === item.code,
    })),
    missing: missing.length,
    back: number === 1 ? `/s/${page.sessionId}` : pathOf(page, number - 1),
    last: number === PAGE_COUNT,
  };
}

/** Where a page is. */
export function pathOf(
  { sessionId, wording }: Pick<QuestionPage, 'sessionId' | 'wording'>,
  number: number,
): string {
  return `/s/${sessionId}/answers/${wording}/${number}`;
}
