import {
  DuplicateAnswerError,
  QuestionInvalidError,
  ResponsesMissingError,
  type MissingAnswers,
} from '../domain/answer-errors.js';
import type { Json } from '../domain/canonical-json.js';
import { StageIncompleteError, StageInvalidError, StageOrderError } from '../domain/stage-errors.js';
import { define, type CoupleProblem } from './couple-problem.js';

const ITEM = { schema: { type: 'string' } } as const;
const RANGE = {
  type: 'object',
  required: ['min', 'max'],
  properties: { min: { type: 'integer' }, max: { type: 'integer' } },
} as const;
const MISSING = {
  type: 'object',
  required: ['set', 'items'],
  properties: { set: { type: 'string' }, items: { type: 'array', items: { type: 'string' } } },
} as const;
const STAGES = {
  stage: { schema: { type: 'integer' } },
  current_stage: { schema: { type: 'integer' } },
} as const;

/** Problems of answers and stages. */
export const answerProblems: readonly CoupleProblem[] = [
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
    members: { item: ITEM, range: { schema: RANGE, optional: true } },
    example: { item: 'CS1', range: { min: 0, max: 4 } },
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
    members: { item: ITEM },
    example: { item: 'EA1' },
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
    members: { missing: { schema: { type: 'array', items: MISSING } } },
    example: { missing: [{ set: 'a_self', items: ['CS1', 'CS2'] }] },
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
    members: STAGES,
    example: { stage: 1, current_stage: 2 },
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
    members: STAGES,
    example: { stage: 3, current_stage: 2 },
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
    members: { incomplete: { schema: { type: 'array', items: { type: 'string' } } } },
    example: { incomplete: ['b_self', 'b_guess'] },
  }),
];

function count(missing: readonly MissingAnswers[]): number {
  return missing.reduce((sum, { items }) => sum + items.length, 0);
}

function stages({ stage, currentStage }: StageInvalidError | StageOrderError): {
  readonly [member: string]: Json;
} {
  return { stage, current_stage: currentStage };
}
