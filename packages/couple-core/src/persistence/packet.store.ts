import type { PacketStore } from '../application/couple-store.js';
import type { StoredResult } from '../domain/packet-inspection.js';
import type { HeadRow } from './audit-trail.js';
import type { HeadMemory } from './locked-session-row.js';
import type { Queries } from './queries.js';

/** A session and its packet; all but the id and the flag may be missing. */
export interface StoredResultRow {
  readonly id: string;
  readonly stage3_completed: boolean;
  readonly bytes: Buffer | null;
  readonly packet_sha256: Buffer;
  readonly code_ref: string;
  readonly model_id: string;
}

/** Selects `StoredResultRow`s; `s` is the session, `p` its packet. */
export const STORED_RESULT = {
  columns: 's.id, s.stage3_completed, p.bytes, p.packet_sha256, p.code_ref, p.model_id',
  from: 'couple_session s LEFT JOIN couple_decision_packet p ON p.session_id = s.id',
} as const;

/** What an inspection needs of a row. */
export function storedResult(row: StoredResultRow): StoredResult {
  const { bytes, packet_sha256, code_ref, model_id } = row;
  return {
    stage3Completed: row.stage3_completed,
    packet: bytes ? { bytes, sha256: packet_sha256, codeRef: code_ref, modelId: model_id } : undefined,
  };
}

/** Packets in PostgreSQL, whoever wrote them. */
export class PostgresPacketStore implements PacketStore {
  constructor(
    private readonly queries: Queries,
    private readonly trail: HeadMemory,
  ) {}

  async lock(sessionId: string): Promise<StoredResult | undefined> {
    const [head] = await this.queries.query<HeadRow>(
      `SELECT c.last_seq, c.last_hash FROM couple_session s JOIN couple_audit_chain c ON c.chain = s.id
       WHERE s.id = $1 FOR UPDATE OF s, c`,
      [sessionId],
    );
    if (!head) return undefined;
    this.trail.remember(sessionId, head);
    const [row] = await this.queries.query<StoredResultRow>(
      `SELECT ${STORED_RESULT.columns} FROM ${STORED_RESULT.from} WHERE s.id = $1`,
      [sessionId],
    );
    return row && storedResult(row);
  }

  async remove(sessionId: string): Promise<void> {
    await this.queries.query("SELECT set_config('couplekit.erasing', 'on', true)");
    await this.queries.query(
      `WITH packet AS (DELETE FROM couple_decision_packet WHERE session_id = $1)
       UPDATE couple_session SET stage3_completed = false, updated_at = clock_timestamp() WHERE id = $1`,
      [sessionId],
    );
  }
}
