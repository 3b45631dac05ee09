import { definePage } from '../../pages/page-definition.js';
import type { PersonModel } from '../start/start.page.js';

/** Why an invite cannot be accepted here. */
export type JoinObstacle = 'missing' | 'unknown' | 'used' | 'expired' | 'own';

/** B's way in. */
export const joinPage = definePage<PersonModel & { readonly inviter: string }>()('join', {
  texts: {
    ko: {
      title: '초대를 받으셨어요',
      lead: '{name}님이 함께하고 싶어 해요. 서로를 얼마나 아는지, 같은 질문에 각자 답해 봐요.',
      nickname: '별명',
      nicknameHint: '{name}님에게 이 이름으로 보여요. 40자까지 쓸 수 있어요.',
      nicknameError: '별명을 1~40자로 적어 주세요.',
      consentTitle: '들어오기 전에 알려 드려요',
      consent1: '15분쯤 걸리고, 쉬었다 해도 괜찮아요. 원하지 않으면 답하지 않아도 돼요.',
      consent2: '별명과 답, 그리고 둘의 답을 비교한 결과를 저장해요.',
      consent3:
        '내 답안지는 {name}님에게도 보이지 않아요. 다만 결과에는 차이가 큰 문장과 두 사람의 답이 함께 나와요.',
      consent4: '1년이 지나면 모두 지우고, 그 전이라도 요청하시면 지워 드려요.',
      consent: '읽었고, 이렇게 저장하는 데 동의해요',
      consentError: '동의해 주셔야 답을 저장할 수 있어요.',
      button: '초대 받아들이기',
    },
    en: {
      title: 'You are invited',
      lead: '{name} would like to do this with you: each of you answers the same questions, and you see how well you know each other.',
      nickname: 'Nickname',
      nicknameHint: '{name} will see it. Up to 40 characters.',
      nicknameError: 'Please write a nickname of 1 to 40 characters.',
      consentTitle: 'Before you come in',
      consent1:
        'It takes about 15 minutes, with breaks as you like. You need not answer if you do not want to.',
      consent2: 'We store your nickname, your answers, and what comes out when the two of you are compared.',
      consent3:
        '{name} does not see your answer sheet. The result does show the statements on which you differ most, with both of your answers.',
      consent4: 'Everything is deleted after a year, or earlier when you ask us to.',
      consent: 'I have read this, and agree to storing it',
      consentError: 'We can only store your answers if you agree.',
      button: 'Accept the invitation',
    },
  },
});

/** An invite that does not let this browser in. */
export const closedInvitePage = definePage<{
  readonly obstacle: JoinObstacle;
  /** Where this browser can go on; empty when nowhere. */
  readonly ongoing: string;
}>()('closed-invite', {
  texts: {
    ko: {
      title: '초대를 열 수 없어요',
      missing: '초대 링크를 다시 열어 주세요',
      missingText: '받은 메시지에서 초대 링크를 다시 눌러 주세요. 시간이 지나면 안전을 위해 링크를 잊어요.',
      unknown: '이 초대를 찾을 수 없어요',
      unknownText: '링크 일부가 잘렸을 수 있어요. 메시지에서 링크 전체를 다시 열어 보세요.',
      used: '이미 쓴 초대예요',
      usedText: '초대는 한 번만 쓸 수 있어요. 이미 들어오셨다면 ‘내 링크’로 이어서 할 수 있어요.',
      expired: '초대가 끝났어요',
      expiredText:
        '기한이 지났거나, 상대가 새 링크를 만들었어요. 가장 최근에 받은 링크를 열거나 새로 보내 달라고 해 주세요.',
      own: '내가 만든 초대예요',
      ownText: '이 링크는 상대를 위한 거예요. 상대의 기기에서 열어야 하니 링크를 보내 주세요.',
      resume: '이어서 하기',
      byOwnLink: '내 링크로 들어가기',
      home: '첫 화면으로',
    },
    en: {
      title: 'The invitation does not open',
      missing: 'Please open your invitation again',
      missingText:
        'Tap the link in the message that you got once more. After a while we forget it, to be safe.',
      unknown: 'There is no such invitation',
      unknownText: 'A part of the link may be missing. Please open the whole link from the message.',
      used: 'This invitation has been used',
      usedText: 'An invitation works once. If you have come in before, go on with your own link.',
      expired: 'This invitation has ended',
      expiredText:
        'Its time is over, or your partner has made a new one. Open the newest link that you got, or ask for another.',
      own: 'This is your own invitation',
      ownText: 'The link is for your partner, and has to be opened on their device. Please send it to them.',
      resume: 'Go on',
      byOwnLink: 'Come in by my link',
      home: 'To the first page',
    },
  },
});
