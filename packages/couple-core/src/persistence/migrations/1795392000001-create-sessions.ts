import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreateSessions1795392000001 implements MigrationInterface {
  readonly name = 'CreateSessions1795392000001';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of [...SESSIONS, ...CREDENTIALS, ...RATINGS]) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP TABLE couple_rating, couple_rater_invite, couple_share, couple_partner_invite,
      couple_access_token, couple_responses, couple_participant, couple_session`);
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
    updated_at timestamptz(3) NOT NULL DEFAULT now(),
    expires_at timestamptz(3) NOT NULL
  )`,
  'CREATE INDEX couple_session_expires_at ON couple_session (expires_at)',
  `CREATE TABLE couple_participant (
    session_id uuid NOT NULL CONSTRAINT couple_participant_session REFERENCES couple_session (id),
    role char(1) NOT NULL CONSTRAINT couple_participant_role CHECK (role IN ('A', 'B')),
    nickname text NOT NULL,
    email text,
    CONSTRAINT couple_participant_pkey PRIMARY KEY (session_id, role)
  )`,
  `CREATE TABLE couple_responses (
    session_id uuid NOT NULL CONSTRAINT couple_responses_session REFERENCES couple_session (id),
    role char(1) NOT NULL,
    self_answers jsonb NOT NULL,
    guess_answers jsonb NOT NULL,
    updated_at timestamptz(3) NOT NULL DEFAULT now(),
    CONSTRAINT couple_responses_pkey PRIMARY KEY (session_id, role)
  )`,
];

const CREDENTIALS = [
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
  `CREATE TABLE couple_share (
    id uuid CONSTRAINT couple_share_pkey PRIMARY KEY,
    session_id uuid NOT NULL CONSTRAINT couple_share_session REFERENCES couple_session (id),
    role char(1) NOT NULL,
    token_sha256 bytea NOT NULL CONSTRAINT couple_share_token_sha256 UNIQUE,
    created_at timestamptz(3) NOT NULL DEFAULT now(),
    expires_at timestamptz(3) NOT NULL,
    revoked_at timestamptz(3)
  )`,
  'CREATE INDEX couple_share_session_id ON couple_share (session_id)',
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
