import type { MigrationInterface, QueryRunner } from 'typeorm';

export class GuardPackets1795392000004 implements MigrationInterface {
  readonly name = 'GuardPackets1795392000004';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of [...CONTENT, ...PRESENCE, ...LIFETIME]) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TRIGGER couple_decision_packet_erasure ON couple_decision_packet');
    await runner.query('DROP TRIGGER couple_decision_packet_kept ON couple_decision_packet');
    await runner.query('DROP FUNCTION couple_require_finished_with_packet, couple_is_whole_packet CASCADE');
  }
}

const ITEMS = ['CS', 'EA', 'CB', 'PD', 'RP', 'LF', 'IN', 'SF'].flatMap((scale) =>
  [1, 2, 3, 4, 5, 6].map((position) => `${scale}${position}`),
);
const OUTPUTS = ['scales', 'deltas', 'flags', 'insights', 'top_delta_items', 'gap_summary'];

const hasItsItems = (set: string) => `answers -> '${set}' ?& items AND (answers -> '${set}') - items = '{}'`;

/** Not valid: looks at no row that an older writer left. Checks run in the order of their names: the digest comes first. */
const CONTENT = [
  `CREATE FUNCTION couple_is_whole_packet(bytes bytea, code_ref text, model_id text) RETURNS boolean
    LANGUAGE plpgsql IMMUTABLE AS $$
    DECLARE
      packet jsonb := convert_from(bytes, 'UTF8')::jsonb;
      inputs jsonb := packet -> 'inputs';
      answers jsonb := inputs -> 'answers';
      outputs jsonb := packet -> 'outputs';
      items CONSTANT text[] := '{${ITEMS.join()}}';
    BEGIN
      RETURN coalesce(
        ${['a_self', 'a_guess', 'b_self', 'b_guess'].map(hasItsItems).join(' AND ')}
        AND jsonb_typeof(inputs -> 'k_state') = 'object' AND inputs ? 'stage1_snapshot'
        AND jsonb_typeof(outputs) = 'object' AND outputs ?& '{${OUTPUTS.join()}}'
        AND packet -> 'code_ref' = to_jsonb(code_ref) AND packet -> 'model_id' = to_jsonb(model_id), false);
    END $$`,
  `ALTER TABLE couple_decision_packet ADD CONSTRAINT couple_decision_packet_whole
    CHECK (couple_is_whole_packet(bytes, code_ref, model_id)) NOT VALID`,
];

/** A session is finished if and only if it has a packet; when the transaction commits, so that the order is free. */
const PRESENCE = [
  `CREATE FUNCTION couple_require_finished_with_packet() RETURNS trigger LANGUAGE plpgsql AS $$
    DECLARE session uuid;
    BEGIN
      IF TG_TABLE_NAME = 'couple_session' THEN session := NEW.id;
      ELSE session := coalesce(NEW.session_id, OLD.session_id);
      END IF;
      IF EXISTS (SELECT FROM couple_session WHERE id = session AND stage3_completed)
        = EXISTS (SELECT FROM couple_decision_packet WHERE session_id = session)
      THEN RETURN NULL; END IF;
      RAISE EXCEPTION 'Session % is finished without a packet, or has one without being finished.', session
        USING ERRCODE = 'check_violation', CONSTRAINT = 'couple_session_finished_with_packet';
    END $$`,
  `CREATE CONSTRAINT TRIGGER couple_session_born_finished AFTER INSERT ON couple_session
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN (NEW.stage3_completed)
    EXECUTE FUNCTION couple_require_finished_with_packet()`,
  `CREATE CONSTRAINT TRIGGER couple_session_finished AFTER UPDATE OF stage3_completed ON couple_session
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN (OLD.stage3_completed <> NEW.stage3_completed)
    EXECUTE FUNCTION couple_require_finished_with_packet()`,
  `CREATE CONSTRAINT TRIGGER couple_decision_packet_finished AFTER INSERT OR DELETE ON couple_decision_packet
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION couple_require_finished_with_packet()`,
];

const LIFETIME = [
  `CREATE TRIGGER couple_decision_packet_kept BEFORE TRUNCATE ON couple_decision_packet
    FOR EACH STATEMENT EXECUTE FUNCTION couple_refuse_change()`,
  `CREATE TRIGGER couple_decision_packet_erasure BEFORE DELETE ON couple_decision_packet
    FOR EACH STATEMENT EXECUTE FUNCTION couple_refuse_unless_erasing()`,
];
