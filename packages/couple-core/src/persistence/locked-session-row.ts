import type { Session } from '../domain/session.js';
import type { HeadRow } from './audit-trail.js';
import { SESSION_COLUMNS, toSession, type SessionRow } from './session-row.js';

/** What learns where chains end. */
export interface HeadMemory {
  remember(chain: string, head: HeadRow): void;
}

/** A session's row, locked together with the head of its audit chain. */
export type LockedSessionRow = SessionRow & HeadRow;

/** Columns and tables of a `LockedSessionRow`; every writer locks in this order: session, chain. */
export const LOCKED_SESSION = {
  columns: `${SESSION_COLUMNS}, c.last_seq, c.last_hash`,
  from: 'couple_session s JOIN couple_audit_chain c ON c.chain = s.id AND s.expires_at > now()',
  lock: 'FOR UPDATE OF s, c',
} as const;

/** The session of a locked row; the trail learns where its chain ends. */
export function lockedSession(row: LockedSessionRow, trail: HeadMemory): Session {
  trail.remember(row.id, row);
  return toSession(row);
}
