import {
  ErasureService,
  InviteUsedError,
  QuestionInvalidError,
  RatersFullError,
  RaterService,
  ReportService,
  SCALES,
  ShareNotFoundError,
  ShareService,
  StageIncompleteError,
} from '../../src/index.js';
import { everyItem, joinedCouple, visitor, type CoupleContext } from '../couple-context.js';

/** One call of a use case, in a state of its own that is made beforehand. */
export interface UseCaseProof {
  readonly name: string;
  /** Brings a session of its own into the state before the call, and returns the call. */
  readonly arrange: (context: CoupleContext) => Promise<() => Promise<unknown>>;
  /** Whether the call succeeds without changing anything, and therefore without an audit event. @default false */
  readonly idle?: boolean;
  /** Whether the call's audit event is all that it writes. @default false */
  readonly eventOnly?: boolean;
  /** The error that the call ends with when nothing fails. @default none, it succeeds */
  readonly refusal?: new (...facts: never[]) => Error;
}

const SERVICE = { kind: 'service' } as const;

/** Answers to the first items of the questionnaire. */
export const answers = (value: number, items = 48) => ({
  stage: 2 as const,
  selfAnswers: everyItem(value).slice(0, items),
  guessAnswers: everyItem(value).slice(0, items),
});

export const rating = (value: number, raterKey?: string) => ({
  relation: 'friend' as const,
  answers: SCALES.map((code) => ({ code, value })),
  raterKey,
});

const reportOrder = { format: 'json', language: 'ko', templateVersion: 1, make: () => 'a report' } as const;

const shares = ({ app }: CoupleContext) => app.get(ShareService);
const raters = ({ app }: CoupleContext) => app.get(RaterService);

async function invited(context: CoupleContext, maxRaters = 10) {
  const couple = await joinedCouple(context);
  return { ...couple, ...(await raters(context).issueRaterInvite(couple.a, couple.id, { maxRaters })) };
}

async function answered(context: CoupleContext) {
  const couple = await joinedCouple(context);
  for (const partner of [couple.a, couple.b])
    await context.couples.upsertResponses(partner, couple.id, answers(1));
  return couple;
}

/** Every way through every use case that writes: what a new use case adds is a line here. */
export const USE_CASES: readonly UseCaseProof[] = [
  {
    name: 'createSession',
    arrange: async ({ couples }) => {
      const participants = [
        { role: 'A' as const, nickname: '하나', email: 'a@example.com' },
        { role: 'B' as const, nickname: '두리' },
      ];
      return () => couples.createSession(visitor, { participants, kThreshold: 2 });
    },
  },
  {
    name: 'createSession with a snapshot',
    arrange: async ({ couples }) => {
      const stageOneSnapshot = { k: 5, dimensions: { warmth: 3 } };
      const participants = [{ role: 'A' as const, nickname: '하나' }];
      return () => couples.createSession(SERVICE, { participants, stageOneSnapshot });
    },
  },
  {
    name: 'acceptInvite',
    arrange: async ({ couples, invites }) => {
      const participants = [{ role: 'A' as const, nickname: '하나' }];
      const { inviteToken } = await couples.createSession(visitor, { participants });
      return () => invites.acceptInvite(inviteToken, '두리');
    },
  },
  {
    name: 'acceptInvite, used',
    arrange: async ({ couples, invites }) => {
      const participants = [{ role: 'A' as const, nickname: '하나' }];
      const { inviteToken } = await couples.createSession(visitor, { participants });
      await invites.acceptInvite(inviteToken, '두리');
      return () => invites.acceptInvite(inviteToken, '세리');
    },
    refusal: InviteUsedError,
  },
  {
    name: 'updateStageOne by a participant',
    arrange: async (context) => {
      const { id, a } = await joinedCouple(context);
      return () => context.couples.updateStageOne(a, id, { visible: true });
    },
  },
  {
    name: 'updateStageOne by the service',
    arrange: async (context) => {
      const { id } = await joinedCouple(context);
      const snapshot = { k: 4, visible: true, dimensions: { warmth: 2.5 } };
      return () => context.couples.updateStageOne(SERVICE, id, snapshot);
    },
  },
  {
    name: 'issueRaterInvite',
    arrange: async (context) => {
      const { id, a } = await joinedCouple(context);
      return () => raters(context).issueRaterInvite(a, id, { maxRaters: 5 });
    },
  },
  {
    name: 'recordRating, the first',
    arrange: async (context) => {
      const { raterToken } = await invited(context);
      return () => raters(context).recordRating(raterToken, rating(1));
    },
  },
  {
    name: 'recordRating, a replacement',
    arrange: async (context) => {
      const { raterToken } = await invited(context);
      const { raterKey } = await raters(context).recordRating(raterToken, rating(1));
      return () => raters(context).recordRating(raterToken, rating(2, raterKey));
    },
  },
  {
    name: 'recordRating, the k-th',
    arrange: async (context) => {
      const { raterToken } = await invited(context);
      for (const value of [1, 2]) await raters(context).recordRating(raterToken, rating(value));
      return () => raters(context).recordRating(raterToken, rating(3));
    },
  },
  {
    name: 'recordRating, full',
    arrange: async (context) => {
      const { raterToken } = await invited(context, 1);
      await raters(context).recordRating(raterToken, rating(1));
      return () => raters(context).recordRating(raterToken, rating(3));
    },
    refusal: RatersFullError,
  },
  {
    name: 'upsertResponses, the first',
    arrange: async (context) => {
      const { id, a } = await joinedCouple(context);
      return () => context.couples.upsertResponses(a, id, answers(1, 10));
    },
  },
  {
    name: 'upsertResponses, a replacement',
    arrange: async (context) => {
      const { id, b } = await joinedCouple(context);
      await context.couples.upsertResponses(b, id, answers(1));
      return () => context.couples.upsertResponses(b, id, answers(2, 47));
    },
  },
  {
    name: 'upsertResponses, the same',
    idle: true,
    arrange: async (context) => {
      const { id, a } = await joinedCouple(context);
      await context.couples.upsertResponses(a, id, answers(1, 10));
      return () => context.couples.upsertResponses(a, id, answers(1, 10));
    },
  },
  {
    name: 'upsertResponses, completing',
    arrange: async (context) => {
      const { id, a, b } = await joinedCouple(context);
      await context.couples.upsertResponses(a, id, answers(1));
      return () => context.couples.upsertResponses(b, id, answers(2));
    },
  },
  {
    name: 'upsertResponses, a correction in stage 3',
    arrange: async (context) => {
      const { id, a } = await answered(context);
      return () => context.couples.upsertResponses(a, id, { ...answers(3), stage: 3 });
    },
  },
  {
    name: 'upsertResponses, a bad answer',
    arrange: async (context) => {
      const { id, a } = await joinedCouple(context);
      const selfAnswers = [{ code: 'ZZ9', value: 1 }];
      return () => context.couples.upsertResponses(a, id, { ...answers(1), selfAnswers });
    },
    refusal: QuestionInvalidError,
  },
  {
    name: 'computeResult',
    arrange: async (context) => {
      const { id, a } = await answered(context);
      return () => context.couples.computeResult(a, id);
    },
  },
  {
    name: 'computeResult, again',
    idle: true,
    arrange: async (context) => {
      const { id, a, b } = await answered(context);
      await context.couples.computeResult(a, id);
      return () => context.couples.computeResult(b, id);
    },
  },
  {
    name: 'computeResult, too early',
    arrange: async (context) => {
      const { id, a } = await joinedCouple(context);
      return () => context.couples.computeResult(a, id);
    },
    refusal: StageIncompleteError,
  },
  {
    name: 'generateReport',
    eventOnly: true,
    arrange: async (context) => {
      const { id, a, b } = await answered(context);
      await context.couples.computeResult(a, id);
      return () => context.app.get(ReportService).generateReport(b, id, reportOrder);
    },
  },
  {
    name: 'generateReport, too early',
    arrange: async (context) => {
      const { id, a } = await answered(context);
      return () => context.app.get(ReportService).generateReport(a, id, reportOrder);
    },
    refusal: StageIncompleteError,
  },
  {
    name: 'createShare',
    arrange: async (context) => {
      const { id, b } = await joinedCouple(context);
      return () => shares(context).createShare(b, id);
    },
  },
  {
    name: 'revokeShare',
    arrange: async (context) => {
      const { id, a, b } = await joinedCouple(context);
      const { shareId } = await shares(context).createShare(a, id);
      return () => shares(context).revokeShare(b, id, shareId);
    },
  },
  {
    name: 'revokeShare, unknown',
    arrange: async (context) => {
      const { id, a } = await joinedCouple(context);
      return () => shares(context).revokeShare(a, id, id);
    },
    refusal: ShareNotFoundError,
  },
  {
    name: 'eraseSession',
    arrange: async (context) => {
      const { id, a } = await answered(context);
      await context.couples.computeResult(a, id);
      await shares(context).createShare(a, id);
      return () => context.app.get(ErasureService).eraseSession(a, id);
    },
  },
  {
    name: 'eraseSession, again',
    idle: true,
    arrange: async (context) => {
      const { id, a } = await joinedCouple(context);
      await context.app.get(ErasureService).eraseSession(a, id);
      return () => context.app.get(ErasureService).eraseSession({ kind: 'operator' }, id);
    },
  },
];
