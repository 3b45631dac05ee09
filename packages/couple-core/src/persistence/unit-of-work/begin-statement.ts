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

/** What `readIdentity` reads the answer of; in one column, because every column costs time. */
const IDENTITY = `SELECT pg_current_xact_id() || ' ' || ${ERA} AS identity`;

/**
 * The statements that begin the transaction, with everything that `terms` ask for. One that may write also takes its id
 * now, with the last of them: after a lost COMMIT it is the only thing to ask PostgreSQL about, and a
 * transaction that writes needs one anyway.
 */
export function beginStatements(terms: BeginTerms): readonly string[] {
  let begin = 'BEGIN';
  if (terms.isolation) begin += ` ISOLATION LEVEL ${terms.isolation}`;
  if (terms.readOnly) begin += ' READ ONLY';
  const statements = [begin];
  if (terms.lockTimeoutMs) statements.push(`SET LOCAL lock_timeout = ${terms.lockTimeoutMs}`);
  if (terms.statementTimeoutMs) statements.push(`SET LOCAL statement_timeout = ${terms.statementTimeoutMs}`);
  if (!terms.readOnly) statements.push(IDENTITY);
  return statements;
}

/** What the last of `beginStatements` answered. */
export function readIdentity([row]: readonly { readonly identity?: string }[]):
  TransactionIdentity | undefined {
  const [xid, era] = row?.identity?.split(/ (.*)/, 2) ?? [];
  return xid !== undefined && era !== undefined ? { xid, era } : undefined;
}
