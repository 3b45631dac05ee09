import type { PoolClient, QueryResultRow } from 'pg';
import type { EntityManager } from 'typeorm';
import type { TransactionOptions } from './transaction-options.js';
import {
  IncompatibleNestingError,
  RollbackOnlyError,
  TransactionAbortedError,
  TransactionEndedError,
} from './unit-of-work-errors.js';

/** The open transaction of a unit of work. */
export class Transaction {
  readonly options: TransactionOptions;
  /** TypeORM's manager on this transaction's connection. */
  readonly manager: EntityManager;
  private readonly client: PoolClient;
  private readonly hooks: (() => void | Promise<void>)[] = [];
  readonly rollbackHooks: (() => void | Promise<void>)[] = [];
  private failedInside: { readonly name: string; readonly error: unknown } | undefined;
  private lastFailure: unknown;
  private ended = false;

  constructor(open: {
    readonly options: TransactionOptions;
    readonly manager: EntityManager;
    readonly client: PoolClient;
  }) {
    this.options = open.options;
    this.manager = open.manager;
    this.client = open.client;
  }

  /**
   * Runs one statement.
   * @throws {TransactionEndedError} after the unit of work has ended
   * @throws {import('pg').DatabaseError} as PostgreSQL reports it; it never carries the parameters
   */
  async query<Row extends QueryResultRow>(
    sql: string,
    parameters: readonly unknown[] = [],
  ): Promise<readonly Row[]> {
    if (this.ended) throw new TransactionEndedError(this.options.name);
    try {
      return (await this.client.query<Row>(sql, [...parameters])).rows;
    } catch (error) {
      this.lastFailure = error;
      throw error;
    }
  }

  /** Runs `hook` after the outermost unit of work has committed; it cannot fail the unit of work. */
  afterCommit(hook: () => void | Promise<void>): void {
    this.hooks.push(hook);
  }

  /** Runs `hook` after the outermost unit of work has been rolled back. */
  afterRollback(hook: () => void | Promise<void>): void {
    this.rollbackHooks.push(hook);
  }

  /** Runs a nested unit of work inside this one; its failure dooms this one too. */
  async join<T>(options: TransactionOptions, work: (transaction: Transaction) => Promise<T>): Promise<T> {
    this.refuseOtherTerms(options);
    try {
      return await work(this);
    } catch (error) {
      this.failedInside ??= { name: options.name, error };
      throw error;
    }
  }

  /**
   * @throws {RollbackOnlyError} when a joined unit of work failed
   * @throws {TransactionAbortedError} when PostgreSQL would answer COMMIT with ROLLBACK
   */
  assertCommittable(): void {
    const { name } = this.options;
    if (this.failedInside) throw new RollbackOnlyError(name, this.failedInside.name, this.failedInside.error);
    if (this.client.getTransactionStatus() === 'E') throw this.aborted();
  }

  /** The error that says that a statement failed and its error was swallowed. */
  aborted(): TransactionAbortedError {
    return new TransactionAbortedError(this.options.name, this.lastFailure);
  }

  /** No query may follow. */
  end(): void {
    this.ended = true;
  }

  takeHooks(): readonly (() => void | Promise<void>)[] {
    return this.hooks.splice(0);
  }

  private refuseOtherTerms(inner: TransactionOptions): void {
    const { name, isolation, readOnly = false } = this.options;
    const refuse = (wish: string) => new IncompatibleNestingError(name, inner.name, wish);
    if (inner.isolation && inner.isolation !== isolation) throw refuse(inner.isolation);
    if (readOnly && !inner.readOnly) throw refuse('writable');
    if (inner.lockTimeoutMs !== undefined || inner.statementTimeoutMs !== undefined)
      throw refuse('otherwise timed');
  }
}
