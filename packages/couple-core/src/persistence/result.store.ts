import type { CoupleResult, ResultStore } from '../application/couple-store.js';
import type { DecisionPacket, SealedPacket } from '../domain/decision-packet.js';
import type { SessionState } from '../domain/session.js';
import type { DecisionPacketEntity } from './entities/decision-packet.entity.js';
import type { Queries } from './queries.js';
import { SAVE_SESSION, sessionState } from './session-row.js';

type Creation = Pick<DecisionPacketEntity, 'created_at'>;
/** A packet's row with its bytes as text. */
export type ResultRow = Creation & Pick<DecisionPacketEntity, 'packet_sha256'> & { readonly text: string };

/** Results in PostgreSQL: each is read from the packet that explains it. */
export class PostgresResultStore implements ResultStore {
  constructor(private readonly queries: Queries) {}

  async find(sessionId: string): Promise<CoupleResult | undefined> {
    // As text, because pg sends bytes as hex.
    const [row] = await this.queries.query<ResultRow>(
      `SELECT convert_from(bytes, 'UTF8') AS text, packet_sha256, created_at
       FROM couple_decision_packet WHERE session_id = $1`,
      [sessionId],
    );
    return row && toResult(row);
  }

  async insert(session: SessionState, { packet, bytes, digest }: SealedPacket): Promise<CoupleResult> {
    const [created] = await this.queries.query<Creation>(
      `WITH state AS (${SAVE_SESSION} RETURNING id)
       INSERT INTO couple_decision_packet (session_id, packet_sha256, bytes, code_ref, model_id)
       SELECT id, $11, $12, $13, $14 FROM state RETURNING created_at`,
      [...sessionState(session), digest, bytes, packet.code_ref, packet.model_id],
    );
    if (!created) throw new Error('The result was not stored.');
    return toResult({ ...created, packet_sha256: digest, text: bytes.toString() });
  }
}

/** The result in a packet. From the bytes even when they are new, so that a result never changes its order of members. */
export function toResult({ text, packet_sha256, created_at }: ResultRow): CoupleResult {
  const { inputs, outputs, code_ref, model_id } = JSON.parse(text) as DecisionPacket;
  return {
    outputs,
    kState: inputs.k_state,
    packet: {
      sha256: packet_sha256.toString('hex'),
      codeRef: code_ref,
      modelId: model_id,
      createdAt: created_at,
    },
    generatedAt: created_at,
  };
}
