import { definePage } from '../pages/page-definition.js';

interface EntryModel {
  /** Where the form goes, which is where the page is. */
  readonly action: string;
  /** A text that was sent and has no token in it. */
  readonly invalid: boolean;
}

/** The page that the link for B leads to. */
export const invitePage = definePage<EntryModel>()('entry', {
  texts: {
    ko: {
      title: '초대장을 열고 있어요',
      lead: '상대가 보낸 초대예요. 잠시만 기다려 주세요.',
      noScript: '화면이 바뀌지 않으면 받은 링크 전체를 복사해 아래에 붙여 넣어 주세요.',
      label: '받은 초대 링크',
      error: '초대 링크가 온전하지 않아요. 메시지에서 링크 전체를 복사해 붙여 넣어 주세요.',
      button: '초대 열기',
    },
    en: {
      title: 'Opening your invitation',
      lead: 'Your partner has invited you. One moment, please.',
      noScript: 'If nothing happens, copy the whole link that you got and paste it here.',
      label: 'The link that you got',
      error: 'A part of the link is missing. Please copy the whole link from the message.',
      button: 'Open the invitation',
    },
  },
});

/** The page that the link for friends leads to. */
export const raterPage = definePage<EntryModel>()('entry', {
  texts: {
    ko: {
      title: '부탁받은 질문을 열고 있어요',
      lead: '친구를 위해 1분만 내어 주세요. 누가 답했는지는 아무도 알 수 없어요.',
      noScript: '화면이 바뀌지 않으면 받은 링크 전체를 복사해 아래에 붙여 넣어 주세요.',
      label: '받은 링크',
      error: '링크가 온전하지 않아요. 메시지에서 링크 전체를 복사해 붙여 넣어 주세요.',
      button: '질문 열기',
    },
    en: {
      title: 'Opening the questions',
      lead: 'It takes a minute, and nobody learns who answered.',
      noScript: 'If nothing happens, copy the whole link that you got and paste it here.',
      label: 'The link that you got',
      error: 'A part of the link is missing. Please copy the whole link from the message.',
      button: 'Open the questions',
    },
  },
});

/** The page that a partner's own link leads to, on another device. */
export const continuePage = definePage<EntryModel>()('entry', {
  texts: {
    ko: {
      title: '이어서 할까요?',
      lead: '시작할 때 받은 ‘내 링크’가 있으면 어느 기기에서든 이어서 할 수 있어요.',
      noScript: '내 링크 전체를 복사해 아래에 붙여 넣어 주세요.',
      label: '내 링크',
      error: '링크가 온전하지 않거나 더 이상 쓸 수 없어요. 링크 전체를 복사했는지 확인해 주세요.',
      button: '이어서 하기',
    },
    en: {
      title: 'Shall we go on?',
      lead: 'With your own link, the one you got when you started, you can go on from any device.',
      noScript: 'Copy your whole link and paste it here.',
      label: 'Your own link',
      error:
        'A part of the link is missing, or it is not valid any more. Please check that you copied all of it.',
      button: 'Go on',
    },
  },
});
