import type { MigrationInterface, QueryRunner } from 'typeorm';

export class GuardPackets1795392000004 implements MigrationInterface {
  readonly name = 'GuardPackets1795392000004';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of [COMPLETE_PACKET, OWN_RESULT, WHOLE_RESULT, ...TRIGGERS])
      await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP FUNCTION couple_require_complete_packet, couple_require_own_result,
      couple_require_whole_result CASCADE`);
    await runner.query('DROP TRIGGER couple_result_sealed ON couple_result');
    for (const table of ['couple_decision_packet', 'couple_result']) {
      await runner.query(`DROP TRIGGER ${table}_erasure ON ${table}`);
      await runner.query(`DROP TRIGGER ${table}_kept ON ${table}`);
    }
  }
}

const ANSWER_SETS = ['a_self', 'a_guess', 'b_self', 'b_guess'];
const ITEMS = 48;
const OUTPUTS = ['scales', 'deltas', 'flags', 'insights', 'top_delta_items', 'gap_summary'];

const hasEveryItem = (set: string) => `(
  SELECT count(*) = ${ITEMS} FROM jsonb_object_keys(
    CASE jsonb_typeof(packet #> '{inputs,answers,${set}}') WHEN 'object' THEN packet #> '{inputs,answers,${set}}' ELSE '{}' END
  ))`;

/** Runs when the transaction commits: until then the rows may come in any order. */
const COMPLETE_PACKET = `CREATE FUNCTION couple_require_complete_packet() RETURNS trigger LANGUAGE plpgsql AS $$
  DECLARE packet jsonb := convert_from(NEW.bytes, 'UTF8')::jsonb;
  BEGIN
    IF coalesce(
      ${ANSWER_SETS.map(hasEveryItem).join(' AND ')}
      AND jsonb_typeof(packet #> '{inputs,k_state}') = 'object' AND packet -> 'inputs' ? 'stage1_snapshot'
      AND packet -> 'outputs' ?& array[${OUTPUTS.map((key) => `'${key}'`).join(', ')}]
      AND packet ->> 'code_ref' = NEW.code_ref AND packet ->> 'model_id' = NEW.model_id
      AND EXISTS (
        SELECT FROM couple_result r JOIN couple_session s ON s.id = r.session_id
        WHERE r.session_id = NEW.session_id AND s.stage3_completed AND r.outputs::jsonb = packet -> 'outputs'
      ), false)
    THEN RETURN NULL; END IF;
    RAISE EXCEPTION 'The decision packet of session % is not complete.', NEW.session_id
      USING ERRCODE = 'check_violation', CONSTRAINT = 'couple_decision_packet_complete';
  END $$`;

/**
 * A result shows what its packet says. One whose packet is of the same transaction is checked with the packet, so that
 * the packet is parsed once; inside a savepoint it is checked twice.
 */
const OWN_RESULT = `CREATE FUNCTION couple_require_own_result() RETURNS trigger LANGUAGE plpgsql AS $$
  BEGIN
    IF EXISTS (
      SELECT FROM couple_decision_packet p JOIN couple_session s ON s.id = p.session_id
      WHERE p.session_id = NEW.session_id AND s.stage3_completed AND (
        p.xmin = pg_current_xact_id()::xid
        OR convert_from(p.bytes, 'UTF8')::jsonb -> 'outputs' = NEW.outputs::jsonb))
      OR NOT EXISTS (SELECT FROM couple_result WHERE session_id = NEW.session_id)
    THEN RETURN NULL; END IF;
    RAISE EXCEPTION 'The result of session % is not that of its packet.', NEW.session_id
      USING ERRCODE = 'check_violation', CONSTRAINT = 'couple_result_own';
  END $$`;

/** A session has a packet, a result and its third stage behind it, or none of them. */
const WHOLE_RESULT = `CREATE FUNCTION couple_require_whole_result() RETURNS trigger LANGUAGE plpgsql AS $$
  DECLARE
    session uuid := (CASE TG_OP WHEN 'DELETE' THEN to_jsonb(OLD) ELSE to_jsonb(NEW) END ->> TG_ARGV[0])::uuid;
    completed boolean := EXISTS (SELECT FROM couple_session WHERE id = session AND stage3_completed);
    packet boolean := EXISTS (SELECT FROM couple_decision_packet WHERE session_id = session);
    result boolean := EXISTS (SELECT FROM couple_result WHERE session_id = session);
  BEGIN
    IF completed = packet AND packet = result THEN RETURN NULL; END IF;
    RAISE EXCEPTION 'The result of session % is not whole.', session
      USING ERRCODE = 'check_violation', CONSTRAINT = 'couple_result_whole';
  END $$`;

const TRIGGERS = [
  `CREATE CONSTRAINT TRIGGER couple_decision_packet_complete AFTER INSERT ON couple_decision_packet
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION couple_require_complete_packet()`,
  `CREATE CONSTRAINT TRIGGER couple_session_born_whole AFTER INSERT ON couple_session
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN (NEW.stage3_completed)
    EXECUTE FUNCTION couple_require_whole_result('id')`,
  `CREATE CONSTRAINT TRIGGER couple_session_whole AFTER UPDATE OF stage3_completed ON couple_session
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN (OLD.stage3_completed <> NEW.stage3_completed)
    EXECUTE FUNCTION couple_require_whole_result('id')`,
  `CREATE CONSTRAINT TRIGGER couple_result_own AFTER INSERT ON couple_result
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION couple_require_own_result()`,
  `CREATE TRIGGER couple_result_sealed BEFORE UPDATE ON couple_result
    FOR EACH STATEMENT EXECUTE FUNCTION couple_refuse_change()`,
  ...['couple_decision_packet', 'couple_result'].flatMap((table) => [
    `CREATE TRIGGER ${table}_kept BEFORE TRUNCATE ON ${table}
      FOR EACH STATEMENT EXECUTE FUNCTION couple_refuse_change()`,
    `CREATE CONSTRAINT TRIGGER ${table}_whole AFTER DELETE ON ${table}
      DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION couple_require_whole_result('session_id')`,
    `CREATE TRIGGER ${table}_erasure BEFORE DELETE ON ${table}
      FOR EACH STATEMENT EXECUTE FUNCTION couple_refuse_unless_erasing()`,
  ]),
];
