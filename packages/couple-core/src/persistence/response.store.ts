import type { OwnResponses, ResponseStore } from '../application/couple-store.js';
import type { Role } from '../domain/session.js';
import type { ResponsesEntity } from './entities/responses.entity.js';
import type { Transaction } from './unit-of-work/transaction.js';

type ResponsesRow = Pick<ResponsesEntity, 'role' | 'self_answers' | 'guess_answers'>;

/** Answers in PostgreSQL, one row a participant. */
export class PostgresResponseStore implements ResponseStore {
  constructor(private readonly transaction: Transaction) {}

  async find(sessionId: string): Promise<Readonly<Partial<Record<Role, OwnResponses>>>> {
    const rows = await this.transaction.query<ResponsesRow>(
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

  async save(sessionId: string, role: Role, { self, guess }: OwnResponses): Promise<void> {
    await this.transaction.query(
      `INSERT INTO couple_responses (session_id, role, self_answers, guess_answers) VALUES ($1, $2, $3, $4)
       ON CONFLICT (session_id, role) DO UPDATE
       SET self_answers = excluded.self_answers, guess_answers = excluded.guess_answers, updated_at = now()`,
      [sessionId, role, JSON.stringify(self), JSON.stringify(guess)],
    );
  }
}
