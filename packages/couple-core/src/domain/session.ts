import { isComplete, requireEveryItem, type Answers } from './answers.js';
import { kState, type KState } from './k-state.js';
import { ANSWER_SETS, type AnswerSets } from './scoring.js';
import { StageIncompleteError, StageInvalidError, StageOrderError } from './stage-errors.js';

/** The partner who began the session, and the one who was invited. */
export type Role = 'A' | 'B';

/** 1 friends rate, 2 both answer, 3 the comparison. */
export type Stage = 1 | 2 | 3;

/** One of the two partners. */
export interface Participant {
  readonly role: Role;
  readonly nickname: string;
}

/** Friends' ratings at one moment. */
export interface StageOneSnapshot {
  /** How many people rated. */
  readonly k: number;
  /** Their average by dimension, 0..4. */
  readonly dimensions: Readonly<Record<string, number>>;
}

/** Which answer sets are complete. */
export type Completion = Readonly<Record<keyof AnswerSets, boolean>>;

/** What the rules of a couple's session decide on, and what its row keeps. */
export interface SessionState {
  readonly id: string;
  readonly stage: Stage;
  readonly completion: Completion;
  readonly stage3Completed: boolean;
  readonly kThreshold: number;
  readonly kCurrent: number;
  readonly visibilityWanted: boolean;
  readonly stageOneSnapshot: StageOneSnapshot | null;
  readonly createdAt: Date;
}

/** A couple's session as it is shown. */
export interface Session extends SessionState {
  readonly participants: readonly Participant[];
  readonly updatedAt: Date;
}

export const NOTHING_COMPLETE: Completion = { a_self: false, a_guess: false, b_self: false, b_guess: false };

/** The k-state of a session. */
export function sessionKState(session: SessionState): KState {
  return kState(session.kThreshold, session.kCurrent, session.visibilityWanted);
}

/** The snapshot, or null while k-anonymity hides it. */
export function visibleSnapshot(session: SessionState): StageOneSnapshot | null {
  return sessionKState(session).visible ? session.stageOneSnapshot : null;
}

export function incompleteSets(session: SessionState): readonly (keyof AnswerSets)[] {
  return ANSWER_SETS.filter((set) => !session.completion[set]);
}

/**
 * The stage a session is in after a write to `stage`.
 * Stage 1 stays open for friends until the comparison; stage 2 begins with the first answers; stage 3 begins when all
 * four sets are complete, and ends with the result.
 * @throws {StageInvalidError} when that stage is finished
 * @throws {StageOrderError} when the stage before it is not
 */
export function enterStage(session: SessionState, stage: Stage): Stage {
  if (session.stage3Completed || (session.stage === 3 && stage < 3)) {
    throw new StageInvalidError(stage, session.stage);
  }
  if (stage === 3 && incompleteSets(session).length > 0) throw new StageOrderError(stage, session.stage);
  return stage > session.stage ? stage : session.stage;
}

/** What a participant hands in: both answer sets replace the ones before. */
export interface ResponsesWrite {
  readonly role: Role;
  /** 2 while answering (sets may be partial), 3 for corrections before the comparison (sets must be complete). */
  readonly stage: 2 | 3;
  readonly self: Answers;
  readonly guess: Answers;
}

/**
 * The session after a participant replaced both answer sets.
 * @throws {StageInvalidError | StageOrderError} see `enterStage`
 * @throws {ResponsesMissingError} when a stage-3 write would make a complete set incomplete
 */
export function withResponses(session: SessionState, write: ResponsesWrite): SessionState {
  const stage = enterStage(session, write.stage);
  const own = { [setOf(write.role, 'self')]: write.self, [setOf(write.role, 'guess')]: write.guess };
  if (stage === 3) requireEveryItem(own);
  const completed = Object.entries(own).map(([set, answers]) => [set, isComplete(answers)]);
  return { ...session, stage, completion: { ...session.completion, ...Object.fromEntries(completed) } };
}

/** What an answer is about: me, or how my partner would answer. */
export type Wording = 'self' | 'guess';

/** The name of a participant's answer set. */
export function setOf(role: Role, wording: Wording): keyof AnswerSets {
  return role === 'A' ? `a_${wording}` : `b_${wording}`;
}

/**
 * Checks that the session is ready to be compared.
 * @throws {StageIncompleteError} naming the answer sets that are not complete
 */
export function requireComplete(session: SessionState): void {
  const incomplete = incompleteSets(session);
  if (incomplete.length > 0) throw new StageIncompleteError(incomplete);
}
