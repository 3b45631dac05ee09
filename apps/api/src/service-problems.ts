import { defineProblem } from '@couplekit/problem-details';

/** A value of the request does not have the form that the call needs. */
export const validationProblem = defineProblem({
  slug: 'validation',
  status: 422,
  title: { en: 'Request not valid', ko: '올바르지 않은 요청' },
  detail: {
    en: 'Some values do not have the form this call needs; see errors.',
    ko: '요청 값 가운데 형식에 맞지 않는 것이 있습니다. errors를 확인해 주세요.',
  },
});

/** Everything that nobody foresaw. */
export const internalProblem = defineProblem({
  slug: 'internal',
  status: 500,
  title: { en: 'Something went wrong on our side', ko: '서버 오류' },
});

/** Problems of the service itself, beside those of the couple's use cases. */
export const serviceProblems = [validationProblem, internalProblem];
