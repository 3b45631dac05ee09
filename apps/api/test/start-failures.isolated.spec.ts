import { freePort } from '@couplekit/testkit';
import { createDatabase } from '@couplekit/testkit/postgres';
import { Client } from 'pg';
import { describe, expect, it } from 'vitest';
import { connectDatabase } from '../src/connect-database.js';
import { isExpectedStartFailure } from '../src/start-error.js';
import { startService } from '../src/start-service.js';

/** The one sentence that `main.ts` writes before it exits with 1. */
async function failureOf(starting: Promise<unknown>): Promise<string> {
  const failure: unknown = await starting.then(
    () => undefined,
    (error: unknown) => error,
  );
  if (!isExpectedStartFailure(failure))
    throw new Error('The service did not fail as expected.', { cause: failure });
  expect(failure.message).not.toContain('\n');
  return failure.message;
}

describe('a start that fails', () => {
  it('says that DATABASE_URL cannot be reached, without its password', async () => {
    const port = await freePort();
    const said = await failureOf(
      connectDatabase(`postgresql://u:secret@127.0.0.1:${port}/couple`, { preparedStatements: true }),
    );
    expect(said).toMatch(/^The database at 127\.0\.0\.1:\d+\/couple cannot be used: .*ECONNREFUSED/);
    expect(said).toContain(`127.0.0.1:${port}/couple`);
    expect(said).not.toContain('secret');
  });

  it('says that a migration failed, and leaves the database as it was', async () => {
    const database = await createDatabase();
    const client = new Client(database.url);
    await client.connect();
    await client.query('CREATE TABLE couple_decision_packet (in_the_way int)');
    expect(await failureOf(connectDatabase(database.url, { preparedStatements: true }))).toMatch(
      /^A migration of the database at .* failed and was rolled back: relation "couple_decision_packet" already exists\.$/,
    );
    const { rows } = await client.query(
      "SELECT table_name FROM information_schema.tables WHERE table_name LIKE 'couple%'",
    );
    expect(rows).toEqual([{ table_name: 'couple_decision_packet' }]);
    await client.end();
    await database.drop();
  });

  it.each([
    [{ PORT: 'eighty' }, /PORT must be a number/],
    [{ DATABASE_URL: 'mysql://x' }, /DATABASE_URL must look like/],
    [{ AUDIT_CHECKPOINT_KEY: '/no/such/key.pem' }, /AUDIT_CHECKPOINT_KEY must name a file/],
    [{ SLACK_WEBHOOK_URL: 'secret' }, /SLACK_WEBHOOK_URL must be the https URL/],
    [{ PREPARED_STATEMENTS: 'yes' }, /PREPARED_STATEMENTS must be on or off/],
    [{ TRUST_REQUEST_ID: 'true' }, /TRUST_REQUEST_ID must be on or off/],
    [{ TRUST_TRACE_CONTEXT: '1' }, /TRUST_TRACE_CONTEXT must be on or off/],
    [{ LOG_DIR: '/dev/null/logs' }, /LOG_DIR must be a directory in which log files can be written/],
    [{ LOG_LEVEL: 'loud' }, /LOG_LEVEL must be one of/],
    [{ OTEL_RESOURCE_ATTRIBUTES: 'team' }, /OTEL_RESOURCE_ATTRIBUTES must look like/],
    [{ PUBLIC_BASE_URL: 'example.com' }, /PUBLIC_BASE_URL must be/],
    [{ PUBLIC_BASE_URL: 'https://example.com/?a=1' }, /PUBLIC_BASE_URL must be/],
    [{ PUBLIC_BASE_URL: 'https://user:secret@example.com' }, /PUBLIC_BASE_URL must be/],
    [
      { COUPLE_OPS_TOKEN: 'x'.repeat(32), COUPLE_SERVICE_TOKEN: 'x'.repeat(32) },
      /COUPLE_OPS_TOKEN must differ/,
    ],
    [{ COUPLE_OPS_TOKEN: 'short' }, /COUPLE_OPS_TOKEN must have at least 32 characters/],
    [{ OTEL_EXPORTER_OTLP_ENDPOINT: 'collector' }, /OTEL_EXPORTER_OTLP_ENDPOINT must be/],
  ])('says what is wrong with %o', async (env, sentence) => {
    expect(await failureOf(startService({ PORT: String(await freePort()), ...env }))).toMatch(sentence);
  });
});
