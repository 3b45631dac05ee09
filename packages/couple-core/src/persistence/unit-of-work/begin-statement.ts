import type { TransactionOptions } from './transaction-options.js';

/** What only the DataSource knows: its default of the isolation. */
export interface BeginTerms extends Pick<
  TransactionOptions,
  'readOnly' | 'lockTimeoutMs' | 'statementTimeoutMs'
> {
  readonly isolation: string | undefined;
}

/** What identifies a transaction after its connection is lost. */
export interface TransactionIdentity {
  readonly xid: string;
  /** Since when the server keeps statistics: it starts them again after a crash, and a promoted standby has its own. */
  readonly era: string;
}

/** SQL for the era that the server is in. */
export const ERA = "coalesce(pg_stat_get_bgwriter_stat_reset_time()::text, '')";

/**
 * Begins the transaction, with everything that `terms` ask for, in one message of the simple query protocol. A transaction
 * that may write also takes its id now: after a lost COMMIT it is the only thing to ask PostgreSQL about, and a
 * transaction that writes needs one anyway.
 */
export function beginStatement(terms: BeginTerms): string {
  let statement = 'BEGIN';
  if (terms.isolation) statement += ` ISOLATION LEVEL ${terms.isolation}`;
  if (terms.readOnly) statement += ' READ ONLY';
  if (terms.lockTimeoutMs) statement += `; SET LOCAL lock_timeout = ${terms.lockTimeoutMs}`;
  if (terms.statementTimeoutMs) statement += `; SET LOCAL statement_timeout = ${terms.statementTimeoutMs}`;
  if (!terms.readOnly) statement += `; SELECT pg_current_xact_id() || ' ' || ${ERA} AS identity`;
  return statement;
}

/** What the last statement of `beginStatement` answered; in one column, because every column costs time. */
export function readIdentity(answer: string): TransactionIdentity {
  const end = answer.indexOf(' ');
  return { xid: answer.slice(0, end), era: answer.slice(end + 1) };
}
