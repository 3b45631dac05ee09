import {
  DuplicateAnswerError,
  QuestionInvalidError,
  ResponsesMissingError,
  type MissingAnswers,
} from '../domain/answer-errors.js';
import type { Json } from '../domain/canonical-json.js';
import { StageIncompleteError, StageInvalidError, StageOrderError } from '../domain/stage-errors.js';
import { define, type CoupleProblem } from './couple-problem.js';

const ITEM = {
  schema: { type: 'string' },
  description: { en: 'Code of the item.', ko: '문항 코드입니다.' },
} as const;
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
  stage: {
    schema: { type: 'integer' },
    description: { en: 'The stage that the request is for.', ko: '요청한 단계입니다.' },
  },
  current_stage: {
    schema: { type: 'integer' },
    description: { en: 'The stage that the session has reached.', ko: '세션이 현재 와 있는 단계입니다.' },
  },
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
    members: {
      item: ITEM,
      range: {
        schema: RANGE,
        optional: true,
        description: {
          en: 'Values that the item takes; only where the item exists.',
          ko: '문항에서 고를 수 있는 값의 범위입니다. 있는 문항일 때만 나옵니다.',
        },
      },
    },
    example: { item: 'CS1', range: { min: 0, max: 4 } },
    description: {
      en: 'An answer names an item that does not exist, or has a value that the item does not take.',
      ko: '없는 문항에 답했거나, 문항에서 고를 수 없는 값으로 답했습니다.',
    },
    solution: {
      en: 'Correct the item in question and send the answers again. Nothing of this request has been saved.',
      ko: '해당 문항을 고쳐서 다시 보내 주세요. 이번 요청의 답변은 저장되지 않았습니다.',
    },
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
    description: {
      en: 'One set has two answers to the same item, and it is not clear which one counts.',
      ko: '한 묶음 안에 같은 문항의 답이 두 개 있어 어느 쪽이 맞는지 알 수 없습니다.',
    },
    solution: {
      en: 'Keep one answer for each item and send the set again. Nothing of this request has been saved.',
      ko: '문항마다 답을 하나만 남겨 다시 보내 주세요. 이번 요청의 답변은 저장되지 않았습니다.',
    },
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
    members: {
      missing: {
        schema: { type: 'array', items: MISSING },
        description: {
          en: 'Items without an answer, by set.',
          ko: '아직 답하지 않은 문항을 묶음별로 모은 것입니다.',
        },
      },
    },
    example: { missing: [{ set: 'a_self', items: ['CS1', 'CS2'] }] },
    description: {
      en: 'This step takes complete answers only, and some items have none.',
      ko: '이 단계에서는 모든 문항에 답해야 하는데 아직 답하지 않은 문항이 있습니다.',
    },
    solution: {
      en: 'Answer the items that are listed, then send everything again.',
      ko: '표시된 문항에 답한 뒤 전체를 다시 보내 주세요.',
    },
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
    description: {
      en: 'The stage is finished: what was said in it stands, so that both partners see the same result.',
      ko: '이미 끝난 단계입니다. 두 사람이 같은 결과를 볼 수 있도록 끝난 단계의 내용은 바뀌지 않습니다.',
    },
    solution: {
      en: 'Go on with the stage that is open now, or look at the result.',
      ko: '지금 열려 있는 단계를 이어서 하거나 결과를 확인해 주세요.',
    },
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
    description: {
      en: 'The stages follow one another, and the one before this is not finished.',
      ko: '단계는 차례대로 진행되는데 앞 단계가 아직 끝나지 않았습니다.',
    },
    solution: {
      en: 'Finish the stage before it first. It may be your partner whose answers are still missing.',
      ko: '앞 단계를 먼저 마쳐 주세요. 상대의 답을 기다려야 할 수도 있습니다.',
    },
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
    members: {
      incomplete: {
        schema: { type: 'array', items: { type: 'string' } },
        description: {
          en: 'Sets of answers that are not complete.',
          ko: '아직 완성되지 않은 답변 묶음입니다.',
        },
      },
    },
    example: { incomplete: ['b_self', 'b_guess'] },
    description: {
      en: 'The comparison needs all four sets of answers: what each partner says about themselves, and what they guess about the other.',
      ko: '비교하려면 네 묶음의 답변이 모두 있어야 합니다. 두 사람이 각자 자신에 대해 답한 것과 상대를 짐작해 답한 것입니다.',
    },
    solution: {
      en: 'Complete the sets that are listed, or wait until your partner has; then ask for the result again.',
      ko: '표시된 묶음을 마저 채우거나 상대가 마칠 때까지 기다린 뒤 결과를 다시 요청해 주세요.',
    },
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
