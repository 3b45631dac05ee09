import type { NewSession, SessionStore } from '../application/couple-store.js';
import type { Session, SessionState } from '../domain/session.js';
import {
  LOCKED_SESSION,
  lockedSession,
  type HeadMemory,
  type LockedSessionRow,
} from './locked-session-row.js';
import type { Queries } from './queries.js';
import {
  SAVE_SESSION,
  SAVED_COLUMNS,
  savedSession,
  SESSION_COLUMNS,
  sessionState,
  toSession,
  type SavedRow,
  type SessionRow,
} from './session-row.js';

/** Sessions and their participants in PostgreSQL. */
export class PostgresSessionStore implements SessionStore {
  constructor(
    private readonly queries: Queries,
    private readonly trail: HeadMemory,
  ) {}

  async insert(session: NewSession): Promise<Session> {
    const { id, participants, kThreshold, stageOneSnapshot, access, invite } = session;
    const [row] = await this.queries.query<SessionRow>(
      `WITH s AS (
         INSERT INTO couple_session (id, k_threshold, k_current, stage1_snapshot, expires_at)
         VALUES ($1, $2, $3, $4, $5) RETURNING *
       ), people AS (
         INSERT INTO couple_participant (session_id, role, nickname, email)
         SELECT $1, * FROM unnest($6::text[], $7::text[], $8::text[])
       ), access AS (
         INSERT INTO couple_access_token (token_sha256, session_id, role, expires_at) VALUES ($9, $1, 'A', $10)
       ), invite AS (
         INSERT INTO couple_partner_invite (token_sha256, session_id, expires_at) VALUES ($11, $1, $12)
       )
       SELECT s.* FROM s`,
      [
        id,
        kThreshold,
        stageOneSnapshot?.k ?? 0,
        stageOneSnapshot && JSON.stringify(stageOneSnapshot),
        session.expiresAt,
        participants.map(({ role }) => role),
        participants.map(({ nickname }) => nickname),
        participants.map(({ email }) => email ?? null),
        access.tokenSha256,
        access.expiresAt,
        invite.tokenSha256,
        invite.expiresAt,
      ],
    );
    if (!row) throw new Error('The session was not stored.');
    const named = participants.map(({ role, nickname }) => ({ role, nickname }));
    return { ...toSession(row), participants: named.toSorted((x, y) => x.role.localeCompare(y.role)) };
  }

  async find(id: string): Promise<Session | undefined> {
    const [row] = await this.queries.query<SessionRow>(
      `SELECT ${SESSION_COLUMNS} FROM couple_session s WHERE s.id = $1 AND s.expires_at > now()`,
      [id],
    );
    return row && toSession(row);
  }

  async lock(id: string): Promise<SessionState | undefined> {
    const [row] = await this.queries.query<LockedSessionRow>(
      `SELECT ${LOCKED_SESSION.columns} FROM ${LOCKED_SESSION.from} WHERE s.id = $1 ${LOCKED_SESSION.lock}`,
      [id],
    );
    return row && lockedSession(row, this.trail);
  }

  async save(session: SessionState): Promise<Session> {
    const write = `${SAVE_SESSION} RETURNING ${SAVED_COLUMNS}`;
    return savedSession(session, await this.queries.query<SavedRow>(write, sessionState(session)));
  }
}
