import type { QueryResultRow } from 'pg';
import type { EntityManager } from 'typeorm';
import type { TransactionOptions } from './transaction-options.js';

/** Runs after the commit. */
export type CommitHook = () => void | Promise<void>;
/** Runs after the rollback, with the error that caused it. */
export type RollbackHook = (error: unknown) => void | Promise<void>;

/** The transaction of a running unit of work. Everything on it works only inside the function of that unit of work. */
export interface Transaction {
  readonly options: TransactionOptions;

  /**
   * TypeORM's manager on this transaction's connection, with its repositories and query builders. Its `transaction`
   * makes a savepoint.
   */
  readonly manager: EntityManager;

  /**
   * Runs one statement, after those that were asked for before. It goes straight to `pg`: TypeORM neither logs it nor
   * tells subscribers of it.
   * @returns the rows; of several statements in `sql`, those of the last
   * @throws {import('./unit-of-work-errors.js').TransactionEndedError} after the unit of work has ended
   * @throws {import('./unit-of-work-errors.js').ForeignTransactionError} outside the function of this unit of work
   * @throws {import('pg').DatabaseError} as PostgreSQL reports it; it never carries the parameters
   */
  query<Row extends QueryResultRow>(sql: string, parameters?: readonly unknown[]): Promise<readonly Row[]>;

  /**
   * Runs one statement right before COMMIT, after everything else and in the order of the calls. Its failure refuses the
   * commit. On a connection with pg's `pipeline` option it travels together with COMMIT in one write.
   */
  atCommit(sql: string, parameters?: readonly unknown[]): void;

  /**
   * Runs `hook` once after the outermost unit of work has committed and given its connection back, with no current
   * transaction. It is awaited, and cannot fail the unit of work.
   */
  afterCommit(hook: CommitHook): void;

  /**
   * Runs `hook` once with the error after the outermost unit of work has been rolled back for good and has given its
   * connection back, with no current transaction. It is awaited, and cannot change the error. An attempt that is
   * retried runs none.
   */
  afterRollback(hook: RollbackHook): void;
}
