import { definePage } from '../pages/page-definition.js';

/** What the product is, and where it begins. */
export const landingPage = definePage<{
  /** Where this browser can go on; empty for a new one. */
  readonly ongoing: string;
}>()('landing', {
  indexable: true,
  kind: 'content',
  texts: {
    ko: {
      title: '서로를 얼마나 알고 있을까요?',
      description:
        '나를 답하고, 상대를 짐작해 보고, 둘의 답을 나란히 놓아 보세요. 48개의 짧은 질문으로 두 사람 사이의 거리를 다정하게 보여 드려요.',
      lead: '나는 이렇다고 답하고, 상대는 이럴 거라고 짐작해 보세요. 두 사람의 답을 나란히 놓으면 미처 몰랐던 마음이 보여요.',
      start: '시작하기',
      resume: '이어서 하기',
      haveLink: '받은 링크로 들어가기',
      facts: '한 사람당 15분쯤 · 가입 없음 · 무료',
      pictureTitle: '두 사람의 마음을 겹쳐 놓은 그림',
      howTitle: '이렇게 해요',
      how1: '나를 답해요',
      how1Text: '대화, 감정, 생활, 미래처럼 우리 사이를 이루는 여덟 가지를 48문장으로 돌아봐요.',
      how2: '상대를 짐작해요',
      how2Text: '상대라면 뭐라고 답할지 골라 보세요. 맞히는 시험이 아니라 귀 기울이는 연습이에요.',
      how3: '초대해요',
      how3Text: '링크를 보내면 상대도 같은 질문에 답해요. 서로의 답은 둘 다 마칠 때까지 보이지 않아요.',
      how4: '함께 열어 봐요',
      how4Text: '어디가 닮았고 어디가 다른지 그림으로 보고, 오늘 나눌 이야기 세 가지를 받아요.',
      getTitle: '이런 걸 알 수 있어요',
      get1: '닮은 점과 다른 점',
      get1Text: '여덟 가지 영역에서 두 사람의 답이 얼마나 가까운지 한눈에 보여 드려요.',
      get2: '짐작과 실제의 차이',
      get2Text: '내가 생각한 상대와 상대가 말하는 자신 사이, 거리가 가장 먼 다섯 가지를 골라 보여 드려요.',
      get3: '친구들이 보는 나',
      get3Text:
        '원하면 가까운 사람들에게 물어볼 수 있어요. 세 명 이상 답해야 평균만 보이고, 누가 뭐라 했는지는 아무도 몰라요.',
      privacyTitle: '답은 두 사람만의 것',
      privacy1: '이름 대신 별명만 있으면 돼요. 가입도, 전화번호도 필요 없어요.',
      privacy2: '답안지는 상대에게도 보여 주지 않아요. 두 사람이 모두 마친 뒤에 비교한 결과만 함께 봐요.',
      privacy3:
        '검색 결과에 나오지 않고, 광고에 쓰지 않고, 1년이 지나면 모두 지워요. 그 전에도 언제든 지울 수 있어요.',
      privacyAds:
        '이 첫 화면의 광고는 구글이 보여 드리고, 구글이 쿠키를 쓸 수 있어요. 답하고 결과를 보는 화면에는 광고가 없어요.',
    },
    en: {
      title: 'How well do you know each other?',
      description:
        'Answer for yourself, guess for your partner, and lay your answers side by side. 48 short questions show, kindly, what is between you.',
      lead: 'Say how you are, and guess how your partner would answer. Side by side, your answers show what neither of you had noticed.',
      start: 'Start',
      resume: 'Go on',
      haveLink: 'I have a link',
      facts: 'About 15 minutes each · no account · free',
      pictureTitle: 'A picture of two people’s answers, one above the other',
      howTitle: 'How it works',
      how1: 'Answer for yourself',
      how1Text:
        '48 statements about eight things that make a relationship: talking, feelings, daily life, the future.',
      how2: 'Guess for your partner',
      how2Text: 'Choose what your partner would say. It is not a test, it is practice in listening.',
      how3: 'Invite',
      how3Text:
        'Send a link, and your partner answers the same questions. Neither sees the other’s answers before both are done.',
      how4: 'Open it together',
      how4Text: 'See where you are alike and where you differ, with three things to talk about today.',
      getTitle: 'What you will see',
      get1: 'Alike and different',
      get1Text: 'How close your answers are in eight areas, at a glance.',
      get2: 'Guess and reality',
      get2Text:
        'The five statements where your picture of each other is farthest from what each of you says.',
      get3: 'How friends see you',
      get3Text:
        'If you like, ask people close to you. Only an average shows, and only once three have answered; nobody learns who said what.',
      privacyTitle: 'Your answers are yours',
      privacy1: 'A nickname is enough. No account, no phone number.',
      privacy2:
        'Not even your partner sees your answer sheet. You see the comparison together, once both are done.',
      privacy3:
        'Nothing appears in search results or is used for ads, and everything is deleted after a year, or whenever you say so.',
      privacyAds:
        'The ad on this first page comes from Google, who may use cookies. Where you answer and read results, there are no ads.',
    },
  },
});

/** The same for a browser that is in the middle of something: it leads to pages of a couple, and has no ad. */
export const landingPageOfCouple: typeof landingPage = { ...landingPage, kind: undefined };
