import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreateIdempotency1795392000003 implements MigrationInterface {
  readonly name = 'CreateIdempotency1795392000003';

  async up(runner: QueryRunner): Promise<void> {
    // No reference to the session: an answer is kept for requests that belong to none.
    await runner.query(`CREATE TABLE couple_idempotency_key (
      key_sha256 bytea CONSTRAINT couple_idempotency_key_pkey PRIMARY KEY,
      request_sha256 bytea NOT NULL,
      session_id uuid,
      sealed_answer bytea NOT NULL,
      created_at timestamptz(3) NOT NULL DEFAULT now(),
      expires_at timestamptz(3) NOT NULL
    )`);
    for (const column of ['session_id', 'expires_at']) {
      await runner.query(
        `CREATE INDEX couple_idempotency_key_${column} ON couple_idempotency_key (${column})`,
      );
    }
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE couple_idempotency_key');
  }
}
