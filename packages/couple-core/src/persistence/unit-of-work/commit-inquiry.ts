import { setTimeout as delay } from 'node:timers/promises';
import type { Client, Pool, PoolConfig } from 'pg';
import type { DataSource } from 'typeorm';
import { ERA, type TransactionIdentity } from './begin-statement.js';
import { commitOutcome, type CommitEvidence, type CommitOutcome } from './commit-outcome.js';
import { withinTime } from './within-time.js';

const FIRST_PAUSE_MS = 20;
const LONGEST_PAUSE_MS = 1_000;
const LONGEST_QUESTION_MS = 3_000;
/** A backend that has lost its client ends by itself, unless it waits, for example for a standby or a lock. */
const PATIENCE_MS = 500;

/** SQLSTATE invalid_parameter_value: `pg_xact_status` says so when the id is in the future. */
const IN_THE_FUTURE = '22023';

/** The backend of this very transaction: no two have the same running one. */
const TERMINATION = `
  SELECT pg_terminate_backend(pid) FROM pg_stat_activity
  WHERE backend_xid = $1::xid8::xid AND usename = current_user AND datname = current_database()`;

/** The checkpoint at the end of recovery stands alone at its place in the log, and is not older than the statistics. */
const RECOVERY = `
  SELECT checkpoint_lsn = redo_lsn AND checkpoint_time >= date_trunc('second', stats_reset) AS fresh,
    split_part(next_xid, ':', 1)::numeric * 4294967296 + split_part(next_xid, ':', 2)::numeric AS next
  FROM pg_control_checkpoint(), pg_stat_bgwriter`;

/**
 * Finds out on connections of its own, outside the pool, whether a COMMIT without an answer took place. The database may
 * be restarting: it asks again, with growing pauses, until the budget is used up.
 */
export async function inquireCommit(
  dataSource: DataSource,
  identity: TransactionIdentity,
  budgetMs: number,
): Promise<'committed' | 'aborted' | 'unknown'> {
  const end = performance.now() + budgetMs;
  const patienceEnds = performance.now() + Math.min(PATIENCE_MS, budgetMs / 4);
  for (let pause = FIRST_PAUSE_MS; ; pause = Math.min(pause * 2, LONGEST_PAUSE_MS)) {
    const left = Math.min(end - performance.now(), LONGEST_QUESTION_MS);
    if (left <= 0) return 'unknown';
    try {
      const outcome = await onConnection(dataSource, left, async (client) => {
        const answer = await ask(client, identity);
        const stays = answer === 'in progress' && performance.now() > patienceEnds;
        if (stays) await client.query(TERMINATION, [identity.xid]);
        return answer;
      });
      if (outcome !== 'in progress') return outcome;
    } catch {
      // No connection or no answer: the next question comes after the pause.
    }
    await delay(Math.max(0, Math.min(pause * (0.5 + Math.random()), end - performance.now())));
  }
}

async function ask(client: Client, { xid, era }: TransactionIdentity): Promise<CommitOutcome> {
  const { status, sameEra } = await statusOf(client, xid, era);
  if (sameEra) return commitOutcome(BigInt(xid), { status });
  const { rows } = await client.query<{ fresh: boolean; next: string }>(RECOVERY);
  const [{ fresh, next }] = rows as [{ fresh: boolean; next: string }];
  return commitOutcome(BigInt(xid), { status, recovery: { fresh, nextXid: BigInt(next) } });
}

type Status = Pick<CommitEvidence, 'status'> & { readonly sameEra: boolean };

async function statusOf(client: Client, xid: string, era: string): Promise<Status> {
  const question = `SELECT pg_xact_status($1::xid8) AS status, ${ERA} = $2 AS "sameEra"`;
  try {
    const { rows } = await client.query<Status>(question, [xid, era]);
    return rows[0] ?? { status: null, sameEra: true };
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === IN_THE_FUTURE) return { status: 'unborn', sameEra: true }; // prettier-ignore
    throw error;
  }
}

/** A connection like those of the pool, but not of it: others in the same need may have used the pool up. */
async function onConnection<T>(
  dataSource: DataSource,
  ms: number,
  use: (client: Client) => Promise<T>,
): Promise<T> {
  // TypeORM types its pool as `any`; pg-pool keeps the class of its clients out of its types.
  const { master: pool } = dataSource.driver as unknown as { master: Pool & { Client: new (config: PoolConfig) => Client } }; // prettier-ignore
  // pg hides the password from spreading, and would not close a pipelined connection that does not answer.
  const { password } = pool.options;
  const client = new pool.Client({ ...pool.options, password, pipeline: false, connectionTimeoutMillis: ms });
  client.on('error', () => undefined);
  try {
    return await withinTime(
      client.connect().then(() => use(client)),
      ms,
    );
  } finally {
    void client.end().catch(() => undefined);
  }
}
