import type { Answer } from '../domain/answers.js';
import type { Relation } from '../domain/rating.js';
import type { Participant, Role, Session, StageOneSnapshot, Wording } from '../domain/session.js';

/** Somebody who joins a session. */
export interface NewParticipant {
  readonly role: Role;
  readonly nickname: string;
  readonly email?: string | undefined;
}

/** What a new session is made of. */
export interface CreateSession {
  /** A, and optionally B. */
  readonly participants: readonly NewParticipant[];
  /** 1..10. @default 3 */
  readonly kThreshold?: number | undefined;
  /** Only the service credential may give one. */
  readonly stageOneSnapshot?: StageOneSnapshot | undefined;
}

/** A new session with the two secrets that are shown exactly once. */
export interface CreatedSession {
  readonly session: Session;
  readonly accessToken: string;
  readonly inviteToken: string;
}

/** `visible` is a participant's wish; `k` and `dimensions` come from the service credential. */
export interface UpdateStageOne {
  readonly visible?: boolean | undefined;
  readonly k?: number | undefined;
  readonly dimensions?: StageOneSnapshot['dimensions'] | undefined;
}

/** All of a participant's answers of one stage; they replace earlier ones. */
export interface UpsertResponses {
  readonly stage: 2 | 3;
  readonly selfAnswers: readonly Answer[];
  readonly guessAnswers: readonly Answer[];
}

/** A part of a participant's answers to one wording; all others stay. */
export interface AddResponses {
  readonly wording: Wording;
  readonly answers: readonly Answer[];
}

/** What became of the answers. */
export interface UpsertedResponses {
  readonly session: Session;
  /** False when the same answers were stored already. */
  readonly changed: boolean;
  /** Items answered of the caller's 96. */
  readonly answered: number;
}

/** B's place in the session, with the secret that is shown exactly once. */
export interface AcceptedInvite {
  readonly sessionId: string;
  readonly role: Role;
  readonly accessToken: string;
}

/** B's invite, while somebody holds its link. */
export interface OpenInvite {
  readonly sessionId: string;
  readonly participants: readonly Participant[];
}

/** A link for B, which is shown exactly once. */
export interface IssuedInvite {
  readonly inviteToken: string;
  readonly expiresAt: Date;
}

/** How far B's way into a session is. */
export interface InviteStatus {
  /** `expired` too when a newer link has replaced every earlier one and has expired. */
  readonly state: 'open' | 'used' | 'expired';
  readonly expiresAt: Date;
}

/** How many friends may rate partner A, and for how long. */
export interface IssueRaterInvite {
  /** 1..50. @default 10 */
  readonly maxRaters?: number | undefined;
  /** 1..90. @default 14 */
  readonly expiresInDays?: number | undefined;
}

/** A link for friends, which is shown exactly once. */
export interface IssuedRaterInvite {
  readonly raterToken: string;
  readonly maxRaters: number;
  readonly expiresAt: Date;
}

/** One friend's view of partner A. */
export interface RecordRating {
  /** The key of an earlier answer, to replace that rating. @default a new rater */
  readonly raterKey?: string | undefined;
  readonly relation: Relation;
  /** One value, 0..4, for each of the eight scales. */
  readonly answers: readonly Answer[];
}

/** What became of a rating. */
export interface RecordedRating {
  /** Lets the same rater change their mind; only its SHA-256 is kept. */
  readonly raterKey: string;
  readonly replaced: boolean;
}
