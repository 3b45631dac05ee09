import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreateNotifications1795392000005 implements MigrationInterface {
  readonly name = 'CreateNotifications1795392000005';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of STATEMENTS) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE couple_slack_channel, couple_slack_message, couple_alert, couple_outbox');
  }
}

const STATEMENTS = [
  `CREATE TABLE couple_outbox (
    id bigint GENERATED ALWAYS AS IDENTITY CONSTRAINT couple_outbox_pkey PRIMARY KEY,
    slug text NOT NULL,
    use_case text NOT NULL,
    actor text NOT NULL,
    request_id text,
    code_ref text NOT NULL,
    occurred_at timestamptz(3) NOT NULL DEFAULT clock_timestamp()
  )`,
  `CREATE TABLE couple_alert (
    slug text NOT NULL,
    use_case text NOT NULL,
    due_at timestamptz(3) NOT NULL,
    state jsonb NOT NULL,
    CONSTRAINT couple_alert_pkey PRIMARY KEY (slug, use_case)
  )`,
  `CREATE TABLE couple_slack_message (
    id bigint GENERATED ALWAYS AS IDENTITY CONSTRAINT couple_slack_message_pkey PRIMARY KEY,
    slug text NOT NULL,
    use_case text NOT NULL,
    kind text NOT NULL,
    facts jsonb NOT NULL,
    attempts integer NOT NULL DEFAULT 0,
    available_at timestamptz(3) NOT NULL DEFAULT now(),
    last_error text,
    delivered_at timestamptz(3),
    dead_at timestamptz(3)
  )`,
  `CREATE INDEX couple_slack_message_waiting ON couple_slack_message (id)
    WHERE delivered_at IS NULL AND dead_at IS NULL`,
  `CREATE TABLE couple_slack_channel (
    id smallint CONSTRAINT couple_slack_channel_pkey PRIMARY KEY CONSTRAINT couple_slack_channel_one CHECK (id = 1),
    next_allowed_at timestamptz(3) NOT NULL
  )`,
  `INSERT INTO couple_slack_channel VALUES (1, '-infinity')`,
];
