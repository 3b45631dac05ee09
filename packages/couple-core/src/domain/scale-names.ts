import type { LocalizedText } from './localized-text.js';
import type { ScaleCode } from './questionnaire.js';

/** What the eight scales are called. */
export const SCALE_NAMES: Readonly<Record<ScaleCode, LocalizedText>> = {
  CS: { ko: '소통의 안전감', en: 'Communication Safety' },
  EA: { ko: '감정 알아차림', en: 'Emotional Awareness' },
  CB: { ko: '생각의 치우침', en: 'Cognitive Bias' },
  PD: { ko: '다가서기와 거리 두기', en: 'Pursue/Distance' },
  RP: { ko: '관계 계획', en: 'Relationship Planning' },
  LF: { ko: '생활 방식의 어울림', en: 'Lifestyle Fit' },
  IN: { ko: '친밀함과 바람', en: 'Intimacy/Needs' },
  SF: { ko: '함께 그리는 미래', en: 'Shared Future' },
};
