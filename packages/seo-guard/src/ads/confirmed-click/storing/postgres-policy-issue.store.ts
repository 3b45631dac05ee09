import type { PostgresQuery } from '../../../postgres/postgres-query.js';
import { EMPTY_RECORD, type PollRecord } from '../deciding/poll-record.js';
import { PolicyIssueStore, type PollTurn } from './policy-issue-store.js';

/**
 * The table of `PostgresPolicyIssueStore`, for a migration of yours; it may be there already. One row an account: whose turn it
 * is, and what is remembered. Two that run it at the same time do not disturb each other.
 */
export const policyIssueTables = `DO $$ BEGIN
  PERFORM pg_advisory_xact_lock(hashtext('seo_guard_policy_issue'));
  CREATE TABLE IF NOT EXISTS seo_guard_policy_issue (
    account text PRIMARY KEY,
    turn bigint NOT NULL,
    due_at timestamptz NOT NULL,
    record jsonb NOT NULL
  );
END $$`;

/** For several instances and across restarts, in PostgreSQL. The database's clock decides whose turn it is. */
export class PostgresPolicyIssueStore extends PolicyIssueStore {
  constructor(private readonly database: PostgresQuery) {
    super();
  }

  /** Makes the table unless it is there. */
  async createTables(): Promise<void> {
    await this.database.query(policyIssueTables);
  }

  override async claim(account: string, leaseMs: number): Promise<PollTurn | undefined> {
    const { rows } = await this.database.query(
      `INSERT INTO seo_guard_policy_issue AS mine (account, turn, due_at, record)
       VALUES ($1, 1, clock_timestamp() + $2 * interval '1 ms', $3::jsonb)
       ON CONFLICT (account) DO UPDATE SET turn = mine.turn + 1, due_at = excluded.due_at
       WHERE mine.due_at <= clock_timestamp()
       RETURNING turn::text AS turn, record::text AS record`,
      [account, leaseMs, JSON.stringify(EMPTY_RECORD)],
    );
    const [row] = rows;
    return row && { account, number: String(row['turn']), record: readRecord(row['record']) };
  }

  override async save(
    { account, number }: PollTurn,
    record: PollRecord,
    nextInMs?: number,
  ): Promise<boolean> {
    const { rows } = await this.database.query(
      `WITH saved AS (
         UPDATE seo_guard_policy_issue
         SET record = $3::jsonb, due_at = coalesce(clock_timestamp() + $4 * interval '1 ms', due_at)
         WHERE account = $1 AND turn = $2::bigint RETURNING account
       ) SELECT account FROM saved`,
      [account, number, JSON.stringify(record), nextInMs ?? null],
    );
    return rows.length === 1;
  }

  override async read(account: string): Promise<PollRecord> {
    const { rows } = await this.database.query(
      'SELECT record::text AS record FROM seo_guard_policy_issue WHERE account = $1',
      [account],
    );
    return rows[0] ? readRecord(rows[0]['record']) : EMPTY_RECORD;
  }
}

/** Only this store writes it. */
function readRecord(text: unknown): PollRecord {
  return JSON.parse(String(text)) as PollRecord;
}
