import { isRetryable } from './retry.js';
import { RollbackOnlyError, TransactionAbortedError, UnawaitedWorkError } from './unit-of-work-errors.js';

/** Why a transaction was rolled back, as the metric `couplekit.unit_of_work.rollbacks` counts it. */
export type RollbackReason =
  /** A serialisation failure or a deadlock. */
  | 'conflict'
  /** A lock or statement timeout. */
  | 'timeout'
  /** The connection was lost. */
  | 'connection'
  /** PostgreSQL refused a statement or COMMIT. */
  | 'statement'
  /** An error was caught inside, of a statement or of a joined unit of work. */
  | 'swallowed'
  /** Work was not awaited. */
  | 'unawaited'
  /** The work threw an error of its own. */
  | 'work';

/** SQLSTATE lock_not_available and query_canceled. */
const TIMEOUTS = new Set(['55P03', '57014']);

export function rollbackReason(error: unknown, connectionLost: boolean): RollbackReason {
  if (isRetryable(error)) return 'conflict';
  if (error instanceof UnawaitedWorkError) return 'unawaited';
  if (connectionLost) return 'connection';
  if (error instanceof TransactionAbortedError || error instanceof RollbackOnlyError) return 'swallowed';
  const code = sqlState(error);
  if (code === undefined) return 'work';
  return TIMEOUTS.has(code) ? 'timeout' : 'statement';
}

/** The SQLSTATE of an error of PostgreSQL. */
export function sqlState(error: unknown): string | undefined {
  if (!(error instanceof Error) || !('code' in error) || !('severity' in error)) return undefined;
  return typeof error.code === 'string' ? error.code : undefined;
}
