import type { MigrationInterface, QueryRunner } from 'typeorm';
import { SESSION_CHANNEL } from './session-changes.js';

/**
 * Commits that change what a waiting room shows are told to every instance, by the id of the session and nothing else. A trigger
 * and not the use cases: whatever changes a session, it is told. Answers that complete nothing are not, because sending takes a
 * lock that all databases of the server share until the commit.
 * @see https://www.postgresql.org/docs/current/sql-notify.html
 */
export class TellSessionChanges1795392300000 implements MigrationInterface {
  readonly name = 'TellSessionChanges1795392300000';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of STATEMENTS) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP FUNCTION web_tell_session, web_tell_partner CASCADE');
  }
}

const SHOWN = [
  'k_current',
  'visibility_wanted',
  'a_self_completed',
  'a_guess_completed',
  'b_self_completed',
  'b_guess_completed',
  'stage3_completed',
];
const row = (name: string) => `(${SHOWN.map((column) => `${name}.${column}`).join(', ')})`;

const STATEMENTS = [
  `CREATE FUNCTION web_tell_session() RETURNS trigger LANGUAGE plpgsql AS
    $$ BEGIN PERFORM pg_notify('${SESSION_CHANNEL}', OLD.id::text); RETURN NULL; END $$`,
  `CREATE TRIGGER web_tell_session_update AFTER UPDATE ON couple_session FOR EACH ROW
    WHEN (${row('OLD')} IS DISTINCT FROM ${row('NEW')}) EXECUTE FUNCTION web_tell_session()`,
  `CREATE TRIGGER web_tell_session_delete AFTER DELETE ON couple_session FOR EACH ROW
    EXECUTE FUNCTION web_tell_session()`,
  `CREATE FUNCTION web_tell_partner() RETURNS trigger LANGUAGE plpgsql AS
    $$ BEGIN PERFORM pg_notify('${SESSION_CHANNEL}', NEW.session_id::text); RETURN NULL; END $$`,
  `CREATE TRIGGER web_tell_partner AFTER INSERT OR UPDATE ON couple_participant FOR EACH ROW
    WHEN (NEW.role = 'B') EXECUTE FUNCTION web_tell_partner()`,
];
