import { definePage } from '../pages/page-definition.js';
import { PROGRESS_TEXTS } from '../waiting/progress-texts.js';
import type { ProgressView } from '../waiting/progress-view.js';
import type { ResultModel } from './result-model.js';

/** What the two find out. */
export const resultPage = definePage<ResultModel>()('result', {
  texts: {
    ko: {
      title: '우리의 결과',
      table: '표로 보기',
      friendsHeading: '친구들이 본 {name}',
      friendsLead: '{count}명의 답을 평균한 값이에요(0~4점). 누가 무엇을 답했는지는 아무도 알 수 없어요.',
      friendsFew: '지금까지 {current}명이 답했어요. {threshold}명이 모여야 평균을 보여 드릴 수 있어요.',
      friendsHidden: '결과를 열 때 친구들의 평균은 보지 않기로 했어요.',
      friendsArea: '영역',
      friendsMean: '평균',
      pdf: 'PDF로 간직하기',
      share: '공유할 내용 고르기',
      home: '우리 화면으로',
    },
    en: {
      title: 'Your result',
      table: 'See it as a table',
      friendsHeading: 'How friends see {name}',
      friendsLead: 'The average of {count} answers, 0 to 4 points. Nobody learns who said what.',
      friendsFew:
        'So far, {current} of the {threshold} people have answered that it takes to show you an average.',
      friendsHidden: 'You opened the result without the average of your friends.',
      friendsArea: 'Area',
      friendsMean: 'Average',
      pdf: 'Keep it as a PDF',
      share: 'Choose what to share',
      home: 'Back to the two of you',
    },
  },
});

interface LockedModel extends ProgressView {
  /** Whether making the result has just failed. */
  readonly failed: boolean;
}

/** Where the result will be. */
export const lockedResultPage = definePage<LockedModel>()('result-locked', {
  texts: {
    ko: {
      ...PROGRESS_TEXTS.ko,
      title: '결과는 아직 잠겨 있어요',
      lead: '두 사람이 각자 자신에 대해, 그리고 상대를 짐작하며 답을 모두 마치면 열 수 있어요.',
      ready: '두 사람의 답이 모두 모였어요. 결과를 열면 답을 더 고칠 수 없어요.',
      wait: '기다리는 방으로',
    },
    en: {
      ...PROGRESS_TEXTS.en,
      title: 'The result is still locked',
      lead: 'It opens once both of you have answered for yourselves and guessed for each other.',
      ready: 'All your answers are in. Once the result is open, answers stay as they are.',
      wait: 'To the waiting room',
    },
  },
});
