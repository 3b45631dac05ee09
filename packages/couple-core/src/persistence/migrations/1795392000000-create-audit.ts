import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreateAudit1795392000000 implements MigrationInterface {
  readonly name = 'CreateAudit1795392000000';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of [...GUARDS, ...CHAINS, ...CHECKPOINTS, ...ATTEMPTS])
      await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP TABLE couple_attempt, couple_audit_checkpoint_head, couple_audit_checkpoint,
      couple_audit_event, couple_audit_chain`);
    await runner.query(
      'DROP FUNCTION couple_refuse_change, couple_refuse_unless_erasing, couple_keep_all_but_facts, couple_end_attempt',
    );
  }
}

const GUARDS = [
  `CREATE FUNCTION couple_refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN RAISE EXCEPTION '% keeps what it was given: % is refused', TG_TABLE_NAME, TG_OP; END $$`,
  // A transaction is erasing after SELECT set_config('couplekit.erasing', 'on', true).
  `CREATE FUNCTION couple_refuse_unless_erasing() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
      IF current_setting('couplekit.erasing', true) IS DISTINCT FROM 'on' THEN
        RAISE EXCEPTION '% keeps what it was given: % is refused', TG_TABLE_NAME, TG_OP;
      END IF;
      RETURN NULL;
    END $$`,
  `CREATE FUNCTION couple_keep_all_but_facts() RETURNS trigger LANGUAGE plpgsql AS $$
    DECLARE erased record := OLD;
    BEGIN
      erased.salt := NULL;
      erased.facts := NULL;
      IF NEW IS DISTINCT FROM erased THEN
        RAISE EXCEPTION '% keeps what it was given: % is refused', TG_TABLE_NAME, TG_OP;
      END IF;
      RETURN NEW;
    END $$`,
];

const CHAINS = [
  `CREATE TABLE couple_audit_chain (
    chain uuid CONSTRAINT couple_audit_chain_pkey PRIMARY KEY,
    last_seq integer NOT NULL,
    last_hash bytea NOT NULL,
    updated_at timestamptz(3) NOT NULL DEFAULT now()
  )`,
  // What belongs to no session is recorded in the chain of the nil UUID.
  `INSERT INTO couple_audit_chain
    VALUES ('00000000-0000-0000-0000-000000000000', 0, sha256('00000000-0000-0000-0000-000000000000'))`,
  `CREATE TABLE couple_audit_event (
    chain uuid NOT NULL CONSTRAINT couple_audit_event_chain REFERENCES couple_audit_chain (chain),
    seq integer NOT NULL,
    prev_hash bytea NOT NULL,
    hash bytea NOT NULL,
    type text NOT NULL,
    bytes bytea NOT NULL,
    salt bytea,
    facts bytea,
    recorded_at timestamptz(3) NOT NULL DEFAULT now(),
    CONSTRAINT couple_audit_event_pkey PRIMARY KEY (chain, seq),
    CONSTRAINT couple_audit_event_prev_hash UNIQUE (chain, prev_hash),
    CONSTRAINT couple_audit_event_hash CHECK (hash = sha256(bytes)),
    CONSTRAINT couple_audit_event_salt CHECK (length(salt) = 32 AND (salt IS NULL) = (facts IS NULL))
  )`,
  refuse('couple_audit_event', 'DELETE OR TRUNCATE'),
  `CREATE TRIGGER couple_audit_event_erasure BEFORE UPDATE ON couple_audit_event
    FOR EACH STATEMENT EXECUTE FUNCTION couple_refuse_unless_erasing()`,
  `CREATE TRIGGER couple_audit_event_kept BEFORE UPDATE ON couple_audit_event
    FOR EACH ROW EXECUTE FUNCTION couple_keep_all_but_facts()`,
  refuse('couple_audit_chain', 'DELETE OR TRUNCATE'),
];

const CHECKPOINTS = [
  `CREATE TABLE couple_audit_checkpoint (
    seq integer CONSTRAINT couple_audit_checkpoint_pkey PRIMARY KEY,
    bytes bytea NOT NULL,
    hash bytea NOT NULL,
    signature bytea NOT NULL,
    created_at timestamptz(3) NOT NULL DEFAULT now(),
    CONSTRAINT couple_audit_checkpoint_hash CHECK (hash = sha256(bytes))
  )`,
  `CREATE TABLE couple_audit_checkpoint_head (
    checkpoint integer NOT NULL CONSTRAINT couple_audit_checkpoint_head_checkpoint
      REFERENCES couple_audit_checkpoint (seq),
    chain uuid NOT NULL,
    seq integer NOT NULL,
    hash bytea NOT NULL,
    CONSTRAINT couple_audit_checkpoint_head_pkey PRIMARY KEY (checkpoint, chain)
  )`,
  'CREATE INDEX couple_audit_checkpoint_head_chain ON couple_audit_checkpoint_head (chain, seq)',
  refuse('couple_audit_checkpoint', 'UPDATE OR DELETE OR TRUNCATE'),
  refuse('couple_audit_checkpoint_head', 'UPDATE OR DELETE OR TRUNCATE'),
];

const ATTEMPTS = [
  `CREATE TABLE couple_attempt (
  id uuid CONSTRAINT couple_attempt_pkey PRIMARY KEY,
  chain uuid NOT NULL,
  use_case text NOT NULL,
  actor text NOT NULL,
  request_id text,
  code_ref text NOT NULL,
  started_at timestamptz(3) NOT NULL DEFAULT now()
)`,
  // With the last statement of its use case; one that was recorded as interrupted in the meantime must not commit.
  `CREATE FUNCTION couple_end_attempt(attempt uuid) RETURNS void LANGUAGE plpgsql AS $$
    BEGIN
      DELETE FROM couple_attempt WHERE id = attempt;
      IF NOT FOUND THEN RAISE EXCEPTION 'This ran for so long that it was recorded as interrupted.'; END IF;
    END $$`,
];

function refuse(table: string, changes: string): string {
  return `CREATE TRIGGER ${table}_append_only BEFORE ${changes} ON ${table}
    FOR EACH STATEMENT EXECUTE FUNCTION couple_refuse_change()`;
}
