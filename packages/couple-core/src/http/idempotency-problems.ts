import {
  IdempotencyInFlightError,
  IdempotencyKeyInvalidError,
  IdempotencyKeyReusedError,
} from '../domain/idempotency-errors.js';
import { define, type CoupleProblem } from './couple-problem.js';

/** Problems of `Idempotency-Key`. */
export const idempotencyProblems: readonly CoupleProblem[] = [
  define({
    error: IdempotencyKeyInvalidError,
    slug: 'idempotency-key-invalid',
    status: 400,
    title: { en: 'Idempotency-Key not valid', ko: '올바르지 않은 Idempotency-Key' },
    detail: {
      en: 'An Idempotency-Key has 16 to 255 visible ASCII characters. Use a fresh UUID for each request.',
      ko: 'Idempotency-Key는 눈에 보이는 ASCII 문자 16자에서 255자까지입니다. 요청마다 새 UUID를 써 주세요.',
    },
  }),
  define({
    error: IdempotencyKeyReusedError,
    slug: 'idempotency-key-reused',
    status: 422,
    title: { en: 'Idempotency-Key used before', ko: '이미 쓰인 Idempotency-Key' },
    detail: {
      en: 'This Idempotency-Key came with another request before. Use a new one.',
      ko: '이 Idempotency-Key는 앞서 다른 요청에 쓰였습니다. 새 키를 써 주세요.',
    },
  }),
  define({
    error: IdempotencyInFlightError,
    slug: 'idempotency-in-flight',
    status: 409,
    title: { en: 'First request still in progress', ko: '첫 요청을 처리하는 중' },
    detail: {
      en: 'The first request with this Idempotency-Key is still being worked on. Ask again in a moment.',
      ko: '이 Idempotency-Key로 보낸 첫 요청을 아직 처리하고 있습니다. 잠시 뒤 다시 요청해 주세요.',
    },
    headers: { 'Retry-After': '1' },
  }),
];
