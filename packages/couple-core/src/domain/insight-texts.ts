import type { Flag } from './flags.js';
import type { LocalizedText } from './localized-text.js';
import type { ScaleCode } from './questionnaire.js';

/** The words of one insight card, plain text without markup. They describe and suggest; they never diagnose. */
export interface InsightText {
  readonly title: LocalizedText;
  readonly body: LocalizedText;
}

/** A place in Korea where help is to be had by telephone. */
export interface HelpResource {
  readonly name: LocalizedText;
  /** The short number as it is dialled, digits only. */
  readonly phone: string;
  readonly note?: LocalizedText;
}

/** A card for each scale: what a gap between guess and answer may mean, and one small thing to try this week. */
export const SCALE_INSIGHTS: Readonly<Record<ScaleCode, InsightText>> = {
  CS: {
    title: { ko: '마음 놓고 말할 수 있는 순간', en: 'When it feels easy to speak' },
    body: {
      ko: '짐작과 실제 답이 다르다면, 한 사람에게는 쉬운 말이 다른 사람에게는 용기가 필요한 말일 수 있어요. 누가 맞고 틀린지의 문제는 아니에요. 이번 주에는 10분을 정해서, 한 사람이 말하는 동안 다른 사람은 끝까지 듣고 들은 말을 한 문장으로 되돌려 주세요.',
      en: 'Where guess and answer differ, something that is easy for one of you to say may take courage for the other. It is not about who is right. This week, set aside ten minutes: one of you speaks, the other hears them out and says back in one sentence what they heard.',
    },
  },
  EA: {
    title: { ko: '서로의 감정을 읽는 법', en: 'Reading each other’s feelings' },
    body: {
      ko: '짐작과 실제 답이 다르다면, 감정이 겉으로 드러나는 모습과 속에서 느껴지는 모습이 서로 다른 것일 수 있어요. 이번 주에는 하루에 한 번, 오늘 느낀 감정을 한 단어로 서로에게 들려주세요. 설명이나 조언은 하지 않아도 괜찮아요.',
      en: 'Where guess and answer differ, what a feeling looks like from outside and what it is like from inside may simply not be the same. This week, once a day, tell each other one word for what you felt today. No explanation or advice needed.',
    },
  },
  CB: {
    title: { ko: '짐작하기 전에 물어보기', en: 'Asking before assuming' },
    body: {
      ko: '누구나 마음이 급하거나 속상할 때는 빈칸을 짐작으로 채우곤 해요. 짐작과 실제 답이 다르다면, 같은 일을 두고 서로 다른 이야기를 떠올리고 있을 수 있어요. 이번 주에는 서운한 순간이 오면 “나는 이렇게 이해했는데, 맞아?”라고 한 번 물어봐 주세요.',
      en: 'Anyone who is rushed or upset fills in the blanks with a guess. Where guess and answer differ, the two of you may be telling yourselves different stories about the same moment. This week, when something stings, ask once: “This is how I took it. Is that what you meant?”',
    },
  },
  PD: {
    title: { ko: '다가서는 속도, 쉬어 가는 속도', en: 'A pace for coming closer, a pace for resting' },
    body: {
      ko: '갈등이 생겼을 때 바로 이야기하고 싶은 마음도, 잠시 물러서고 싶은 마음도 관계를 아끼는 방식일 수 있어요. 짐작과 실제 답이 다르다면, 그 마음이 서로에게 다르게 보였을 수 있어요. 이번 주에는 쉬고 싶을 때 쓸 신호 하나와 다시 이야기할 시간을 함께 정해 보세요.',
      en: 'Wanting to talk at once and wanting to step back for a while can both be ways of caring about what you have. Where guess and answer differ, that wish may have looked different to the other. This week, agree on one signal for a break and on when you will pick the conversation up again.',
    },
  },
  RP: {
    title: { ko: '함께 정해 두면 가벼워지는 일', en: 'Lighter once it is agreed' },
    body: {
      ko: '짐작과 실제 답이 다르다면, 한 사람은 이미 정해졌다고 여기는 일이 다른 사람에게는 아직 열려 있는 일일 수 있어요. 이번 주에는 시간, 돈, 맡은 일 가운데 하나만 골라 15분 동안 서로 어떻게 알고 있었는지 맞춰 보세요.',
      en: 'Where guess and answer differ, something one of you takes as settled may still be open for the other. This week, choose just one of time, money or who does what, and take fifteen minutes to compare how each of you has understood it.',
    },
  },
  LF: {
    title: { ko: '서로 다른 일상의 리듬', en: 'Two everyday rhythms' },
    body: {
      ko: '짐작과 실제 답이 다르다면, 한 사람이 조용히 맞춰 주고 있거나 생각보다 편안하게 지내고 있을 수 있어요. 생활 방식은 같아지기보다 서로 알아 가는 것이 먼저예요. 이번 주에는 그대로 두고 싶은 습관 하나와 조금 바꿔 보고 싶은 습관 하나를 서로 이야기해 보세요.',
      en: 'Where guess and answer differ, one of you may be quietly adapting, or may be more at ease than the other thinks. Knowing each other’s ways comes before making them alike. This week, tell each other one habit you would love to keep and one you would like to change a little.',
    },
  },
  IN: {
    title: { ko: '가까움의 모양', en: 'The shape of closeness' },
    body: {
      ko: '가깝다고 느끼는 방식은 사람마다 달라요. 짐작과 실제 답이 다르다면, 아직 말로 꺼내지 않은 바람이나 지키고 싶은 선이 있을 수 있어요. 이번 주에는 나를 편안하게 하는 애정 표현 하나를 서로 이야기하고, 내키지 않을 때는 언제든 거절해도 괜찮다는 것도 함께 확인해 주세요.',
      en: 'People feel close in different ways. Where guess and answer differ, there may be a wish or a limit that has not been put into words yet. This week, tell each other one sign of affection that puts you at ease, and make sure you both know that a no is welcome at any time.',
    },
  },
  SF: {
    title: { ko: '같은 곳을 그리고 있을까요', en: 'Are you picturing the same place?' },
    body: {
      ko: '짐작과 실제 답이 다르다면, 미래에 대한 기대나 걱정을 서로 다른 크기로 품고 있을 수 있어요. 모든 답을 지금 정할 필요는 없어요. 이번 주에는 1년 뒤의 평범한 하루를 각자 세 문장으로 적어 서로에게 읽어 주세요.',
      en: 'Where guess and answer differ, each of you may be carrying hopes or worries about the future of a different size. Nothing has to be decided now. This week, each write three sentences about an ordinary day one year from now and read them to each other.',
    },
  },
};

/**
 * A card for each flag. Both partners read the same result, so no card singles out one of them, and the one for
 * SAFETY suggests nothing that has to be done together.
 */
export const FLAG_INSIGHTS: Readonly<Record<Flag['code'], InsightText>> = {
  SAFETY: {
    title: { ko: '편하게 말하고 거절할 수 있다는 것', en: 'Being free to speak and to say no' },
    body: {
      ko: '두려움 없이 말하고 내키지 않을 때 거절할 수 있는 것은 누구에게나 중요해요. 이 카드는 두 사람 중 누구에 대해서도 단정하지 않아요. 이번 주에는 하고 싶은 말을 편하게 할 수 있었는지 혼자 조용히 떠올려 보고, 원한다면 믿을 만한 사람에게 이야기해 보세요. 무섭거나 위험하다고 느낀다면 파트너와 먼저 의논하지 않아도 괜찮아요. 함께 적힌 번호로 언제든 도움을 청할 수 있어요.',
      en: 'Being able to speak without fear, and to say no, matters to everyone. This card draws no conclusion about either of you. This week, think back quietly, on your own, on whether you felt free to say what you wanted, and if you like, talk to someone you trust. If you feel scared or in danger, you do not have to discuss it with your partner first. You can ask for help at any time at the numbers given with this card.',
    },
  },
  PURSUIT_WITHDRAW: {
    title: { ko: '재촉하는 마음과 물러서는 마음', en: 'Pressing to talk, stepping back' },
    body: {
      ko: '두 사람 모두 갈등이 생기면 바로 이야기하고 싶어 하면서도, 다툼이 커지면 물러서는 편이라고 답했어요. 한쪽이 다가설수록 다른 쪽이 멀어지는 일이 번갈아 생길 수 있지만, 많은 커플이 겪는 흔한 흐름이에요. 이번 주에는 대화가 뜨거워지면 20분 쉬고, 약속한 시간에 다시 앉아 보세요.',
      en: 'You both answered that you want to talk at once when there is tension, and that you step back when an argument heats up. The closer one comes, the further the other may move away, now one of you and now the other. Many couples know this dance. This week, when a talk gets heated, rest for twenty minutes and sit down again at the time you agreed.',
    },
  },
  COGNITIVE: {
    title: { ko: '생각이 먼저 달려갈 때', en: 'When thoughts run ahead' },
    body: {
      ko: '두 사람의 답에는 속상할 때 나오는 비슷한 생각 습관이 몇 가지 보여요. 속마음을 이미 안다고 여기거나, 한 가지 일을 전체로 넓혀 생각하는 것은 누구에게나 있는 일이에요. 이번 주에는 단정하는 생각이 떠오르면 “다르게 볼 수도 있을까?”라고 스스로에게 한 번 물어보세요.',
      en: 'Your answers share a few habits of thought that tend to show up when we are upset. Believing we already know what the other thinks, or letting one moment stand for everything, happens to all of us. This week, when a thought sounds final, ask yourself once: “Could I look at this another way?”',
    },
  },
  PLANNING_GAP: {
    title: { ko: '함께 계획할 여백', en: 'Room to plan together' },
    body: {
      ko: '두 사람의 답을 보면 시간, 돈, 맡은 일을 함께 정하는 자리가 아직 많지 않은 것 같아요. 그때그때 해 나가는 것이 편할 수도 있고, 이야기할 틈이 없었을 수도 있어요. 이번 주에는 달력을 같이 펴고 둘만의 약속 하나를 먼저 적어 보세요.',
      en: 'Going by your answers, there are not many moments yet when you settle time, money or who does what together. Taking things as they come may suit you, or there may have been no time to talk. This week, open a calendar together and write in one plan for just the two of you.',
    },
  },
};

/** Where to get help in Korea; shown with every SAFETY flag. All three answer around the clock. */
export const HELP_RESOURCES: readonly HelpResource[] = [
  {
    name: { ko: '경찰', en: 'Police' },
    phone: '112',
    note: { ko: '위험이 닥쳤을 때, 24시간', en: 'In immediate danger, 24 hours' },
  },
  {
    name: { ko: '여성긴급전화', en: 'Women’s Emergency Hotline' },
    phone: '1366',
    note: {
      ko: '가정폭력·성폭력·스토킹 등 상담과 긴급 보호, 24시간',
      en: 'Counselling and emergency shelter for domestic violence, sexual violence and stalking, 24 hours',
    },
  },
  {
    name: { ko: '자살예방 상담전화', en: 'Suicide Prevention Hotline' },
    phone: '109',
    note: {
      ko: '죽고 싶은 생각이 들거나 몹시 힘들 때, 24시간',
      en: 'When thinking of suicide or finding it hard to go on, 24 hours',
    },
  },
];
