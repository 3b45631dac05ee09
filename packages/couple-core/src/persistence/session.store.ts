import type { NewSession, SessionStore } from '../application/couple-store.js';
import type { Role, Session } from '../domain/session.js';
import { SESSION_COLUMNS, toSession, type SessionRow } from './session-row.js';
import type { Transaction } from './unit-of-work/transaction.js';

/** Sessions and their participants in PostgreSQL. */
export class PostgresSessionStore implements SessionStore {
  constructor(private readonly transaction: Transaction) {}

  async insert({ id, participants, kThreshold, stageOneSnapshot }: NewSession): Promise<Session> {
    const rows = await this.transaction.query<SessionRow>(
      `WITH s AS (
         INSERT INTO couple_session (id, k_threshold, k_current, stage1_snapshot) VALUES ($1, $2, $3, $4) RETURNING *
       ), people AS (
         INSERT INTO couple_participant (session_id, role, nickname, email)
         SELECT $1, * FROM unnest($5::text[], $6::text[], $7::text[])
       )
       SELECT s.* FROM s`,
      [
        id,
        kThreshold,
        stageOneSnapshot?.k ?? 0,
        stageOneSnapshot && JSON.stringify(stageOneSnapshot),
        participants.map(({ role }) => role),
        participants.map(({ nickname }) => nickname),
        participants.map(({ email }) => email ?? null),
      ],
    );
    const named = participants.map(({ role, nickname }) => ({ role, nickname }));
    return { ...one(rows), participants: named.toSorted((x, y) => x.role.localeCompare(y.role)) };
  }

  async find(id: string): Promise<Session | undefined> {
    return this.select(id, '');
  }

  async lock(id: string): Promise<Session | undefined> {
    return this.select(id, 'FOR UPDATE OF s');
  }

  async save(session: Session): Promise<Session> {
    const { completion } = session;
    const rows = await this.transaction.query<SessionRow>(
      `UPDATE couple_session s SET stage = $2, k_current = $3, visibility_wanted = $4, stage1_snapshot = $5,
         a_self_completed = $6, a_guess_completed = $7, b_self_completed = $8, b_guess_completed = $9,
         stage3_completed = $10, updated_at = clock_timestamp()
       WHERE id = $1 RETURNING ${SESSION_COLUMNS}`,
      [
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
      ],
    );
    return one(rows);
  }

  async join(
    sessionId: string,
    { role, nickname }: { role: Role; nickname: string | undefined },
  ): Promise<void> {
    await this.transaction.query(
      `INSERT INTO couple_participant (session_id, role, nickname) VALUES ($1, $2::text, coalesce($3, $2::text))
       ON CONFLICT (session_id, role) DO UPDATE SET nickname = coalesce($3, couple_participant.nickname)`,
      [sessionId, role, nickname ?? null],
    );
  }

  private async select(id: string, lock: string): Promise<Session | undefined> {
    const rows = await this.transaction.query<SessionRow>(
      `SELECT ${SESSION_COLUMNS} FROM couple_session s WHERE s.id = $1 ${lock}`,
      [id],
    );
    return rows[0] && toSession(rows[0]);
  }
}

function one(rows: readonly SessionRow[]): Session {
  const [row] = rows;
  if (!row) throw new Error('The session disappeared inside its own transaction.');
  return toSession(row);
}
