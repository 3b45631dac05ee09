import type { Relation, ScaleCode } from '@couplekit/couple-core';
import { definePage } from '../pages/page-definition.js';

interface RatingModel {
  /** Whom the friend is asked about. */
  readonly nickname: string;
  /** Empty when none is chosen. */
  readonly relation: Relation | '';
  readonly relations: readonly Relation[];
  readonly relationMissing: boolean;
  readonly questions: readonly {
    /** Names its text, too. */
    readonly code: ScaleCode;
    readonly value: number | '';
    readonly missing: boolean;
  }[];
  /** How many are missing of what was sent. */
  readonly missing: number;
  /** Whether this browser has answered before. */
  readonly again: boolean;
}

/** Eight questions for a friend. */
export const ratingPage = definePage<RatingModel>()('rating', {
  texts: {
    ko: {
      title: '{name}님은 어떤 사람인가요?',
      lead: '평소에 본 {name}님을 떠올리며 골라 주세요. 여덟 문장, 1분이면 충분해요.',
      anonymous: '누가 답했는지는 {name}님도 알 수 없어요. 여러 사람의 답이 모였을 때 평균으로만 보여요.',
      again: '전에 고른 답이 그대로 있어요. 바꾸고 싶은 것만 다시 고르면 돼요.',
      missing: '아직 고르지 않은 것이 {count}개 있어요. 표시된 곳을 골라 주세요.',
      relation: '{name}님과 어떤 사이인가요?',
      relationMissing: '어떤 사이인지 골라 주세요.',
      friend: '친구',
      family: '가족',
      colleague: '동료',
      other: '그 밖의 사이',
      choose: '하나를 골라 주세요.',
      low: '전혀 아니에요',
      high: '정말 그래요',
      CS: '{name}님과는 하고 싶은 말을 마음 놓고 할 수 있어요.',
      EA: '{name}님은 자신과 다른 사람의 감정을 잘 알아차려요.',
      CB: '{name}님은 속상할 때도 상대의 마음을 섣불리 단정하지 않아요.',
      PD: '{name}님은 갈등이 생기면 몰아붙이거나 피하지 않고 차분히 이야기해요.',
      RP: '{name}님은 약속이나 할 일을 상대와 함께 정하고 잘 챙겨요.',
      LF: '{name}님은 생활 습관이 다른 사람과도 잘 맞춰 지내요.',
      IN: '{name}님은 고마움이나 애정을 상대가 알 수 있게 표현해요.',
      SF: '{name}님은 가까운 사람과 앞날을 함께 그려 보는 편이에요.',
      send: '익명으로 보내기',
    },
    en: {
      title: 'What is {name} like?',
      lead: 'Think of {name} as you usually see them. Eight statements; a minute is enough.',
      anonymous:
        'Not even {name} learns who answered. Answers are only shown as an average, once several people have answered.',
      again: 'What you chose before is still here. Just change what you would like to change.',
      missing: '{count} of your choices are still missing. Please look at the marked places.',
      relation: 'How do you know {name}?',
      relationMissing: 'Please choose how you know each other.',
      friend: 'Friend',
      family: 'Family',
      colleague: 'Colleague',
      other: 'Another way',
      choose: 'Please choose one.',
      low: 'Not at all',
      high: 'Very much so',
      CS: 'With {name}, I can say what I want to say without worrying.',
      EA: '{name} notices feelings well, their own and those of others.',
      CB: 'Even when upset, {name} is slow to assume what others think.',
      PD: 'When there is tension, {name} talks calmly instead of pushing or pulling away.',
      RP: '{name} settles plans and tasks together with others, and keeps to them.',
      LF: '{name} gets along well with people whose everyday habits differ.',
      IN: '{name} shows gratitude and affection in a way that others can see.',
      SF: '{name} likes to picture the future together with those who are close.',
      send: 'Send anonymously',
    },
  },
});

interface ClosedModel {
  readonly reason: 'missing' | 'unknown' | 'expired' | 'full' | 'finished';
}

/** For a friend whose link takes no answers. */
export const ratingClosedPage = definePage<ClosedModel>()('rating-closed', {
  texts: {
    ko: {
      title: '지금은 답할 수 없어요',
      missing: '받은 링크를 다시 열어 주세요. 링크를 연 뒤 한 시간이 지나면 이 화면이 보일 수 있어요.',
      unknown: '이 링크로는 질문을 찾을 수 없어요. 보내 준 사람에게 링크를 다시 받아 주세요.',
      expired: '이 링크는 기한이 지났어요. 마음 써 주셔서 고마워요.',
      full: '필요한 만큼 답이 모두 모였어요. 마음 써 주셔서 고마워요.',
      finished: '두 사람이 벌써 결과를 열어서 더 답할 수 없어요. 마음 써 주셔서 고마워요.',
      open: '링크 붙여 넣기',
      home: '서로 알아보기',
    },
    en: {
      title: 'No answers can be taken now',
      missing: 'Please open your link again. You may see this page an hour after you opened it.',
      unknown: 'There are no questions behind this link. Please ask for the link again.',
      expired: 'This link has expired. Thank you for taking the time.',
      full: 'All the answers that were needed have come in. Thank you for taking the time.',
      finished: 'The two have already opened their result, so it is closed. Thank you for taking the time.',
      open: 'Paste the link',
      home: 'Find out about Seoro',
    },
  },
});

/** Thanks a friend. */
export const ratingThanksPage = definePage()('rating-thanks', {
  texts: {
    ko: {
      title: '고마워요, 잘 전해 둘게요',
      lead: '여러 사람의 답이 모이면 평균으로만 보여요. 누가 답했는지는 아무도 알 수 없어요.',
      change: '답을 바꾸고 싶다면 이 브라우저에서 받은 링크를 다시 열어 주세요.',
      changeNow: '답 고치기',
      own: '나도 시작해 보기',
    },
    en: {
      title: 'Thank you, we will pass it on',
      lead: 'It is only shown as an average, once several people have answered. Nobody learns who they were.',
      change: 'If you would like to change your answers, open your link again in this browser.',
      changeNow: 'Change my answers',
      own: 'Try it myself',
    },
  },
});
