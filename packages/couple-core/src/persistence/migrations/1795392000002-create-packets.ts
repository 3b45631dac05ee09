import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreatePackets1795392000002 implements MigrationInterface {
  readonly name = 'CreatePackets1795392000002';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of STATEMENTS) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE couple_decision_packet');
  }
}

const STATEMENTS = [
  `CREATE TABLE couple_decision_packet (
    session_id uuid NOT NULL CONSTRAINT couple_decision_packet_pkey PRIMARY KEY
      CONSTRAINT couple_decision_packet_session REFERENCES couple_session (id),
    packet_sha256 bytea NOT NULL,
    bytes bytea NOT NULL,
    code_ref text NOT NULL,
    model_id text NOT NULL,
    created_at timestamptz(3) NOT NULL DEFAULT now(),
    CONSTRAINT couple_decision_packet_digest CHECK (packet_sha256 = sha256(bytes))
  )`,
  `CREATE TRIGGER couple_decision_packet_sealed BEFORE UPDATE ON couple_decision_packet
    FOR EACH STATEMENT EXECUTE FUNCTION couple_refuse_change()`,
];
