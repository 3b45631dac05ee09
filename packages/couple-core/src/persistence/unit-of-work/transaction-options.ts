/** How one unit of work runs. */
export interface TransactionOptions {
  /** Names the unit of work in errors, spans and metrics, for example `responses.upsert`. */
  readonly name: string;
  /** @default the database's own, READ COMMITTED unless configured otherwise */
  readonly isolation?: IsolationLevel;
  /** @default false */
  readonly readOnly?: boolean;
  /** Longest wait for a lock, in milliseconds, by `SET LOCAL lock_timeout`. @default the database's own */
  readonly lockTimeoutMs?: number;
  /** Longest run of one statement, in milliseconds, by `SET LOCAL statement_timeout`. @default the database's own */
  readonly statementTimeoutMs?: number;
  readonly retry?: RetryOptions;
}

export type IsolationLevel = 'READ COMMITTED' | 'REPEATABLE READ' | 'SERIALIZABLE';

/** When a serialisation failure or deadlock runs the whole function again. */
export interface RetryOptions {
  /** Runs in all, the first one included. @default 5 */
  readonly attempts?: number;
  /** No new run starts after this many milliseconds. @default 2000 */
  readonly budgetMs?: number;
}

/** The statement that sets what `options` asks for inside an open transaction, or undefined for the defaults. */
export function transactionSettings(options: TransactionOptions): string | undefined {
  const modes = [
    options.isolation && `ISOLATION LEVEL ${options.isolation}`,
    options.readOnly && 'READ ONLY',
  ].filter(Boolean);
  const settings = [
    modes.length > 0 && `SET TRANSACTION ${modes.join(', ')}`,
    timeout('lock_timeout', options.lockTimeoutMs),
    timeout('statement_timeout', options.statementTimeoutMs),
  ].filter(Boolean);
  return settings.length > 0 ? settings.join('; ') : undefined;
}

function timeout(name: string, ms: number | undefined): string | undefined {
  if (ms === undefined) return undefined;
  if (!Number.isInteger(ms) || ms < 1) {
    throw new RangeError(`${name} must be a whole number of milliseconds from 1, not ${ms}.`);
  }
  return `SET LOCAL ${name} = ${ms}`;
}
