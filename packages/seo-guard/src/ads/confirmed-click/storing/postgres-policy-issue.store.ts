import type { PostgresQuery } from '../../../postgres/postgres-query.js';
import { EMPTY_RECORD, type PollRecord } from '../deciding/poll-record.js';
import { CREATE_POLICY_ISSUE_TABLE, POLICY_ISSUE_TABLE } from './policy-issue-table.js';
import { PolicyIssueStore, type PollTurn } from './policy-issue-store.js';

/**
 * For several instances and across restarts, in the table of {@link CREATE_POLICY_ISSUE_TABLE}. The database's clock decides whose turn it
 * is.
 */
export class PostgresPolicyIssueStore extends PolicyIssueStore {
  /** @param postgres a `pg.Pool`, or what sends statements in another way */
  constructor(private readonly postgres: PostgresQuery) {
    super();
  }

  /** Makes the table unless it is there; for those who have no migrations. */
  async createTable(): Promise<void> {
    await this.postgres.query(CREATE_POLICY_ISSUE_TABLE);
  }

  override async claim(account: string, leaseMs: number): Promise<PollTurn | undefined> {
    const { rows } = await this.postgres.query(
      `INSERT INTO ${POLICY_ISSUE_TABLE} AS mine (account, turn, due_at, record)
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
    const { rows } = await this.postgres.query(
      `WITH saved AS (
         UPDATE ${POLICY_ISSUE_TABLE}
         SET record = $3::jsonb, due_at = coalesce(clock_timestamp() + $4 * interval '1 ms', due_at)
         WHERE account = $1 AND turn = $2::bigint RETURNING account
       ) SELECT account FROM saved`,
      [account, number, JSON.stringify(record), nextInMs ?? null],
    );
    return rows.length === 1;
  }

  override async read(account: string): Promise<PollRecord> {
    const { rows } = await this.postgres.query(
      `SELECT record::text AS record FROM ${POLICY_ISSUE_TABLE} WHERE account = $1`,
      [account],
    );
    return rows[0] ? readRecord(rows[0]['record']) : EMPTY_RECORD;
  }
}

/** Only this store writes it. */
function readRecord(text: unknown): PollRecord {
  return JSON.parse(String(text)) as PollRecord;
}
