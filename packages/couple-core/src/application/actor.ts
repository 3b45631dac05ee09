import { ParticipantInvalidError } from '../domain/access-errors.js';
import type { Role } from '../domain/session.js';

/** Who asks. */
export type Actor =
  | { readonly kind: 'visitor' }
  | { readonly kind: 'participant'; readonly sessionId: string; readonly role: Role }
  /** The stage-1 service: may write snapshots. */
  | { readonly kind: 'service' }
  /** An operator: may read any session, never answers. */
  | { readonly kind: 'operator' }
  /** This service itself, for what time brings about. */
  | { readonly kind: 'system' };

/** One of the two partners of a session. */
export type ParticipantActor = Extract<Actor, { kind: 'participant' }>;

/**
 * The actor as a participant of this session.
 * @throws {ParticipantInvalidError} for anyone else
 */
export function requireParticipant(actor: Actor, sessionId: string): ParticipantActor {
  if (actor.kind !== 'participant' || actor.sessionId !== sessionId) throw new ParticipantInvalidError();
  return actor;
}

/** How an actor is named in the audit chain: a role, never a person. */
export function actorName(actor: Actor): string {
  return actor.kind === 'participant' ? `participant:${actor.role}` : actor.kind;
}
