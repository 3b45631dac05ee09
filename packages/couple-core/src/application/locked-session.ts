import { SessionNotFoundError } from '../domain/access-errors.js';
import type { Session } from '../domain/session.js';
import type { CoupleStore } from './couple-store.js';

/**
 * The session, with every other writer of it waiting.
 * @throws {SessionNotFoundError}
 */
export async function lockedSession(store: CoupleStore, sessionId: string): Promise<Session> {
  const session = await store.sessions.lock(sessionId);
  if (!session) throw new SessionNotFoundError();
  return session;
}
