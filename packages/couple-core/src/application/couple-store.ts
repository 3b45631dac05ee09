import type { Answers } from '../domain/answers.js';
import type { AuditEvent } from '../domain/audit-event.js';
import type { SealedPacket } from '../domain/decision-packet.js';
import type { StoredResult } from '../domain/packet-inspection.js';
import type { KState } from '../domain/k-state.js';
import type { Rating, Relation } from '../domain/rating.js';
import type { ResultOutputs } from '../domain/result.js';
import type { Participant, Role, Session, SessionState, StageOneSnapshot } from '../domain/session.js';
import type { FoundShare, ShareChoices } from '../domain/shared-view.js';
import type { InviteStatus, NewParticipant, OpenInvite } from './commands.js';

/** The rows of one session, reachable only inside a unit of work. An expired session is as good as gone. */
export interface CoupleStore {
  readonly sessions: SessionStore;
  readonly responses: ResponseStore;
  readonly results: ResultStore;
  readonly credentials: CredentialStore;
  readonly ratings: RatingStore;
  readonly shares: ShareStore;
  readonly erasure: ErasureStore;
  readonly packets: PacketStore;
  /** Appends to the session's audit chain. */
  readonly audit: AuditStore;
}

/** What can be read without a unit of work. */
export interface CoupleReader {
  readonly sessions: Pick<SessionStore, 'find'>;
  readonly responses: Pick<ResponseStore, 'find'>;
  readonly results: Pick<ResultStore, 'find'>;
  readonly reports: ReportStore;
  readonly credentials: Pick<CredentialStore, 'findAccessToken' | 'findInvite' | 'findInviteOf'>;
  readonly shares: Pick<ShareStore, 'find' | 'list' | 'look'>;
  readonly ratings: Pick<RatingStore, 'findInvite'>;
}

export interface SessionStore {
  /** Stores a session with A's access token and B's invite. */
  insert(session: NewSession): Promise<Session>;
  find(id: string): Promise<Session | undefined>;
  /** Finds the session's state and keeps every other writer of it waiting until this unit of work ends. */
  lock(id: string): Promise<SessionState | undefined>;
  /** Writes the changed state and returns the session as it is now. */
  save(session: SessionState): Promise<Session>;
}

export interface NewSession extends Expiring {
  readonly id: string;
  readonly participants: readonly NewParticipant[];
  readonly kThreshold: number;
  readonly stageOneSnapshot: StageOneSnapshot | null;
  /** A's access token. */
  readonly access: Secret;
  /** B's invite. */
  readonly invite: Secret;
}

/** A token as it is stored. */
export interface Secret extends Expiring {
  readonly tokenSha256: Buffer;
}

interface Expiring {
  readonly expiresAt: Date;
}

/** Both answer sets of one participant. */
export interface OwnResponses {
  readonly self: Answers;
  readonly guess: Answers;
}

export interface ResponseStore {
  find(sessionId: string): Promise<Readonly<Partial<Record<Role, OwnResponses>>>>;
  /** Stores one participant's answers together with the session's changed state. */
  save(session: SessionState, answers: OwnResponses & { readonly role: Role }): Promise<Session>;
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
  /** Stores the packet that holds the result, together with the session's changed state. */
  insert(session: SessionState, sealed: SealedPacket): Promise<CoupleResult>;
}

/** What a report is made of. */
export interface ReportSource {
  readonly participants: readonly Participant[];
  readonly result: CoupleResult;
}

export interface FoundReport extends Pick<ReportSource, 'participants'> {
  /** Undefined until it is computed. */
  readonly result: CoupleResult | undefined;
}

export interface ReportStore {
  find(sessionId: string): Promise<FoundReport | undefined>;
}

export interface CredentialStore {
  findAccessToken(tokenSha256: Buffer): Promise<AccessGrant | undefined>;
  /** Finds the invite and whom it brings together. */
  findInvite(tokenSha256: Buffer): Promise<SeenInvite | undefined>;
  /** The invite of a session that was used, else the one that is open longest. */
  findInviteOf(sessionId: string): Promise<InviteStatus | undefined>;
  /** Finds the invite and locks it and its session. */
  lockInvite(tokenSha256: Buffer): Promise<FoundInvite | undefined>;
  /** Ends every open invite of a locked session and adds a new one; undefined when B has come already. */
  replaceInvites(sessionId: string, invite: Secret): Promise<ReplacedInvites | undefined>;
  /** Uses a locked invite up: adds the partner with an access token. */
  accept(acceptance: Acceptance): Promise<void>;
}

export interface AccessGrant {
  readonly sessionId: string;
  readonly role: Role;
}

export interface FoundInvite extends Pick<InviteStatus, 'state'> {
  readonly session: SessionState;
}

export interface SeenInvite extends OpenInvite, Pick<InviteStatus, 'state'> {}

/** How many open invites ended. */
export interface ReplacedInvites {
  readonly replaced: number;
}

export interface Acceptance extends AccessGrant {
  readonly inviteSha256: Buffer;
  /** Undefined keeps the name that was given at creation. */
  readonly nickname: string | undefined;
  readonly access: Secret;
}

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

export interface FoundRaterInvite {
  readonly invite: RaterInvite;
  readonly session: SessionState;
  readonly expired: boolean;
}

/** What a rater may know of an invite before they answer. */
export interface RaterInviteView {
  /** Whom it is about. */
  readonly nickname: string;
  readonly expired: boolean;
  readonly maxRaters: number;
  /** Whether so many have rated. */
  readonly full: boolean;
  readonly session: SessionState;
  /** What the rater with the given key said before. */
  readonly earlier: EarlierRating | undefined;
}

/** A rating that can be changed. */
export interface EarlierRating {
  readonly relation: Relation;
  readonly rating: Rating;
}

export interface RatingStore {
  /** Finds the invite, and what a rater said by it before. */
  findInvite(tokenSha256: Buffer, raterKeySha256: Buffer | undefined): Promise<RaterInviteView | undefined>;
  insertInvite(invite: RaterInvite & Expiring): Promise<void>;
  /** Finds the invite and locks its session. */
  lockInvite(tokenSha256: Buffer): Promise<FoundRaterInvite | undefined>;
  /** Call it with the session locked: that is what makes the capacity exact. */
  put(rating: NewRating): Promise<'added' | 'replaced' | 'full'>;
  list(sessionId: string): Promise<readonly Rating[]>;
}

/** A public link to a result. */
export interface Share extends AccessGrant {
  readonly id: string;
}

/** A public link that still works, as its owners see it. */
export interface ListedShare {
  readonly id: string;
  /** Who made it. */
  readonly role: Role;
  readonly choices: ShareChoices;
  readonly createdAt: Date;
  readonly expiresAt: Date;
}

export interface ShareStore {
  insert(share: Share & Secret & { readonly choices: ShareChoices }): Promise<void>;
  /** Those that are neither revoked nor expired, newest first; undefined when there is no such session. */
  list(sessionId: string): Promise<readonly ListedShare[] | undefined>;
  /** All that such a share could show. */
  look(tokenSha256: Buffer): Promise<FoundShare | undefined>;
  /** A share that is neither revoked nor expired. */
  find(tokenSha256: Buffer): Promise<Share | undefined>;
  /** Call it with the session locked. */
  revoke(sessionId: string, shareId: string): Promise<'revoked' | 'revoked-before' | 'unknown'>;
}

/** Removes everything personal of a session. Works on expired sessions too. */
export interface ErasureStore {
  /** Locks a session; undefined when there is none. */
  lock(sessionId: string): Promise<string | undefined>;
  /** Locks some expired session that nobody else works on. */
  lockExpired(except: readonly string[]): Promise<string | undefined>;
  /** Erases a locked session; its audit events stay, without their facts. */
  erase(sessionId: string): Promise<RemovedRows>;
  /** The event that tells of an earlier erasure. */
  findReceipt(sessionId: string): Promise<ErasureReceipt | undefined>;
}

/** Rows by what they were. */
export type RemovedRows = Readonly<Record<string, number>>;

/** Proof of an erasure: what it removed, and the audit event that says so. */
export interface ErasureReceipt {
  readonly sessionId: string;
  readonly erasedAt: Date;
  readonly reason: 'requested' | 'expired';
  readonly removed: RemovedRows;
  /** Where the event stands in the session's chain; the hash is lower-case hex. */
  readonly audit: { readonly seq: number; readonly hash: string };
}

/** Packets as they lie in the database, whoever wrote them. */
export interface PacketStore {
  /** Locks the session of a packet and reads it again. */
  lock(sessionId: string): Promise<StoredResult | undefined>;
  /** Removes the packet, and with it the result; the session can be computed again. */
  remove(sessionId: string): Promise<void>;
}

export interface AuditStore {
  open(sessionId: string, event: EventFacts): Promise<void>;
  append(sessionId: string, event: EventFacts): Promise<AppendedEvent>;
}

/** Where an event stands in its chain. */
export interface AppendedEvent {
  readonly seq: number;
  readonly hash: Buffer;
  /** ISO 8601, UTC. */
  readonly at: string;
}

/** What a use case says about an event; the unit of work adds actor, request id, build and time. */
export type EventFacts = Pick<AuditEvent, 'type' | 'facts'>;
