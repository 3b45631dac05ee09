/**
 * What is wrong with a field that breaks a rule of this package's own validators, by the rule's code, in Korean and English: plain
 * data, for whoever tells people of it.
 */
export const coupleFieldTexts = {
  isNickname: {
    en: 'Must have 1 to 40 characters on one line, not all of them blank.',
    ko: '한 줄로 1자에서 40자까지 적어 주세요. 공백만으로는 안 됩니다.',
  },
  isEmailAddress: { en: 'Must be an email address.', ko: '이메일 주소여야 합니다.' },
  isDimensions: {
    en: 'Must map up to 32 names (letters, digits, _ . -) to numbers from 0 to 4.',
    ko: '이름(영문자, 숫자, _ . -) 32개까지에 0에서 4까지의 수를 짝지어야 합니다.',
  },
  includes: {
    en: 'Must include a participant with the role A.',
    ko: 'A 역할의 참여자가 있어야 합니다.',
  },
} as const;
