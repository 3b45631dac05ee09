import type { ShownLink } from '../../links/shown-link.js';
import { definePage } from '../../pages/page-definition.js';

/** Links that a partner passes on. */
export interface InviteModel {
  readonly base: string;
  readonly action: string;
  /** B's link: still to be used, used, or out of time. */
  readonly state: 'open' | 'used' | 'expired';
  /** Until when it can be used. */
  readonly until: string;
  /** Friends can still rate, and whom they would rate asks. */
  readonly canAskFriends: boolean;
  readonly isA: boolean;
  readonly threshold: number;
  readonly count: number;
  /** A new link, shown in this answer only. */
  readonly shown: { readonly kind: 'partner' | 'raters'; readonly link: ShownLink } | undefined;
}

const texts = {
  ko: {
    title: '초대하기',
    partnerTitle: '상대 초대하기',
    partnerLead: '링크를 받은 한 사람만 들어올 수 있고, 한 번만 쓸 수 있어요.',
    make: '초대 링크 만들기',
    makeText: '링크는 만들 때 한 번만 보여 드려요. 새로 만들면 먼저 만든 링크는 쓸 수 없게 돼요.',
    partnerLabel: '상대에게 보낼 링크',
    partnerReady: '{until}까지 쓸 수 있어요. 이 화면을 떠나면 다시 보여 드릴 수 없으니 지금 보내 주세요.',
    expired: '먼저 만든 링크는 기한이 지났어요. 새로 만들어 주세요.',
    used: '상대가 들어왔어요. 이제 초대 링크는 필요 없어요.',
    isB: '초대를 받아 들어오셨어요. 초대 링크는 상대만 만들 수 있어요.',
    friendsTitle: '친구에게 물어보기',
    friendsLead:
      '가까운 사람들은 나를 어떻게 볼까요? 1분이면 답할 수 있고, 누가 답했는지는 아무도 몰라요. {threshold}명 이상 답하면 평균을 두 사람이 함께 볼 수 있어요.',
    friendsCount: '지금까지 {count}명이 답했어요.',
    friendsMake: '친구용 링크 만들기',
    friendsLabel: '친구들에게 보낼 링크',
    friendsReady: '{until}까지 10명이 답할 수 있어요. 단체 대화방에 올려도 괜찮아요.',
    friendsClosed: '결과가 나와서 친구들의 답은 더 받지 않아요.',
    sendTitle: '서로에서 초대해요',
    sendText: '우리 서로를 얼마나 아는지 같이 해 볼래?',
    friendsText: '나를 어떻게 보는지 1분만 답해 줘. 누가 답했는지는 나도 몰라.',
    back: '진행 상황으로',
  },
  en: {
    title: 'Inviting',
    partnerTitle: 'Invite your partner',
    partnerLead: 'The link lets one person in, once.',
    make: 'Make an invitation link',
    makeText: 'We show a link only when it is made. A new one ends the one before.',
    partnerLabel: 'The link for your partner',
    partnerReady: 'It works until {until}. We cannot show it again once you leave this page, so send it now.',
    expired: 'The link that you made has expired. Please make a new one.',
    used: 'Your partner has come. No invitation is needed any more.',
    isB: 'You came by an invitation. Only your partner can make one.',
    friendsTitle: 'Ask friends',
    friendsLead:
      'How do people close to you see you? It takes them a minute, and nobody learns who answered. Once {threshold} have, the two of you can see the average.',
    friendsCount: 'Answers so far: {count}.',
    friendsMake: 'Make a link for friends',
    friendsLabel: 'The link for your friends',
    friendsReady: 'It works for 10 people until {until}. A group chat is fine.',
    friendsClosed: 'The result is there, so no more answers of friends are taken.',
    sendTitle: 'An invitation from Seoro',
    sendText: 'Shall we find out how well we know each other?',
    friendsText: 'How do you see me? It takes a minute, and even I do not learn who answered.',
    back: 'Back to where we are',
  },
};

/** Where links are made. */
export const invitingPage = definePage<InviteModel>()('inviting', { texts });

/** The same with a new link. */
export const newLinkPage = definePage<InviteModel>()('inviting', { texts, shownOnce: true });
