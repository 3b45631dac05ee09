import { defineProblem } from '../../registry/problem-definition.js';

/**
 * The problems of the `Idempotency-Key` header (draft-ietf-httpapi-idempotency-key-header-07, section 2.7), for any
 * implementation: `throw new ProblemException(idempotencyProblems.missing)`, or by {@link idempotencyPack}.
 */
export const idempotencyProblems = {
  /** The operation needs a key, and the request has none. */
  missing: defineProblem({
    slug: 'idempotency-key-missing',
    status: 400,
    title: { en: 'Idempotency-Key is missing', ko: 'Idempotency-Key 없음' },
    detail: {
      en: 'This operation needs an Idempotency-Key header. Use a fresh UUID for each request.',
      ko: '이 요청에는 Idempotency-Key 헤더가 필요합니다. 요청마다 새 UUID를 써 주세요.',
    },
  }),
  /** The key is not one that this server accepts. */
  invalid: defineProblem({
    slug: 'idempotency-key-invalid',
    status: 400,
    title: { en: 'Idempotency-Key not valid', ko: '올바르지 않은 Idempotency-Key' },
    detail: {
      en: 'The Idempotency-Key header is not valid. Use a fresh UUID for each request.',
      ko: 'Idempotency-Key 헤더가 올바르지 않습니다. 요청마다 새 UUID를 써 주세요.',
    },
  }),
  /** The first request with the key is still being worked on. */
  inFlight: defineProblem({
    slug: 'idempotency-in-flight',
    status: 409,
    title: { en: 'First request still in progress', ko: '첫 요청을 처리하는 중' },
    detail: {
      en: 'The first request with this Idempotency-Key is still being worked on. Try again in a moment.',
      ko: '이 Idempotency-Key로 보낸 첫 요청을 아직 처리하고 있습니다. 잠시 뒤 다시 시도해 주세요.',
    },
    headers: { 'Retry-After': '1' },
  }),
  /** The key came with another payload before. */
  reused: defineProblem({
    slug: 'idempotency-key-reused',
    status: 422,
    title: { en: 'Idempotency-Key used before', ko: '이미 쓰인 Idempotency-Key' },
    detail: {
      en: 'This Idempotency-Key came with another request before. Use a new one.',
      ko: '이 Idempotency-Key는 앞서 다른 요청에 쓰였습니다. 새 키를 써 주세요.',
    },
  }),
};

/** What can go wrong with an `Idempotency-Key`. */
export type IdempotencyFault = keyof typeof idempotencyProblems;
