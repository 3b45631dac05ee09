import { SessionNotFoundError } from '../domain/access-errors.js';
import type { Session, SessionState } from '../domain/session.js';
import type { CoupleStore } from './couple-store.js';

/**
 * The state of the session, with every other writer of it waiting.
 * @throws {SessionNotFoundError}
 */
export async function lockedSession(store: CoupleStore, sessionId: string): Promise<SessionState> {
  const session = await store.sessions.lock(sessionId);
  if (!session) throw new SessionNotFoundError();
  return session;
}

/** What is shown of a locked session that stays as it is. */
export async function unchangedSession(store: CoupleStore, { id }: SessionState): Promise<Session> {
  const session = await store.sessions.find(id);
  if (!session) throw new SessionNotFoundError();
  return session;
}
