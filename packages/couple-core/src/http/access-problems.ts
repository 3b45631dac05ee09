import {
  InviteExpiredError,
  InviteNotFoundError,
  InviteUsedError,
  ParticipantInvalidError,
  RatersFullError,
  SessionNotFoundError,
  ShareNotFoundError,
  UnauthorizedError,
} from '../domain/access-errors.js';
import { define, type CoupleProblem } from './couple-problem.js';

/** Problems of credentials, invites and what they lead to. */
export const accessProblems: readonly CoupleProblem[] = [
  define({
    error: SessionNotFoundError,
    slug: 'session-not-found',
    status: 404,
    title: { en: 'Session not found', ko: '세션을 찾을 수 없음' },
    detail: { en: 'There is no such session.', ko: '해당하는 세션이 없습니다.' },
  }),
  define({
    error: InviteNotFoundError,
    slug: 'invite-not-found',
    status: 404,
    title: { en: 'Invite not found', ko: '초대를 찾을 수 없음' },
    detail: {
      en: 'There is no such invite. Check that the link is complete.',
      ko: '해당하는 초대가 없습니다. 링크가 온전한지 확인해 주세요.',
    },
  }),
  define({
    error: InviteUsedError,
    slug: 'invite-used',
    status: 410,
    title: { en: 'Invite already used', ko: '이미 사용된 초대' },
    detail: {
      en: 'This invite works once and has been used.',
      ko: '이 초대는 한 번만 쓸 수 있고 이미 사용되었습니다.',
    },
  }),
  define({
    error: InviteExpiredError,
    slug: 'invite-expired',
    status: 410,
    title: { en: 'Invite expired', ko: '기한이 지난 초대' },
    detail: {
      en: 'This invite has expired. Ask your partner for a new one.',
      ko: '이 초대는 기한이 지났습니다. 상대에게 새 초대를 부탁해 주세요.',
    },
  }),
  define({
    error: RatersFullError,
    slug: 'raters-full',
    status: 429,
    title: { en: 'All places taken', ko: '참여 인원이 모두 찼음' },
    detail: ({ maxRaters }) => ({
      en: `This link was made for ${maxRaters} raters, and all have answered.`,
      ko: `이 링크로는 ${maxRaters}명까지 참여할 수 있고 모두 참여했습니다.`,
    }),
    extensions: ({ maxRaters }) => ({ max_raters: maxRaters }),
    members: { max_raters: { schema: { type: 'integer', minimum: 1 } } },
    example: { max_raters: 10 },
  }),
  define({
    error: ShareNotFoundError,
    slug: 'share-not-found',
    status: 404,
    title: { en: 'Share not found', ko: '공유를 찾을 수 없음' },
    detail: {
      en: 'There is no such share. It may have been ended or may have expired.',
      ko: '해당하는 공유가 없습니다. 공유가 끝났거나 기한이 지났을 수 있습니다.',
    },
  }),
  define({
    error: ParticipantInvalidError,
    slug: 'participant-invalid',
    status: 403,
    title: { en: 'Not allowed', ko: '허용되지 않음' },
    detail: {
      en: 'This credential does not allow this call.',
      ko: '이 인증 정보로는 할 수 없는 요청입니다.',
    },
  }),
  define({
    error: UnauthorizedError,
    slug: 'unauthorized',
    status: 401,
    title: { en: 'Sign-in needed', ko: '인증 필요' },
    detail: {
      en: 'A valid bearer token is needed.',
      ko: '유효한 베어러 토큰이 필요합니다.',
    },
    headers: { 'WWW-Authenticate': 'Bearer' },
  }),
];
