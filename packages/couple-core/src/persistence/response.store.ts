import type { OwnResponses, ResponseStore } from '../application/couple-store.js';
import type { Role, Session, SessionState } from '../domain/session.js';
import type { ResponsesEntity } from './entities/responses.entity.js';
import type { Queries } from './queries.js';
import { SAVE_SESSION, SAVED_COLUMNS, savedSession, sessionState, type SavedRow } from './session-row.js';

type ResponsesRow = Pick<ResponsesEntity, 'role' | 'self_answers' | 'guess_answers'>;

/** Answers in PostgreSQL, one row a participant. */
export class PostgresResponseStore implements ResponseStore {
  constructor(private readonly queries: Queries) {}

  async find(sessionId: string): Promise<Readonly<Partial<Record<Role, OwnResponses>>>> {
    const rows = await this.queries.query<ResponsesRow>(
      'SELECT role, self_answers, guess_answers FROM couple_responses WHERE session_id = $1',
      [sessionId],
    );
    return Object.fromEntries(
      rows.map(({ role, self_answers, guess_answers }) => [
        role,
        { self: self_answers, guess: guess_answers },
      ]),
    );
  }

  async save(session: SessionState, answers: OwnResponses & { readonly role: Role }): Promise<Session> {
    const { role, self, guess } = answers;
    const rows = await this.queries.query<SavedRow>(
      `WITH answers AS (
         INSERT INTO couple_responses (session_id, role, self_answers, guess_answers) VALUES ($1, $11, $12, $13)
         ON CONFLICT (session_id, role) DO UPDATE
         SET self_answers = excluded.self_answers, guess_answers = excluded.guess_answers, updated_at = now()
       )
       ${SAVE_SESSION} RETURNING ${SAVED_COLUMNS}`,
      [...sessionState(session), role, JSON.stringify(self), JSON.stringify(guess)],
    );
    return savedSession(session, rows);
  }
}
