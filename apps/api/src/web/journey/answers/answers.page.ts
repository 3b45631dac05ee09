import { definePage, type Page } from '../../pages/page-definition.js';
import type { Wording } from '@couplekit/couple-core';

/** One page of six statements. */
export interface AnswersModel {
  readonly number: number;
  readonly pages: readonly {
    readonly number: number;
    readonly path: string;
    readonly current: boolean;
    readonly complete: boolean;
  }[];
  /** Items of all pages that are answered, of 48. */
  readonly answered: number;
  readonly total: number;
  readonly items: readonly {
    readonly code: string;
    /** In the whole questionnaire, from 1. */
    readonly number: number;
    readonly text: string;
    readonly max: number;
    /** Empty: not answered yet. */
    readonly value: number | '';
    readonly missing: boolean;
    /** Where the keyboard is when the page opens. */
    readonly focus: boolean;
  }[];
  readonly missing: number;
  /** Where "back" leads. */
  readonly back: string;
  readonly last: boolean;
}

const ko = {
  progress: '답한 문장',
  pages: '페이지',
  pageLabel: '{number}쪽',
  pageDone: '모두 답했어요',
  low: '전혀 그렇지 않다',
  high: '매우 그렇다',
  keys: '숫자 키로도 고를 수 있어요.',
  missingTitle: '아직 고르지 않은 문장이 {count}개 있어요',
  missingText: '고른 답은 저장해 두었어요. 표시된 문장만 마저 골라 주세요.',
  missing: '가장 가까운 답을 골라 주세요. 딱 맞지 않아도 괜찮아요.',
  next: '저장하고 다음',
  finish: '저장하고 마치기',
  back: '이전',
  leave: '저장하고 나중에 하기',
};

const en = {
  progress: 'Statements answered',
  pages: 'Pages',
  pageLabel: 'Page {number}',
  pageDone: 'all answered',
  low: 'Not at all',
  high: 'Very much',
  keys: 'Number keys work, too.',
  missingTitle: 'Statements still without an answer: {count}',
  missingText: 'What you have chosen is saved. Please answer the ones that are marked.',
  missing: 'Choose what comes closest. It need not fit exactly.',
  next: 'Save and go on',
  finish: 'Save and finish',
  back: 'Back',
  leave: 'Save and go on later',
};

/** About me. */
export const selfPage = definePage<AnswersModel>()('answers', {
  texts: {
    ko: { title: '나는 어떤가요?', lead: '요즘의 나를 떠올리며 골라 주세요. 맞고 틀린 답은 없어요.', ...ko },
    en: {
      title: 'How are you?',
      lead: 'Think of yourself these days. There are no right or wrong answers.',
      ...en,
    },
  },
});

/** How my partner would answer. */
export const guessPage = definePage<AnswersModel>()('answers', {
  texts: {
    ko: {
      title: '상대라면 뭐라고 답할까요?',
      lead: '내 바람이 아니라, 상대가 고를 것 같은 답을 골라 주세요. 틀려도 괜찮아요.',
      ...ko,
    },
    en: {
      title: 'What would your partner say?',
      lead: 'Not what you wish for, but what your partner would choose. It is fine to be wrong.',
      ...en,
    },
  },
});

/** The page of each wording. */
export const answersPages: Readonly<Record<Wording, Page<AnswersModel>>> = {
  self: selfPage,
  guess: guessPage,
};
