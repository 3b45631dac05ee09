import { defineProblem, ProblemException } from '@couplekit/problem-details';

export const outOfCredit = defineProblem({
  slug: 'out-of-credit',
  status: 403,
  title: { en: 'Not enough credit', ko: '잔액 부족' },
  description: { en: 'The price is above your balance.', ko: '가격이 잔액보다 큽니다.' },
  solution: { en: 'Top up, then try again.', ko: '충전한 뒤 다시 시도해 주세요.' },
  members: {
    balance: {
      schema: { type: 'integer', minimum: 0 },
      description: { en: 'What is left, in won.', ko: '남은 금액(원)입니다.' },
    },
    reason: { schema: { enum: ['empty', 'blocked'] }, optional: true },
  },
  example: { balance: 30 },
});

export const quotaExceeded = defineProblem({
  type: 'https://iana.org/assignments/http-problem-types#quota-exceeded',
  status: 429,
  title: { en: 'Quota exceeded', ko: '한도 초과' },
});

// The compiler asks for the balance, and lets nothing in that the definition does not have.
export const example = new ProblemException(outOfCredit, { extensions: { balance: 30, reason: 'empty' } });
