import {
  InviteExpiredError,
  InviteNotFoundError,
  InviteUsedError,
  ParticipantInvalidError,
  RatersFullError,
  SessionNotFoundError,
  UnauthorizedError,
} from '../domain/access-errors.js';
import {
  DuplicateAnswerError,
  QuestionInvalidError,
  ResponsesMissingError,
  type MissingAnswers,
} from '../domain/answer-errors.js';
import type { Json } from '../domain/canonical-json.js';
import type { CoupleError } from '../domain/couple-error.js';
import type { LocalizedText } from '../domain/localized-text.js';
import { StageIncompleteError, StageInvalidError, StageOrderError } from '../domain/stage-errors.js';

/** Written as a method, so that its parameter is bivariant and definitions of different errors fit one array. */
type FromError<E, T> = { call(error: E): T }['call'];

/**
 * How one broken rule reads over HTTP (RFC 9457). Plain data: any problem library can map it by class, and calls
 * `detail` and `extensions` only with an instance of `error`.
 */
export interface CoupleProblem<E = CoupleError> {
  /** The last segment of the problem's type URI. */
  readonly slug: string;
  readonly status: number;
  readonly title: LocalizedText;
  readonly error: abstract new (...args: never[]) => E;
  /** Words about this occurrence, for the client. */
  readonly detail: LocalizedText | FromError<E, LocalizedText>;
  /** Extension members (RFC 9457 section 3.2). */
  readonly extensions?: FromError<E, { readonly [member: string]: Json }>;
  readonly headers?: Readonly<Record<string, string>>;
}

/** Every problem of the couple's use cases. */
export const coupleProblems: readonly CoupleProblem[] = [
  define({
    error: QuestionInvalidError,
    slug: 'question-invalid',
    status: 400,
    title: { en: 'Answer not valid', ko: '올바르지 않은 답변' },
    detail: ({ item, range }) => ({
      en: range
        ? `${item} takes a whole number from ${range.min} to ${range.max}.`
        : `There is no item ${item}.`,
      ko: range
        ? `${item} 문항에는 ${range.min}부터 ${range.max}까지의 정수로 답해 주세요.`
        : `${item} 문항은 없습니다.`,
    }),
    extensions: ({ item, range }) => ({ item, ...(range && { range: { ...range } }) }),
  }),
  define({
    error: DuplicateAnswerError,
    slug: 'duplicate-answer',
    status: 400,
    title: { en: 'Item answered twice', ko: '중복된 답변' },
    detail: ({ item }) => ({
      en: `${item} is answered more than once in one set.`,
      ko: `${item} 문항에 두 번 이상 답했습니다.`,
    }),
    extensions: ({ item }) => ({ item }),
  }),
  define({
    error: ResponsesMissingError,
    slug: 'responses-missing',
    status: 400,
    title: { en: 'Answers missing', ko: '빠진 답변' },
    detail: ({ missing }) => ({
      en: `${count(missing)} answers are missing.`,
      ko: `답변 ${count(missing)}개가 빠졌습니다.`,
    }),
    extensions: ({ missing }) => ({ missing: missing.map(({ set, items }) => ({ set, items })) }),
  }),
  define({
    error: StageInvalidError,
    slug: 'stage-invalid',
    status: 409,
    title: { en: 'Stage already finished', ko: '이미 끝난 단계' },
    detail: ({ stage }) => ({
      en: `Stage ${stage} is finished and takes no more changes.`,
      ko: `${stage}단계는 이미 끝나서 더 바꿀 수 없습니다.`,
    }),
    extensions: stages,
  }),
  define({
    error: StageOrderError,
    slug: 'stage-order',
    status: 409,
    title: { en: 'Stage not reached yet', ko: '아직 열리지 않은 단계' },
    detail: ({ stage }) => ({
      en: `Stage ${stage} opens when stage ${stage - 1} is finished.`,
      ko: `${stage}단계는 ${stage - 1}단계가 끝나야 시작할 수 있습니다.`,
    }),
    extensions: stages,
  }),
  define({
    error: StageIncompleteError,
    slug: 'stage-incomplete',
    status: 409,
    title: { en: 'Not ready yet', ko: '아직 준비되지 않음' },
    detail: ({ incomplete }) => ({
      en:
        incomplete.length > 0
          ? `${incomplete.length} of the four answer sets are not complete.`
          : 'The result has not been computed yet.',
      ko:
        incomplete.length > 0
          ? `네 묶음의 답변 가운데 ${incomplete.length}개가 아직 완성되지 않았습니다.`
          : '결과를 아직 계산하지 않았습니다.',
    }),
    extensions: ({ incomplete }) => ({ incomplete }),
  }),
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

/** Infers the parameter of `detail` and `extensions` from `error`. */
function define<E extends CoupleError>(definition: CoupleProblem<E>): CoupleProblem<E> {
  return definition;
}

function count(missing: readonly MissingAnswers[]): number {
  return missing.reduce((sum, { items }) => sum + items.length, 0);
}

function stages({ stage, currentStage }: StageInvalidError | StageOrderError): {
  readonly [member: string]: Json;
} {
  return { stage, current_stage: currentStage };
}
