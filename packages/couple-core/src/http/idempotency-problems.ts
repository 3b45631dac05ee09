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
    description: {
      en: 'The header Idempotency-Key protects from doing something twice. The one that came is too short, too long, or has characters that are not allowed.',
      ko: 'Idempotency-Key 헤더는 같은 일이 두 번 처리되지 않게 막아 줍니다. 보내신 값은 너무 짧거나 길거나, 쓸 수 없는 문자가 들어 있습니다.',
    },
    solution: {
      en: 'Use a fresh UUID for each request, and the same one only to repeat that request.',
      ko: '요청마다 새 UUID를 쓰고, 같은 요청을 다시 보낼 때만 같은 값을 써 주세요.',
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
    description: {
      en: 'The same Idempotency-Key has been used for a request with other contents, so this one has not been carried out.',
      ko: '같은 Idempotency-Key가 내용이 다른 요청에 이미 쓰였기 때문에 이 요청은 처리하지 않았습니다.',
    },
    solution: {
      en: 'Send this request with a key of its own. To repeat the first one, send it exactly as it was.',
      ko: '이 요청에는 새 키를 써 주세요. 처음 요청을 다시 보내려면 내용을 그대로 보내 주세요.',
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
    description: {
      en: 'The same request has arrived before and is still being worked on. Nothing is done twice.',
      ko: '같은 요청이 먼저 도착해 아직 처리 중입니다. 두 번 처리되지는 않습니다.',
    },
    solution: {
      en: 'Wait as long as Retry-After says, then send it again with the same key: you get the answer of the first one.',
      ko: 'Retry-After에 적힌 시간만큼 기다린 뒤 같은 키로 다시 보내 주세요. 먼저 보낸 요청의 응답을 받게 됩니다.',
    },
  }),
];
