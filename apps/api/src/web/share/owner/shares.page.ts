import type { ShownLink } from '../../links/shown-link.js';
import type { Language } from '../../pages/language.js';
import { definePage } from '../../pages/page-definition.js';

/** A link that still works. */
interface ListedModel {
  readonly id: string;
  readonly mine: boolean;
  readonly made: string;
  readonly until: string;
  /** The keys of the words for what it shows. */
  readonly shows: readonly string[];
}

/** Links to a result, as their owners see them. */
export interface SharesModel {
  readonly base: string;
  readonly action: string;
  readonly language: Language;
  /** Why links are locked now, if they are. */
  readonly locked: 'result' | 'friends' | 'too-late' | undefined;
  readonly missing: number;
  readonly list: readonly ListedModel[];
  /** A new link, shown in this answer only. */
  readonly shown:
    | { readonly link: ShownLink; readonly image: string; readonly story: string; readonly until: string }
    | undefined;
}

const texts = {
  ko: {
    title: '결과 나누기',
    lead: '보여 주고 싶은 것만 골라 링크를 만들어요. 답 하나하나는 누구에게도 보이지 않아요.',
    lockedResult: '아직 결과가 없어서 링크를 열면 자물쇠 그림이 보여요. 결과가 나오면 저절로 열려요.',
    lockedFriends: '친구 답이 {missing}개 더 모이면 링크가 열려요. 그때까지는 자물쇠 그림이 보여요.',
    lockedTooLate:
      '친구 답이 모이기 전에 결과를 열어서, 이 결과의 링크는 잠긴 채로 보여요. 결과는 두 사람끼리 보실 수 있어요.',
    makeTitle: '새 링크 만들기',
    what: '무엇을 보여 줄까요?',
    gap: '짐작과 답의 차이',
    gapHint: '평균 점수와 가장 달랐던 영역',
    radar: '여덟 영역 그림',
    radarHint: '두 사람의 영역별 평균',
    names: '두 사람의 별명',
    namesHint: '고르지 않으면 ‘파트너 A’, ‘파트너 B’로 보여요',
    languageTitle: '그림에 쓸 언어',
    korean: '한국어',
    english: '영어',
    daysTitle: '언제까지 볼 수 있게 할까요?',
    days: '{days}일 동안',
    both: '상대도 이 목록을 보고 링크를 끝낼 수 있어요.',
    make: '링크 만들기',
    readyTitle: '링크가 준비됐어요',
    ready: '{until}까지 볼 수 있어요. 링크 주소는 지금만 보여 드리니 복사하거나 보내 두세요.',
    label: '나눌 링크',
    sendTitle: '둘이 함께 나눈 이야기',
    sendText: '우리가 서로를 얼마나 아는지 해 봤어.',
    imageTitle: '링크에 붙는 그림',
    imageAlt: '링크를 보내면 함께 보이는 그림',
    story: '스토리용 그림 저장',
    listTitle: '지금 볼 수 있는 링크',
    none: '아직 나눈 링크가 없어요.',
    mine: '내가 만든 링크',
    partners: '상대가 만든 링크',
    madeOn: '{made}에 만들었고 {until}까지 볼 수 있어요',
    showsNothing: '인사말만',
    end: '이 링크 끝내기',
    endNote: '끝내면 그 링크로는 아무도 볼 수 없어요.',
    back: '진행 상황으로',
  },
  en: {
    title: 'Share the result',
    lead: 'Make a link that shows only what you choose. Nobody ever sees single answers.',
    lockedResult: 'There is no result yet, so links show a lock. They open by themselves when it is there.',
    lockedFriends: 'Links open when {missing} more friends have answered. Until then they show a lock.',
    lockedTooLate:
      'The result was opened before enough friends had answered, so links to it stay locked. The two of you can see it all the same.',
    makeTitle: 'Make a new link',
    what: 'What may it show?',
    gap: 'The gap between guess and answer',
    gapHint: 'the mean, and where it was widest',
    radar: 'The picture of the eight areas',
    radarHint: 'means of both of you by area',
    names: 'Both nicknames',
    namesHint: 'otherwise “Partner A” and “Partner B”',
    languageTitle: 'Language of the picture',
    korean: 'Korean',
    english: 'English',
    daysTitle: 'How long may it be seen?',
    days: 'For {days} days',
    both: 'Your partner sees this list, too, and can end links.',
    make: 'Make the link',
    readyTitle: 'The link is ready',
    ready: 'It works until {until}. We show its address only now, so copy or send it.',
    label: 'The link to share',
    sendTitle: 'What two people found out',
    sendText: 'We tried how well we know each other.',
    imageTitle: 'The picture that comes with the link',
    imageAlt: 'The picture that is shown where the link is sent',
    story: 'Save the picture for a story',
    listTitle: 'Links that work now',
    none: 'No links yet.',
    mine: 'Your link',
    partners: 'Your partner’s link',
    madeOn: 'Made on {made}, works until {until}',
    showsNothing: 'Just a greeting',
    end: 'End this link',
    endNote: 'Nobody can see anything by it any more.',
    back: 'Back to where we are',
  },
};

/** Where links are made and ended. */
export const sharesPage = definePage<SharesModel>()('shares', { texts });

/** The same with a new link. */
export const newSharePage = definePage<SharesModel>()('shares', { texts, shownOnce: true });
