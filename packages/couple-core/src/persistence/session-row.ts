import type { Participant, Session } from '../domain/session.js';
import type { SessionEntity } from './entities/session.entity.js';

/** A session as the SQL below selects it: the row with its participants. */
export type SessionRow = SessionEntity & { readonly participants: readonly Participant[] | null };

/** The columns of a `SessionRow`, for `FROM couple_session s`. */
export const SESSION_COLUMNS = `s.*, (
  SELECT json_agg(json_build_object('role', p.role, 'nickname', p.nickname) ORDER BY p.role)
  FROM couple_participant p WHERE p.session_id = s.id
) AS participants`;

/** The domain's session of a row. */
export function toSession(row: SessionRow): Session {
  return {
    id: row.id,
    stage: row.stage,
    participants: row.participants ?? [],
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
    updatedAt: row.updated_at,
  };
}
