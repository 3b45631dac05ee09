import { defineProblem } from '@couplekit/problem-details';
import { formExpiredProblem } from './web/visits/form-expired.problem.js';

/** A value of the request does not have the form that the call needs. */
export const validationProblem = defineProblem({
  slug: 'validation',
  status: 422,
  title: { en: 'Request not valid', ko: '올바르지 않은 요청' },
  detail: {
    en: 'Some values do not have the form this call needs; see errors.',
    ko: '요청 값 가운데 형식에 맞지 않는 것이 있습니다. errors를 확인해 주세요.',
  },
  description: {
    en: 'The request could be read, but some of its values do not have the form this call needs. Nothing has been saved.',
    ko: '요청은 읽었지만 일부 값이 필요한 형식과 다릅니다. 저장된 내용은 없습니다.',
  },
  solution: {
    en: 'The list errors names each value and what it has to be. Correct them and send the request again.',
    ko: 'errors 목록에 값마다 어떤 형식이어야 하는지 적혀 있습니다. 고쳐서 다시 보내 주세요.',
  },
});

/** Everything that nobody foresaw. */
export const internalProblem = defineProblem({
  slug: 'internal',
  status: 500,
  title: { en: 'Something went wrong on our side', ko: '서버 오류' },
  description: {
    en: 'The service ran into a failure of its own. What was begun has been undone, and we have been told.',
    ko: '서비스 안에서 문제가 생겼습니다. 진행하던 일은 되돌려졌고, 저희에게도 알려졌습니다.',
  },
  solution: {
    en: 'Please try again later. If it stays, tell us the request ID.',
    ko: '잠시 후 다시 시도해 주세요. 계속되면 요청 ID와 함께 알려 주세요.',
  },
});

/** Problems of the service itself, beside those of the couple's use cases. */
export const serviceProblems = [validationProblem, internalProblem];

/** Problems of the pages, which the JSON API does not have. */
export const pageProblems = [formExpiredProblem];
