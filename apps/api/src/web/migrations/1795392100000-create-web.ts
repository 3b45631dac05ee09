import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Tables of the pages. */
export class CreateWeb1795392100000 implements MigrationInterface {
  readonly name = 'CreateWeb1795392100000';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of STATEMENTS) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE web_rate_limit, web_browser_grant');
  }
}

const STATEMENTS = [
  `CREATE TABLE web_browser_grant (
    browser_sha256 bytea NOT NULL,
    session_id uuid NOT NULL,
    token_sha256 bytea NOT NULL CONSTRAINT web_browser_grant_token
      REFERENCES couple_access_token (token_sha256) ON DELETE CASCADE,
    added_at timestamptz(3) NOT NULL DEFAULT now(),
    expires_at timestamptz(3) NOT NULL,
    CONSTRAINT web_browser_grant_pkey PRIMARY KEY (browser_sha256, session_id)
  )`,
  'CREATE INDEX web_browser_grant_token_sha256 ON web_browser_grant (token_sha256)',
  'CREATE INDEX web_browser_grant_expires_at ON web_browser_grant (expires_at)',
  // Counts are worth nothing after a crash.
  `CREATE UNLOGGED TABLE web_rate_limit (
    key text CONSTRAINT web_rate_limit_pkey PRIMARY KEY,
    hits integer NOT NULL,
    expires_at timestamptz(3) NOT NULL
  )`,
  'CREATE INDEX web_rate_limit_expires_at ON web_rate_limit (expires_at)',
];
