/** How one unit of work runs. */
export interface TransactionOptions {
  /** Names the unit of work in errors, spans and metrics, for example `responses.upsert`; few different ones. */
  readonly name: string;
  /** @default `isolationLevel` of the DataSource, else the database's own: READ COMMITTED unless configured otherwise */
  readonly isolation?: IsolationLevel;
  /** @default false */
  readonly readOnly?: boolean;
  /** Longest wait for a lock, in milliseconds, by `SET LOCAL lock_timeout`. @default the database's own */
  readonly lockTimeoutMs?: number;
  /** Longest run of one statement, in milliseconds, by `SET LOCAL statement_timeout`. @default the database's own */
  readonly statementTimeoutMs?: number;
  /** Longest wait for the answer to COMMIT or ROLLBACK before the connection counts as lost. @default 30000 */
  readonly answerTimeoutMs?: number;
  /** Longest time to find out whether a COMMIT without an answer took place. @default 10000 */
  readonly commitInquiryMs?: number;
  readonly retry?: RetryOptions;
  /**
   * Sends one statement, at once, on the transaction's connection just before BEGIN of the first attempt, which goes with
   * the first statement of the work: it commits on its own and stays when the work is rolled back. Its failure is the
   * failure of that statement. On a connection with pg's `pipeline` option all of them travel in one write.
   */
  readonly before?: ((query: QueryBefore) => Promise<void>) | undefined;
}

export type QueryBefore = (sql: string, parameters: readonly unknown[]) => Promise<unknown>;

export type IsolationLevel = (typeof ISOLATION_LEVELS)[number];

export const ISOLATION_LEVELS = ['READ COMMITTED', 'REPEATABLE READ', 'SERIALIZABLE'] as const;

/** When a serialisation failure or deadlock runs the whole function again. */
export interface RetryOptions {
  /** Runs in all, the first one included. @default 5 */
  readonly attempts?: number;
  /** No new run starts after this many milliseconds, everything included. @default 2000 */
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
