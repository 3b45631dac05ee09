import type { FoundReport, ReportStore } from '../application/couple-store.js';
import type { Queries } from './queries.js';
import { toResult, type ResultRow } from './result.store.js';
import { PARTICIPANTS, type SessionRow } from './session-row.js';

/** All but the participants are null until the result is computed. */
type ReportRow = Pick<SessionRow, 'participants'> & (ResultRow | { readonly text: null });

/** What reports are made of, in PostgreSQL: one statement, and therefore one moment. */
export class PostgresReportStore implements ReportStore {
  constructor(private readonly queries: Queries) {}

  async find(sessionId: string): Promise<FoundReport | undefined> {
    const [row] = await this.queries.query<ReportRow>(
      `SELECT ${PARTICIPANTS}, convert_from(p.bytes, 'UTF8') AS text, p.packet_sha256, p.created_at
       FROM couple_session s LEFT JOIN couple_decision_packet p ON p.session_id = s.id
       WHERE s.id = $1 AND s.expires_at > now()`,
      [sessionId],
    );
    if (!row) return undefined;
    return { participants: row.participants ?? [], result: row.text === null ? undefined : toResult(row) };
  }
}
