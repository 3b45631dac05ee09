import type { Language } from './language.js';

const ko = {
  name: '서로',
  tagline: '우리 사이의 거리를 다정하게',
  skip: '본문으로 건너뛰기',
  home: '서로 첫 화면',
  language: '언어',
  otherLanguage: 'English',
  otherLanguageCode: 'en',
  privacy:
    '답변은 두 사람만의 것이에요. 두 분이 직접 나누지 않는 한 누구에게도 보여 주지 않고, 1년이 지나면 모두 지워요.',
  notDiagnosis: '서로는 대화를 돕는 도구예요. 진단이나 상담을 대신하지 않아요.',
  optional: '선택',
  errors: '다시 확인해 주세요',
  copy: '링크 복사',
  copied: '복사했어요',
  share: '보내기',
  qr: '휴대폰 카메라로 찍으면 링크가 열리는 QR 코드예요',
};

/** Words that every page has. */
export type SiteTexts = Readonly<Record<keyof typeof ko, string>>;

/** Words that every page has, in every language. */
export const siteTexts: Readonly<Record<Language, SiteTexts>> = {
  ko,
  en: {
    name: 'Seoro',
    tagline: 'A kind look at what is between you',
    skip: 'Skip to content',
    home: 'Seoro, first page',
    language: 'Language',
    otherLanguage: '한국어',
    otherLanguageCode: 'ko',
    privacy:
      'Your answers belong to the two of you. Unless you share something yourselves, nobody else sees it, and everything is deleted after a year.',
    notDiagnosis: 'Seoro helps you talk. It does not diagnose, and it does not replace counselling.',
    optional: 'optional',
    errors: 'Please check again',
    copy: 'Copy the link',
    copied: 'Copied',
    share: 'Send',
    qr: 'QR code: point a phone camera at it to open the link',
  },
};
