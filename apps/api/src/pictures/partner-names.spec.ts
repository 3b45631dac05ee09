import { expect, it } from 'vitest';
import { partnerNames } from './partner-names.js';

it.each([
  ['하나', '두리', 'ko', '하나', '두리'],
  ['하나', '하나', 'ko', '하나 (A)', '하나 (B)'],
  ['하나', 'B', 'ko', '하나', '파트너 B'],
  [' A ', 'Duri', 'en', 'Partner A', 'Duri'],
  ['B', 'A', 'en', 'B', 'A'],
] as const)('%j and %j are called in %s %j and %j', (a, b, language, A, B) => {
  const participants = [
    { role: 'A', nickname: a },
    { role: 'B', nickname: b },
  ] as const;
  expect(partnerNames(participants, language)).toEqual({ A, B });
});

it('names one who has not joined yet', () => {
  expect(partnerNames([{ role: 'A', nickname: '하나' }], 'ko')).toEqual({ A: '하나', B: '파트너 B' });
});
