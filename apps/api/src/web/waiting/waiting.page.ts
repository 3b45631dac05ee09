import { definePage } from '../pages/page-definition.js';
import { PROGRESS_TEXTS } from './progress-texts.js';
import type { ProgressView } from './progress-view.js';

interface WaitingModel extends ProgressView {
  /** The state that is shown, as the events of the page name it. */
  readonly version: string;
}

/** Where a partner sees what is done and what is not, while it happens. */
export const waitingPage = definePage<WaitingModel>()('waiting', {
  texts: {
    ko: {
      ...PROGRESS_TEXTS.ko,
      title: '기다리는 방',
      answerTitle: '내 답이 조금 남았어요',
      answerLead: '남은 문장을 마치면 결과에 한 걸음 더 가까워져요.',
      inviteTitle: '이제 상대를 초대할 차례예요',
      inviteLead: '내 답은 모두 마쳤어요. 초대 링크를 보내면 상대도 시작할 수 있어요.',
      waitTitle: '{name}의 답을 기다리고 있어요',
      waitLead: '내 답은 모두 마쳤어요. {name}의 답이 모이면 이 화면이 저절로 바뀌어요.',
      waitPaused: '새 소식이 있는지 보려면 새로 고침을 눌러 주세요.',
      computeTitle: '두 사람의 답이 모두 모였어요',
      computeLead: '결과를 열면 답을 더 고칠 수 없어요. 함께 볼 준비가 되었을 때 열어 보세요.',
      readTitle: '결과가 나왔어요',
      readLead: '두 사람 모두 볼 수 있어요. 편안한 때에 함께 열어 보세요.',
    },
    en: {
      ...PROGRESS_TEXTS.en,
      title: 'Waiting room',
      answerTitle: 'A few of your answers are left',
      answerLead: 'Once they are done, you are one step closer to the result.',
      inviteTitle: 'Now invite your partner',
      inviteLead: 'Your answers are complete. Send the link, and your partner can start.',
      waitTitle: 'Waiting for {name}',
      waitLead: 'Your answers are complete. This page changes by itself when {name} is done.',
      waitPaused: 'Press refresh to see whether there is any news.',
      computeTitle: 'All your answers are in',
      computeLead:
        'Once the result is open, answers stay as they are. Open it when both of you feel like looking.',
      readTitle: 'Your result is here',
      readLead: 'Both of you can read it. Take a quiet moment, and look at it together.',
    },
  },
});
