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

/**
 * What is shown of a locked session that stays as it is. It is read again: while the lock was waited for, PostgreSQL saw
 * the new row of the session, but the participants as they were before.
 * @see https://www.postgresql.org/docs/current/transaction-iso.html#XACT-READ-COMMITTED
 */
export async function unchangedSession(store: CoupleStore, session: Session): Promise<Session> {
  return (await store.sessions.find(session.id)) ?? session;
}
