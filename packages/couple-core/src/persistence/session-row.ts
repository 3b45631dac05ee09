import type { Participant, Session, SessionState } from '../domain/session.js';
import type { SessionEntity } from './entities/session.entity.js';

/** A session as the SQL below selects it: the row with its participants. */
export type SessionRow = SessionEntity & { readonly participants: readonly Participant[] | null };

/** A column with the names of a session's people, for `FROM couple_session s`. */
export const PARTICIPANTS = `(
  SELECT json_agg(json_build_object('role', p.role, 'nickname', p.nickname) ORDER BY p.role)
  FROM couple_participant p WHERE p.session_id = s.id
) AS participants`;

/** The columns of a `SessionRow`, for `FROM couple_session s`. */
export const SESSION_COLUMNS = `s.*, ${PARTICIPANTS}`;

/** Writes a session's state; its parameters $1 to $10 are `sessionState(session)`. */
export const SAVE_SESSION = `UPDATE couple_session s SET stage = $2, k_current = $3, visibility_wanted = $4,
  stage1_snapshot = $5, a_self_completed = $6, a_guess_completed = $7, b_self_completed = $8, b_guess_completed = $9,
  stage3_completed = $10, updated_at = clock_timestamp() WHERE id = $1`;

/** What a write of `SAVE_SESSION` tells: a `SavedRow`. */
export const SAVED_COLUMNS = `s.updated_at, ${PARTICIPANTS}`;
export type SavedRow = Pick<SessionRow, 'updated_at' | 'participants'>;

/** The parameters of `SAVE_SESSION`. */
export function sessionState(session: SessionState): readonly unknown[] {
  const { completion } = session;
  return [
    session.id,
    session.stage,
    session.kCurrent,
    session.visibilityWanted,
    session.stageOneSnapshot && JSON.stringify(session.stageOneSnapshot),
    completion.a_self,
    completion.a_guess,
    completion.b_self,
    completion.b_guess,
    session.stage3Completed,
  ];
}

/** The session as it is after it was written. */
export function savedSession(session: SessionState, [row]: readonly SavedRow[]): Session {
  if (!row) throw new Error('The session disappeared inside its own transaction.');
  return { ...session, participants: row.participants ?? [], updatedAt: row.updated_at };
}

/** The domain's session of a row. */
export function toSession(row: SessionRow): Session {
  return { ...toState(row), participants: row.participants ?? [], updatedAt: row.updated_at };
}

/** The columns of a `StateRow`: pg describes and reads every column of every answer, so no others. */
export const STATE_COLUMNS = `s.id, s.stage, s.k_threshold, s.k_current, s.visibility_wanted, s.stage1_snapshot,
  s.a_self_completed, s.a_guess_completed, s.b_self_completed, s.b_guess_completed, s.stage3_completed, s.created_at`;
export type StateRow = Omit<SessionEntity, 'updated_at' | 'expires_at'>;

/** The part of it that the row alone tells. */
export function toState(row: StateRow): SessionState {
  return {
    id: row.id,
    stage: row.stage,
    completion: {
      a_self: row.a_self_completed,
      a_guess: row.a_guess_completed,
      b_self: row.b_self_completed,
      b_guess: row.b_guess_completed,
    },
    stage3Completed: row.stage3_completed,
    kThreshold: row.k_threshold,
    kCurrent: row.k_current,
    visibilityWanted: row.visibility_wanted,
    stageOneSnapshot: row.stage1_snapshot,
    createdAt: row.created_at,
  };
}
