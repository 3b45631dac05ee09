import type { CoupleResult, ResultStore } from '../application/couple-store.js';
import type { SealedPacket } from '../domain/decision-packet.js';
import type { SessionState } from '../domain/session.js';
import type { DecisionPacketEntity } from './entities/decision-packet.entity.js';
import type { ResultEntity } from './entities/result.entity.js';
import type { Queries } from './queries.js';
import { SAVE_SESSION, sessionState } from './session-row.js';

type ResultRow = Pick<ResultEntity, 'outputs' | 'k_state' | 'generated_at'> &
  Pick<DecisionPacketEntity, 'packet_sha256' | 'code_ref' | 'model_id' | 'created_at'>;

type Times = Pick<ResultRow, 'generated_at' | 'created_at'>;

/** Results and the packets that explain them, in PostgreSQL. */
export class PostgresResultStore implements ResultStore {
  constructor(private readonly queries: Queries) {}

  async find(sessionId: string): Promise<CoupleResult | undefined> {
    const [row] = await this.queries.query<ResultRow>(
      `SELECT r.outputs, r.k_state, r.generated_at, p.packet_sha256, p.code_ref, p.model_id, p.created_at
       FROM couple_result r JOIN couple_decision_packet p USING (session_id) WHERE session_id = $1`,
      [sessionId],
    );
    return row && toResult(row);
  }

  async insert(session: SessionState, { packet, bytes, digest }: SealedPacket): Promise<CoupleResult> {
    const [times] = await this.queries.query<Times>(
      `WITH state AS (${SAVE_SESSION} RETURNING id), sealed AS (
         INSERT INTO couple_decision_packet (session_id, packet_sha256, bytes, code_ref, model_id)
         SELECT id, $11, $12, $13, $14 FROM state RETURNING session_id, created_at
       )
       INSERT INTO couple_result (session_id, outputs, k_state) SELECT session_id, $15, $16 FROM sealed
       RETURNING generated_at, (SELECT created_at FROM sealed)`,
      [
        ...sessionState(session),
        digest,
        bytes,
        packet.code_ref,
        packet.model_id,
        JSON.stringify(packet.outputs),
        JSON.stringify(packet.inputs.k_state),
      ],
    );
    if (!times) throw new Error('The result was not stored.');
    return toResult({
      ...times,
      outputs: packet.outputs,
      k_state: packet.inputs.k_state,
      packet_sha256: digest,
      code_ref: packet.code_ref,
      model_id: packet.model_id,
    });
  }
}

function toResult(row: ResultRow): CoupleResult {
  return {
    outputs: row.outputs,
    kState: row.k_state,
    packet: {
      sha256: row.packet_sha256.toString('hex'),
      codeRef: row.code_ref,
      modelId: row.model_id,
      createdAt: row.created_at,
    },
    generatedAt: row.generated_at,
  };
}
