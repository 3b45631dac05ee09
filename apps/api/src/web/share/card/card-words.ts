import type { GapSummary } from '@couplekit/couple-core';
import type { Language } from '../../pages/language.js';

/** Two lines. */
type Headline = readonly [string, string];

interface CardWords {
  readonly brand: string;
  /** What the couple says of themselves, by the grade of the gap. */
  readonly byGrade: Readonly<Record<GapSummary['grade'], Headline>>;
  /** The same where the gap is not shown. */
  readonly plain: Headline;
  readonly locked: Headline;
  readonly lockedText: string;
  /** What the lines of the radar mean. */
  readonly lines: string;
  readonly gap: string;
  /** Points from 0 to 4. */
  readonly mean: (points: string) => string;
  readonly close: string;
  readonly far: string;
  readonly top: string;
  /** The question to whoever sees it. */
  readonly ask: string;
}

/** Everything that stands on a card. */
export const CARD_WORDS: Readonly<Record<Language, CardWords>> = {
  ko: {
    brand: '서로',
    byGrade: {
      green: ['서로의 마음을', '참 잘 알고 있어요'],
      amber: ['서로 알아 가는', '재미가 남아 있어요'],
      red: ['앞으로 나눌 이야기가', '참 많아요'],
    },
    plain: ['우리 사이를', '함께 들여다봤어요'],
    locked: ['아직 열리지 않은', '이야기예요'],
    lockedText: '답이 다 모이면 여기에서 볼 수 있어요',
    lines: '실선은 스스로의 답, 점선은 상대의 짐작이에요',
    gap: '짐작과 답의 차이',
    mean: (points) => `4점 중 ${points}점`,
    close: '가까워요',
    far: '멀어요',
    top: '가장 달랐던 영역',
    ask: '여러분은 서로를 얼마나 알고 있나요?',
  },
  en: {
    brand: 'Seoro',
    byGrade: {
      green: ['We know each other', 'by heart'],
      amber: ['There is more of us', 'to discover'],
      red: ['We have so much', 'to talk about'],
    },
    plain: ['We took a look', 'at the two of us'],
    locked: ['This story is', 'not open yet'],
    lockedText: 'It opens here when all answers are in',
    lines: 'Solid: own answers. Dashed: the other’s guess.',
    gap: 'Between guess and answer',
    mean: (points) => `${points} of 4`,
    close: 'Close',
    far: 'Far apart',
    top: 'Where it is widest',
    ask: 'How well do you know each other?',
  },
};

/** What a card says first. */
export function headlineOf(
  { locked, gap }: { readonly locked: boolean; readonly gap: Pick<GapSummary, 'grade'> | null },
  language: Language,
): Headline {
  const words = CARD_WORDS[language];
  if (locked) return words.locked;
  return gap ? words.byGrade[gap.grade] : words.plain;
}
