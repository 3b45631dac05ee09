import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreateCoupleTables1795392000000 implements MigrationInterface {
  readonly name = 'CreateCoupleTables1795392000000';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of [...SESSIONS, ...RATINGS, ...RESULTS, ...AUDIT]) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP TABLE couple_rating, couple_rater_invite, couple_result, couple_decision_packet, couple_responses, couple_partner_invite,
      couple_access_token, couple_participant, couple_session, couple_audit_event, couple_audit_chain`);
    await runner.query('DROP FUNCTION couple_refuse_change');
  }
}

const SESSIONS = [
  `CREATE TABLE couple_session (
    id uuid CONSTRAINT couple_session_pkey PRIMARY KEY,
    stage smallint NOT NULL DEFAULT 1 CONSTRAINT couple_session_stage CHECK (stage BETWEEN 1 AND 3),
    k_threshold smallint NOT NULL CONSTRAINT couple_session_k_threshold CHECK (k_threshold BETWEEN 1 AND 10),
    k_current integer NOT NULL DEFAULT 0 CONSTRAINT couple_session_k_current CHECK (k_current >= 0),
    visibility_wanted boolean NOT NULL DEFAULT false,
    stage1_snapshot jsonb,
    a_self_completed boolean NOT NULL DEFAULT false,
    a_guess_completed boolean NOT NULL DEFAULT false,
    b_self_completed boolean NOT NULL DEFAULT false,
    b_guess_completed boolean NOT NULL DEFAULT false,
    stage3_completed boolean NOT NULL DEFAULT false,
    created_at timestamptz(3) NOT NULL DEFAULT now(),
    updated_at timestamptz(3) NOT NULL DEFAULT now()
  )`,
  `CREATE TABLE couple_participant (
    session_id uuid NOT NULL CONSTRAINT couple_participant_session REFERENCES couple_session (id),
    role char(1) NOT NULL CONSTRAINT couple_participant_role CHECK (role IN ('A', 'B')),
    nickname text NOT NULL,
    email text,
    CONSTRAINT couple_participant_pkey PRIMARY KEY (session_id, role)
  )`,
  `CREATE TABLE couple_access_token (
    token_sha256 bytea CONSTRAINT couple_access_token_pkey PRIMARY KEY,
    session_id uuid NOT NULL CONSTRAINT couple_access_token_session REFERENCES couple_session (id),
    role char(1) NOT NULL,
    expires_at timestamptz(3) NOT NULL,
    revoked_at timestamptz(3)
  )`,
  'CREATE INDEX couple_access_token_session_id ON couple_access_token (session_id)',
  `CREATE TABLE couple_partner_invite (
    token_sha256 bytea CONSTRAINT couple_partner_invite_pkey PRIMARY KEY,
    session_id uuid NOT NULL CONSTRAINT couple_partner_invite_session REFERENCES couple_session (id),
    expires_at timestamptz(3) NOT NULL,
    used_at timestamptz(3)
  )`,
  'CREATE INDEX couple_partner_invite_session_id ON couple_partner_invite (session_id)',
  `CREATE TABLE couple_responses (
    session_id uuid NOT NULL CONSTRAINT couple_responses_session REFERENCES couple_session (id),
    role char(1) NOT NULL,
    self_answers jsonb NOT NULL,
    guess_answers jsonb NOT NULL,
    updated_at timestamptz(3) NOT NULL DEFAULT now(),
    CONSTRAINT couple_responses_pkey PRIMARY KEY (session_id, role)
  )`,
];

const RATINGS = [
  `CREATE TABLE couple_rater_invite (
    token_sha256 bytea CONSTRAINT couple_rater_invite_pkey PRIMARY KEY,
    session_id uuid NOT NULL CONSTRAINT couple_rater_invite_session REFERENCES couple_session (id),
    max_raters smallint NOT NULL CONSTRAINT couple_rater_invite_max_raters CHECK (max_raters BETWEEN 1 AND 50),
    expires_at timestamptz(3) NOT NULL
  )`,
  'CREATE INDEX couple_rater_invite_session_id ON couple_rater_invite (session_id)',
  `CREATE TABLE couple_rating (
    session_id uuid NOT NULL CONSTRAINT couple_rating_session REFERENCES couple_session (id),
    rater_key_sha256 bytea NOT NULL,
    invite_sha256 bytea NOT NULL CONSTRAINT couple_rating_invite REFERENCES couple_rater_invite (token_sha256),
    relation text NOT NULL,
    answers jsonb NOT NULL,
    CONSTRAINT couple_rating_pkey PRIMARY KEY (session_id, rater_key_sha256)
  )`,
  'CREATE INDEX couple_rating_invite_sha256 ON couple_rating (invite_sha256)',
];

const RESULTS = [
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
  `CREATE TABLE couple_result (
    session_id uuid NOT NULL CONSTRAINT couple_result_pkey PRIMARY KEY
      CONSTRAINT couple_result_packet REFERENCES couple_decision_packet (session_id),
    outputs json NOT NULL,
    k_state json NOT NULL,
    generated_at timestamptz(3) NOT NULL DEFAULT now()
  )`,
];

const AUDIT = [
  `CREATE TABLE couple_audit_chain (
    chain uuid CONSTRAINT couple_audit_chain_pkey PRIMARY KEY,
    last_seq integer NOT NULL,
    last_hash bytea NOT NULL
  )`,
  // Failures without a session are recorded in the chain of the nil UUID.
  `INSERT INTO couple_audit_chain
    VALUES ('00000000-0000-0000-0000-000000000000', 0, sha256('00000000-0000-0000-0000-000000000000'))`,
  `CREATE TABLE couple_audit_event (
    chain uuid NOT NULL CONSTRAINT couple_audit_event_chain REFERENCES couple_audit_chain (chain),
    seq integer NOT NULL,
    prev_hash bytea NOT NULL,
    hash bytea NOT NULL,
    type text NOT NULL,
    bytes bytea NOT NULL,
    recorded_at timestamptz(3) NOT NULL DEFAULT now(),
    CONSTRAINT couple_audit_event_pkey PRIMARY KEY (chain, seq),
    CONSTRAINT couple_audit_event_prev_hash UNIQUE (chain, prev_hash),
    CONSTRAINT couple_audit_event_hash CHECK (hash = sha256(bytes))
  )`,
  `CREATE FUNCTION couple_refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN RAISE EXCEPTION '% keeps what it was given: % is refused', TG_TABLE_NAME, TG_OP; END $$`,
  `CREATE TRIGGER couple_audit_event_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON couple_audit_event
    FOR EACH STATEMENT EXECUTE FUNCTION couple_refuse_change()`,
  `CREATE TRIGGER couple_decision_packet_sealed BEFORE UPDATE ON couple_decision_packet
    FOR EACH STATEMENT EXECUTE FUNCTION couple_refuse_change()`,
];
