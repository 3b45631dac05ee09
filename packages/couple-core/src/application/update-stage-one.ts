import { ParticipantInvalidError } from '../domain/access-errors.js';
import type { SessionState } from '../domain/session.js';
import { requireParticipant, type Actor } from './actor.js';
import type { UpdateStageOne } from './commands.js';

/**
 * The session after a stage-1 change; the same object when nothing changes.
 * @throws {ParticipantInvalidError} when a participant names `k` or `dimensions`, or the actor is neither a
 * participant of this session nor the service
 */
export function updateStageOne(actor: Actor, session: SessionState, command: UpdateStageOne): SessionState {
  const { visible = session.visibilityWanted, k, dimensions } = command;
  const namesRatings = k !== undefined || dimensions !== undefined;
  if (actor.kind !== 'service') {
    requireParticipant(actor, session.id);
    if (namesRatings) throw new ParticipantInvalidError();
  }
  if (!namesRatings && visible === session.visibilityWanted) return session;
  if (!namesRatings) return { ...session, visibilityWanted: visible };
  const snapshot = {
    k: k ?? session.kCurrent,
    dimensions: dimensions ?? session.stageOneSnapshot?.dimensions ?? {},
  };
  return { ...session, visibilityWanted: visible, kCurrent: snapshot.k, stageOneSnapshot: snapshot };
}
