import { definePage } from '../../pages/page-definition.js';
import type { NextStep } from './next-step.js';

interface Progress {
  readonly answered: number;
  readonly path: string;
}

/** How far the two are, and what comes next. */
export interface OverviewModel {
  readonly nickname: string;
  /** Empty until the partner has a name. */
  readonly partner: string;
  readonly role: string;
  readonly base: string;
  readonly next: NextStep;
  readonly total: number;
  readonly self: Progress;
  readonly guess: Progress;
  readonly editable: boolean;
  readonly partnerJoined: boolean;
  readonly partnerSelf: boolean;
  readonly partnerGuess: boolean;
  readonly raters: { readonly count: number; readonly threshold: number };
}

/** A partner's own page. */
export const overviewPage = definePage<OverviewModel>()('overview', {
  texts: {
    ko: {
      title: '우리의 진행 상황',
      hello: '{name}님, 어서 오세요',
      nextTitle: '다음으로 할 일',
      self: '나에 대해 답해 주세요',
      selfText: '48문장을 여덟 쪽으로 나눴어요. 쪽마다 저장되니 쉬었다 해도 괜찮아요.',
      selfButton: '답하러 가기',
      guess: '이제 상대를 짐작해 볼까요?',
      guessText: '같은 문장에 상대라면 뭐라고 답할지 골라 주세요.',
      guessButton: '짐작하러 가기',
      invite: '상대를 초대해 주세요',
      inviteText: '내 답은 모두 마쳤어요. 링크를 보내면 상대도 같은 질문에 답할 수 있어요.',
      inviteButton: '초대하러 가기',
      wait: '상대의 답을 기다리고 있어요',
      waitText: '상대가 마치면 결과를 함께 열 수 있어요. 서두르지 않아도 괜찮아요.',
      waitButton: '기다리는 화면 보기',
      open: '두 사람 모두 마쳤어요',
      openText: '결과를 열면 답은 더 고칠 수 없어요. 함께 보기로 한 때에 열어 보세요.',
      openButton: '결과 열러 가기',
      result: '결과가 나왔어요',
      resultText: '두 사람의 답을 나란히 놓았어요.',
      resultButton: '결과 보기',
      mine: '내 답',
      selfLabel: '나를 답하기',
      guessLabel: '상대 짐작하기',
      edit: '다시 보기',
      partner: '상대',
      partnerNamed: '{name}님',
      notJoined: '아직 들어오지 않았어요',
      partnerSelfDone: '자신에 대한 답을 마쳤어요',
      partnerSelfOpen: '자신에 대해 답하는 중이에요',
      partnerGuessDone: '짐작도 마쳤어요',
      partnerGuessOpen: '짐작은 아직이에요',
      partnerHidden: '무엇을 골랐는지는 여기에 보이지 않아요.',
      more: '더 할 수 있는 일',
      inviteLink: '초대 링크',
      ratersLink: '친구에게 물어보기',
      ratersCount: '지금까지 {count}명이 답했어요. {threshold}명부터 평균을 볼 수 있어요.',
      waitingLink: '기다리는 화면',
      sharesLink: '결과 나누기',
      leave: '이 기기에서 나가기',
      leaveText:
        '이 기기에서 이어서 하던 것을 모두 닫아요. 다시 들어오려면 ‘내 링크’가 필요해요. 답은 지워지지 않아요.',
      leaveButton: '나가기',
    },
    en: {
      title: 'Where the two of you are',
      hello: 'Welcome, {name}',
      nextTitle: 'What comes next',
      self: 'Answer for yourself',
      selfText: '48 statements on eight pages. Each page is saved, so take breaks as you like.',
      selfButton: 'To the questions',
      guess: 'Now guess for your partner',
      guessText: 'The same statements: choose what your partner would say.',
      guessButton: 'Start guessing',
      invite: 'Invite your partner',
      inviteText: 'You have answered everything. Send a link, and your partner answers the same questions.',
      inviteButton: 'To the invitation',
      wait: 'Waiting for your partner’s answers',
      waitText: 'You can open the result together once your partner is done. There is no hurry.',
      waitButton: 'To the waiting room',
      open: 'Both of you are done',
      openText:
        'Once the result is open, answers cannot be changed. Open it when you want to look at it together.',
      openButton: 'On to the result',
      result: 'Your result is here',
      resultText: 'Your answers, side by side.',
      resultButton: 'See the result',
      mine: 'My answers',
      selfLabel: 'About me',
      guessLabel: 'Guessing for my partner',
      edit: 'Look again',
      partner: 'My partner',
      partnerNamed: '{name}',
      notJoined: 'Has not come yet',
      partnerSelfDone: 'Has answered about themselves',
      partnerSelfOpen: 'Is answering about themselves',
      partnerGuessDone: 'Has guessed, too',
      partnerGuessOpen: 'Has not guessed everything yet',
      partnerHidden: 'What they chose does not show here.',
      more: 'What else you can do',
      inviteLink: 'Invitation link',
      ratersLink: 'Ask friends',
      ratersCount: 'Answers so far: {count}. The average shows from {threshold}.',
      waitingLink: 'Waiting room',
      sharesLink: 'Share the result',
      leave: 'Leave this device',
      leaveText:
        'Closes everything that is open on this device. You need your own link to come back. No answer is deleted.',
      leaveButton: 'Leave',
    },
  },
});
