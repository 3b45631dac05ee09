import type { PartnerNames } from './partner-names.js';
import type { PictureLanguage } from './picture.js';

/** Sentences with names need no particle that would change with the name. */
interface PictureWords {
  readonly scale: string;
  readonly about: (name: string) => string;
  readonly answers: (name: string) => string;
  readonly guess: (name: string) => string;
  /** The two lines above a column of gaps. */
  readonly gap: (guesser: string, answerer: string) => readonly [string, string];
  readonly close: string;
  readonly far: string;
  readonly radar: PictureTexts;
  readonly heatmap: PictureTexts;
}

interface PictureTexts {
  readonly title: (names: PartnerNames) => string;
  readonly description: string;
  readonly caption: string;
}

/** Everything that stands in or around the pictures. */
export const PICTURE_WORDS: Readonly<Record<PictureLanguage, PictureWords>> = {
  ko: {
    scale: '영역',
    about: (name) => `${name}에 대해`,
    answers: (name) => `${name}의 답`,
    guess: (name) => `${name}의 짐작`,
    gap: (guesser, answerer) => [`${guesser}의 짐작`, `↔ ${answerer}의 답`],
    close: '가까움',
    far: '차이가 큼',
    radar: {
      title: ({ A, B }) => `여덟 영역 한눈에 보기: ${A}, ${B}`,
      description:
        '여덟 영역의 평균을 0점부터 4점까지 나타낸 그림이에요. 실선은 스스로 답한 값이고, 점선은 상대가 짐작한 값이에요. 같은 사람의 실선과 점선이 떨어져 있을수록 짐작과 답이 달랐다는 뜻이에요.',
      caption: '여덟 영역의 평균 (0~4점)',
    },
    heatmap: {
      title: ({ A, B }) => `짐작과 답의 차이: ${A}, ${B}`,
      description:
        '영역마다 짐작과 실제 답이 얼마나 달랐는지 0점부터 4점까지 나타낸 그림이에요. 숫자가 크고 색이 진할수록 차이가 커요.',
      caption: '짐작과 답의 차이 (0~4점)',
    },
  },
  en: {
    scale: 'Area',
    about: (name) => `About ${name}`,
    answers: (name) => `${name}’s answers`,
    guess: (name) => `${name}’s guess`,
    gap: (guesser, answerer) => [`${guesser}’s guess`, `vs ${answerer}’s answers`],
    close: 'Close',
    far: 'Far apart',
    radar: {
      title: ({ A, B }) => `Eight areas at a glance: ${A}, ${B}`,
      description:
        'The means of eight areas from 0 to 4 points. Solid lines are what each said about themselves, dashed lines what the other guessed. The further a person’s solid and dashed lines are apart, the more guess and answer differed.',
      caption: 'Means of the eight areas (0 to 4 points)',
    },
    heatmap: {
      title: ({ A, B }) => `Gaps between guess and answer: ${A}, ${B}`,
      description:
        'How far guess and answer are apart in each area, from 0 to 4 points. The larger the number and the darker the cell, the wider the gap.',
      caption: 'Gaps between guess and answer (0 to 4 points)',
    },
  },
};
