import type { Language } from '../pages/language.js';

interface Words {
  readonly title: string;
  readonly detail: string;
}

interface Link {
  readonly path: string;
  readonly text: string;
}

interface ProblemWords {
  /** For problems whose own words are for programs. */
  readonly bySlug: Readonly<Record<string, Words>>;
  readonly byStatus: Readonly<Record<number, Words>>;
  readonly home: Link;
  readonly open: Link;
}

/** What a person reads where a program reads a problem; others are told in their own words. */
export const problemWords: Readonly<Record<Language, ProblemWords>> = {
  ko: {
    bySlug: {
      unauthorized: {
        title: '이 기기에서는 아직 열 수 없어요',
        detail:
          '시작할 때 받은 ‘내 링크’로 다시 들어와 주세요. 오래 쓰지 않았거나 쿠키를 지웠다면 이 화면이 보일 수 있어요.',
      },
      'participant-invalid': {
        title: '여기는 볼 수 없어요',
        detail: '다른 사람의 페이지이거나, 지금 들어와 계신 분이 할 수 없는 일이에요.',
      },
      'stage-invalid': {
        title: '지금은 바꿀 수 없어요',
        detail:
          '결과가 나와서 답을 더 받지 않아요. 처음 화면에서 ‘이어서 하기’를 누르면 결과를 볼 수 있어요.',
      },
      'share-not-found': {
        title: '더 이상 볼 수 없는 이야기예요',
        detail:
          '기한이 지났거나, 나눈 두 사람이 링크를 끝냈을 수 있어요. 링크 전체를 열었는지도 확인해 주세요.',
      },
      'quota-exceeded': {
        title: '잠시만 쉬었다 할까요?',
        detail: '짧은 시간에 요청이 많았어요. 몇 분 뒤에 다시 시도해 주세요. 저장된 답은 그대로 있어요.',
      },
    },
    byStatus: {
      404: {
        title: '찾는 페이지가 없어요',
        detail: '주소가 바뀌었거나 링크 일부가 잘렸을 수 있어요. 받은 링크 전체를 다시 열어 보세요.',
      },
      413: { title: '내용이 너무 길어요', detail: '조금 줄여서 다시 보내 주세요.' },
      500: {
        title: '저희 쪽에 문제가 생겼어요',
        detail: '진행하던 일은 안전하게 되돌려 두었어요. 잠시 뒤 다시 시도해 주세요.',
      },
      503: {
        title: '잠시 자리를 비웠어요',
        detail: '곧 돌아올게요. 저장된 답은 그대로 있으니 조금 뒤 다시 열어 주세요.',
      },
    },
    home: { path: '/', text: '첫 화면으로' },
    open: { path: '/continue', text: '내 링크로 들어가기' },
  },
  en: {
    bySlug: {
      unauthorized: {
        title: 'This device cannot open this yet',
        detail:
          'Please come back by your own link, the one you got when you started. You may see this after a long break, or when cookies were deleted.',
      },
      'participant-invalid': {
        title: 'This is not for you to see',
        detail: 'The page belongs to somebody else, or only your partner can do this.',
      },
      'stage-invalid': {
        title: 'This cannot be changed any more',
        detail:
          'The result is there, so no more answers are taken. Press “Go on” on the first page to see it.',
      },
      'share-not-found': {
        title: 'This story can no longer be seen',
        detail:
          'Its time may be over, or the couple has ended the link. Please check, too, that you opened all of it.',
      },
      'quota-exceeded': {
        title: 'Shall we take a short break?',
        detail: 'That was a lot in a short time. Please try again in a few minutes. Saved answers are safe.',
      },
    },
    byStatus: {
      404: {
        title: 'There is no such page',
        detail:
          'The address may have changed, or a part of the link may be missing. Please open the whole link again.',
      },
      413: { title: 'That is too long', detail: 'Please shorten it a little and send it again.' },
      500: {
        title: 'Something went wrong on our side',
        detail: 'What you were doing has been undone safely. Please try again in a moment.',
      },
      503: {
        title: 'We are away for a moment',
        detail: 'We will be back soon. Saved answers are safe; please open this page again in a while.',
      },
    },
    home: { path: '/', text: 'To the first page' },
    open: { path: '/continue', text: 'Come in by my link' },
  },
};
