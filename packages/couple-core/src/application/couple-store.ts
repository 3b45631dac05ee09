import type { Answers } from '../domain/answers.js';
import type { AuditEvent } from '../domain/audit-event.js';
import type { SealedPacket } from '../domain/decision-packet.js';
import type { KState } from '../domain/k-state.js';
import type { Rating, Relation } from '../domain/rating.js';
import type { ResultOutputs } from '../domain/result.js';
import type { Role, Session, StageOneSnapshot } from '../domain/session.js';
import type { NewParticipant } from './commands.js';

/** The rows of one session, reachable only inside a unit of work. */
export interface CoupleStore {
  readonly sessions: SessionStore;
  readonly responses: ResponseStore;
  readonly results: ResultStore;
  readonly credentials: CredentialStore;
  readonly ratings: RatingStore;
  /** Appends to the session's audit chain. */
  readonly audit: AuditStore;
}

export interface SessionStore {
  insert(session: NewSession): Promise<Session>;
  find(id: string): Promise<Session | undefined>;
  /** Finds the session and keeps every other writer of it waiting until this unit of work ends. */
  lock(id: string): Promise<Session | undefined>;
  /** Writes the changed state and returns it with its new `updatedAt`. */
  save(session: Session): Promise<Session>;
  /** Adds the partner, or keeps the one that was named at creation when `nickname` is undefined. */
  join(
    sessionId: string,
    participant: { readonly role: Role; readonly nickname: string | undefined },
  ): Promise<void>;
}

export interface NewSession {
  readonly id: string;
  readonly participants: readonly NewParticipant[];
  readonly kThreshold: number;
  readonly stageOneSnapshot: StageOneSnapshot | null;
}

/** Both answer sets of one participant. */
export interface OwnResponses {
  readonly self: Answers;
  readonly guess: Answers;
}

export interface ResponseStore {
  find(sessionId: string): Promise<Readonly<Partial<Record<Role, OwnResponses>>>>;
  save(sessionId: string, role: Role, responses: OwnResponses): Promise<void>;
}

/** A computed result as it is stored and shown. */
export interface CoupleResult {
  readonly outputs: ResultOutputs;
  readonly kState: KState;
  readonly packet: {
    /** Lower-case hex. */
    readonly sha256: string;
    readonly codeRef: string;
    readonly modelId: string;
    readonly createdAt: Date;
  };
  readonly generatedAt: Date;
}

export interface ResultStore {
  find(sessionId: string): Promise<CoupleResult | undefined>;
  /** Stores the result together with the packet that explains it. */
  insert(sessionId: string, sealed: SealedPacket): Promise<CoupleResult>;
}

export interface CredentialStore {
  insertAccessToken(grant: AccessGrant & Expiring): Promise<void>;
  findAccessToken(tokenSha256: Buffer): Promise<Omit<AccessGrant, 'tokenSha256'> | undefined>;
  insertInvite(
    invite: { readonly tokenSha256: Buffer; readonly sessionId: string } & Expiring,
  ): Promise<void>;
  /** Uses a single-use invite up, atomically. */
  useInvite(tokenSha256: Buffer): Promise<UsedInvite>;
}

export interface AccessGrant {
  readonly tokenSha256: Buffer;
  readonly sessionId: string;
  readonly role: Role;
}

interface Expiring {
  readonly expiresAt: Date;
}

export type UsedInvite =
  | { readonly outcome: 'accepted'; readonly sessionId: string }
  | { readonly outcome: 'unknown' | 'used' | 'expired' };

/** A link for raters. */
export interface RaterInvite {
  readonly tokenSha256: Buffer;
  readonly sessionId: string;
  readonly maxRaters: number;
}

export interface NewRating {
  readonly invite: RaterInvite;
  readonly raterKeySha256: Buffer;
  readonly relation: Relation;
  readonly rating: Rating;
}

export interface RatingStore {
  insertInvite(invite: RaterInvite & Expiring): Promise<void>;
  findInvite(tokenSha256: Buffer): Promise<(RaterInvite & { readonly expired: boolean }) | undefined>;
  /** Call it with the session locked: that is what makes the capacity exact. */
  put(rating: NewRating): Promise<'added' | 'replaced' | 'full'>;
  list(sessionId: string): Promise<readonly Rating[]>;
}

export interface AuditStore {
  open(sessionId: string, event: EventFacts): Promise<void>;
  append(sessionId: string, event: EventFacts): Promise<void>;
}

/** What a use case says about an event; the unit of work adds actor, request id, build and time. */
export type EventFacts = Pick<AuditEvent, 'type' | 'facts'>;
