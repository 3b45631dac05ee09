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
    description: {
      en: 'There is no session with this id, or it has been erased.',
      ko: '이 식별자의 세션이 없거나 이미 삭제되었습니다.',
    },
    solution: {
      en: 'Check that the address is complete. If the session was erased, start a new one.',
      ko: '주소가 온전한지 확인해 주세요. 세션이 삭제되었다면 새로 시작해 주세요.',
    },
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
    description: {
      en: 'The link leads to no invite. It is often cut off when it is copied.',
      ko: '링크에 해당하는 초대가 없습니다. 복사하다가 링크 일부가 잘리는 일이 많습니다.',
    },
    solution: {
      en: 'Open the whole link once more, or ask your partner to send it again.',
      ko: '링크 전체를 다시 열어 보거나 상대에게 다시 보내 달라고 해 주세요.',
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
    description: {
      en: 'An invite lets one person in, once, and somebody has already joined with this one.',
      ko: '초대는 한 사람이 한 번만 쓸 수 있는데, 이 초대로 이미 누군가 들어왔습니다.',
    },
    solution: {
      en: 'If you joined on another device, go on there. If it was not you, ask your partner for a new invite.',
      ko: '다른 기기에서 들어오셨다면 그 기기에서 이어서 해 주세요. 본인이 아니라면 상대에게 새 초대를 부탁해 주세요.',
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
    description: {
      en: 'An invite is open for a limited time, and that time is over.',
      ko: '초대는 정해진 기간에만 쓸 수 있고, 그 기간이 지났습니다.',
    },
    solution: {
      en: 'Ask your partner for a new invite. Answers that were already given are kept.',
      ko: '상대에게 새 초대를 부탁해 주세요. 이미 답한 내용은 그대로 남아 있습니다.',
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
    members: {
      max_raters: {
        schema: { type: 'integer', minimum: 1 },
        description: { en: 'How many can answer by the link.', ko: '링크로 참여할 수 있는 인원입니다.' },
      },
    },
    example: { max_raters: 10 },
    description: {
      en: 'The link was made for a certain number of friends, and that many have already answered. This is not about how often you tried: waiting does not help.',
      ko: '이 링크에는 참여할 수 있는 인원이 정해져 있고, 그만큼의 친구가 이미 참여했습니다. 여러 번 시도해서 막힌 것이 아니므로 기다려도 열리지 않습니다.',
    },
    solution: {
      en: 'Ask whoever sent you the link for a new one. If you have answered before, you can still change your answers with the key that you got then.',
      ko: '링크를 보낸 분에게 새 링크를 부탁해 주세요. 전에 참여하셨다면 그때 받은 키로 답을 고칠 수 있습니다.',
    },
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
    description: {
      en: 'The link leads to nothing that is shared. A share ends by itself after a while, and the couple can end it earlier.',
      ko: '링크에 해당하는 공유가 없습니다. 공유는 시간이 지나면 저절로 끝나며, 그 전에 커플이 직접 끝낼 수도 있습니다.',
    },
    solution: {
      en: 'Check that the link is complete, or ask the couple to share their result again.',
      ko: '링크가 온전한지 확인하거나, 결과를 다시 공유해 달라고 부탁해 주세요.',
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
    description: {
      en: 'The access token is valid, but belongs to somebody who may not do this, such as another couple or the other partner.',
      ko: '인증 정보는 유효하지만 다른 커플이나 상대방의 것이어서 이 요청을 할 수 없습니다.',
    },
    solution: {
      en: 'Use the token of somebody who may do this.',
      ko: '이 요청을 할 수 있는 사람의 인증 정보를 써 주세요.',
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
    description: {
      en: 'The request has no access token, or one that does not exist or has ended.',
      ko: '요청에 인증 정보가 없거나, 없는 것 또는 기한이 지난 것입니다.',
    },
    solution: {
      en: 'Send the token as "Authorization: Bearer …". It is in the answer to starting a session or accepting an invite.',
      ko: '인증 정보를 "Authorization: Bearer …" 형식으로 보내 주세요. 세션을 시작하거나 초대를 수락할 때 받은 응답에 들어 있습니다.',
    },
  }),
];
