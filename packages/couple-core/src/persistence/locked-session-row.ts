import type { SessionState } from '../domain/session.js';
import type { HeadRow } from './audit-trail.js';
import { STATE_COLUMNS, toState, type StateRow } from './session-row.js';

/** What learns where chains end. */
export interface HeadMemory {
  remember(chain: string, head: HeadRow): void;
}

/** A session's row, locked together with the head of its audit chain. */
export type LockedSessionRow = StateRow & HeadRow;

/**
 * Columns and tables of a `LockedSessionRow`; every writer locks in this order: session, chain. Participants are not among
 * them: after waiting for the lock, PostgreSQL sees the locked rows as they are now, but all others as they were before.
 * @see https://www.postgresql.org/docs/current/transaction-iso.html#XACT-READ-COMMITTED
 */
export const LOCKED_SESSION = {
  columns: `${STATE_COLUMNS}, c.last_seq, c.last_hash`,
  from: 'couple_session s JOIN couple_audit_chain c ON c.chain = s.id AND s.expires_at > now()',
  lock: 'FOR UPDATE OF s, c',
} as const;

/** The session of a locked row; the trail learns where its chain ends. */
export function lockedSession(row: LockedSessionRow, trail: HeadMemory): SessionState {
  trail.remember(row.id, row);
  return toState(row);
}
