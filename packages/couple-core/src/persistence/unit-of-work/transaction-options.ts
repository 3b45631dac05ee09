/** How one unit of work runs. */
export interface TransactionOptions {
  /** Names the unit of work in errors, spans and metrics, for example `responses.upsert`; few different ones. */
  readonly name: string;
  /**
   * `READ COMMITTED`, `REPEATABLE READ` or `SERIALIZABLE`.
   *
   * PostgreSQL's own is READ COMMITTED, unless configured otherwise.
   * @default the DataSource's, else the database's
   */
  readonly isolation?: IsolationLevel;
  /** Makes a write inside fail; no transaction id is taken. @default false */
  readonly readOnly?: boolean;
  /** Longest wait for a lock, in milliseconds (`SET LOCAL lock_timeout`). @default the database's */
  readonly lockTimeoutMs?: number;
  /** Longest run of a statement, in milliseconds (`SET LOCAL statement_timeout`). @default the database's */
  readonly statementTimeoutMs?: number;
  /**
   * Longest wait for the answer to COMMIT or ROLLBACK, in milliseconds; then the connection is lost.
   * @default 30000
   */
  readonly answerTimeoutMs?: number;
  /** Longest time to find out about a lost COMMIT, in milliseconds. @default 10000 */
  readonly commitInquiryMs?: number;
  /** Runs the whole function again after a serialisation failure or deadlock. @default up to 5 runs in 2 seconds */
  readonly retry?: RetryOptions;
  /**
   * Sends one statement just before the first BEGIN, which stays when the work is rolled back.
   *
   * It goes at once, on the transaction's connection; BEGIN goes with the first statement of the work. Its failure is
   * the failure of that statement. On a connection with pg's `pipeline` option all of them travel in one write.
   * @default none
   */
  readonly before?: ((query: QueryBefore) => Promise<void>) | undefined;
}

/** Sends the one statement of `before`, and gives what the driver answers. */
export type QueryBefore = (sql: string, parameters: readonly unknown[]) => Promise<unknown>;

/** How far PostgreSQL keeps concurrent transactions apart (https://www.postgresql.org/docs/current/transaction-iso.html). */
export type IsolationLevel = 'READ COMMITTED' | 'REPEATABLE READ' | 'SERIALIZABLE';

export const ISOLATION_LEVELS: readonly IsolationLevel[] = [
  'READ COMMITTED',
  'REPEATABLE READ',
  'SERIALIZABLE',
];

/** When a serialisation failure (40001) or deadlock (40P01) runs the whole function again. */
export interface RetryOptions {
  /** Runs in all after 40001 or 40P01, the first one included. @default 5 */
  readonly attempts?: number;
  /** No new run starts after so many milliseconds, everything included. @default 2000 */
  readonly budgetMs?: number;
}

/** What PostgreSQL and `setTimeout` take. */
const LONGEST_MS = 2 ** 31 - 1;

/** @throws {TypeError | RangeError} naming the option that is wrong */
export function checkTransactionOptions(options: TransactionOptions): void {
  const { name, isolation, readOnly, retry } = options;
  if (typeof name !== 'string' || name === '') throw new TypeError('name must name the unit of work.');
  if (isolation !== undefined && !ISOLATION_LEVELS.includes(isolation)) {
    throw new RangeError(
      `isolation of ${name} must be one of ${ISOLATION_LEVELS.join(', ')}, not ${isolation}.`,
    );
  }
  if (readOnly !== undefined && typeof readOnly !== 'boolean') {
    throw new TypeError(`readOnly of ${name} must be true or false.`);
  }
  checkCount(options.lockTimeoutMs, 'lockTimeoutMs', name);
  checkCount(options.statementTimeoutMs, 'statementTimeoutMs', name);
  checkCount(options.answerTimeoutMs, 'answerTimeoutMs', name);
  checkCount(options.commitInquiryMs, 'commitInquiryMs', name);
  checkCount(retry?.attempts, 'retry.attempts', name);
  checkCount(retry?.budgetMs, 'retry.budgetMs', name);
}

function checkCount(value: number | undefined, option: string, name: string): void {
  if (value === undefined || (Number.isInteger(value) && value >= 1 && value <= LONGEST_MS)) return;
  throw new RangeError(`${option} of ${name} must be a whole number from 1 to ${LONGEST_MS}, not ${value}.`);
}
