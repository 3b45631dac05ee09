import type { QueryConfig, QueryResultRow } from 'pg';
import type { EntityManager } from 'typeorm';
import { frozenParameters } from './frozen-parameters.js';
import { QueryQueue } from './query-queue.js';
import { superviseRunner } from './supervise-runner.js';
import type { TransactionConnection } from './transaction-connection.js';
import type { TransactionOptions } from './transaction-options.js';
import type { CommitHook, RollbackHook, Transaction } from './transaction.js';
import {
  ForeignTransactionError,
  IncompatibleNestingError,
  RollbackOnlyError,
  TransactionAbortedError,
  TransactionEndedError,
  TransactionOwnershipError,
  UnawaitedWorkError,
} from './unit-of-work-errors.js';

/** The transaction as the unit of work sees it, which opens and ends it. */
export class OpenTransaction implements Transaction {
  readonly options: TransactionOptions;
  readonly hooks = { commit: [] as CommitHook[], rollback: [] as RollbackHook[] } as const;
  /** What `atCommit` was given. */
  readonly last: QueryConfig[] = [];
  private readonly connection: TransactionConnection;
  private readonly isCurrent: (transaction: OpenTransaction) => boolean;
  private readonly queue = new QueryQueue();
  private readonly joined = new Set<TransactionOptions>();
  private failedInside: { readonly name: string; readonly error: unknown } | undefined;
  private supervised = false;
  private hasEnded = false;

  constructor(open: {
    readonly options: TransactionOptions;
    readonly connection: TransactionConnection;
    readonly isCurrent: (transaction: OpenTransaction) => boolean;
  }) {
    this.options = open.options;
    this.connection = open.connection;
    this.isCurrent = open.isCurrent;
  }

  get manager(): EntityManager {
    this.supervise();
    return this.connection.runner.manager;
  }

  get ended(): boolean {
    return this.hasEnded;
  }

  query<Row extends QueryResultRow>(
    sql: string,
    parameters: readonly unknown[] = [],
  ): Promise<readonly Row[]> {
    const waits = this.queue.pending > 0;
    const rows = this.rowsOf<Row>(sql, parameters);
    // Dropped while it waited, it is reported by the unit of work; it must not end the process as well.
    if (waits) rows.catch(() => undefined);
    return rows;
  }

  atCommit(sql: string, parameters: readonly unknown[] = []): void {
    this.assertUsable();
    this.last.push(this.connection.statement(sql, frozenParameters(parameters)));
  }

  afterCommit(hook: CommitHook): void {
    this.assertUsable();
    this.hooks.commit.push(hook);
  }

  afterRollback(hook: RollbackHook): void {
    this.assertUsable();
    this.hooks.rollback.push(hook);
  }

  /** Runs a nested unit of work inside this one; its failure dooms this one too. */
  async join<T>(options: TransactionOptions, work: (transaction: Transaction) => Promise<T>): Promise<T> {
    this.assertUsable();
    const running = { ...options };
    this.joined.add(running);
    try {
      await this.refuseOtherTerms(options);
      return await work(this);
    } catch (error) {
      this.failedInside ??= { name: options.name, error };
      throw error;
    } finally {
      this.joined.delete(running);
    }
  }

  /** Takes the connection for one query, when its turn comes. */
  send<T>(query: () => Promise<T>): Promise<T> {
    this.assertUsable();
    return this.queue.run(query);
  }

  /** @throws {IncompatibleNestingError} when `inner` asks for an isolation that this transaction does not have */
  async refuseOtherIsolation(inner: string, isolation: string | undefined): Promise<void> {
    if (!isolation || isolation === this.connection.isolation) return;
    const [row] = await this.query<{ isolation: string }>(
      "SELECT upper(current_setting('transaction_isolation')) AS isolation",
    );
    if (isolation !== row?.isolation) throw new IncompatibleNestingError(this.options.name, inner, isolation);
  }

  /** TypeORM's query runner becomes reachable: from now on it is held to the same rules. */
  supervise(): void {
    if (this.supervised) return;
    this.supervised = true;
    superviseRunner(this.connection, this);
  }

  /**
   * The function has returned: nothing may be left of its work, and PostgreSQL must be ready to commit.
   * @throws {UnawaitedWorkError} when queries or joined units of work are still running
   * @throws {RollbackOnlyError} when a joined unit of work failed
   * @throws {TransactionAbortedError} when PostgreSQL would answer COMMIT with ROLLBACK
   * @throws {TransactionOwnershipError} when the work has ended the transaction itself
   */
  async settle(): Promise<void> {
    this.assertAwaited();
    // TypeORM does much between its queries; work of it that was not awaited shows up at the latest in the next turn.
    if (this.supervised) {
      await new Promise((resolve) => setImmediate(resolve));
      this.assertAwaited();
    }
    const { name } = this.options;
    if (this.failedInside) throw new RollbackOnlyError(name, this.failedInside.name, this.failedInside.error);
    if (this.connection.lost || this.connection.isDoomed) throw this.aborted();
    if (!this.connection.hasBegun) return;
    const { status } = this.connection;
    if (status === 'E') throw this.aborted();
    if (status === 'I') throw new TransactionOwnershipError(name);
  }

  /** The error that says that a statement failed and its error was swallowed. */
  aborted(): TransactionAbortedError {
    return new TransactionAbortedError(this.options.name, this.queue.lastFailure);
  }

  /** No query may follow. Those that wait are refused; resolves when the one that runs has its answer. */
  end(): Promise<void> {
    this.hasEnded = true;
    this.queue.close(() => new TransactionEndedError(this.options.name));
    return this.queue.idle();
  }

  private async rowsOf<Row extends QueryResultRow>(
    sql: string,
    parameters: readonly unknown[],
  ): Promise<readonly Row[]> {
    const statement = this.connection.statement(sql, parameters);
    return (await this.send(() => this.connection.query(statement))) as readonly Row[];
  }

  /** @throws {TransactionEndedError | ForeignTransactionError} */
  assertUsable(): void {
    if (this.hasEnded) throw new TransactionEndedError(this.options.name);
    if (!this.isCurrent(this)) throw new ForeignTransactionError(this.options.name);
  }

  private assertAwaited(): void {
    const { name } = this.options;
    const [inner] = this.joined;
    if (inner) throw new UnawaitedWorkError(name, inner.name);
    const { pending } = this.queue;
    if (pending > 0) throw new UnawaitedWorkError(name, pending === 1 ? 'a query' : `${pending} queries`);
    if (this.connection.hasOpenSavepoint) throw new UnawaitedWorkError(name, 'a nested manager.transaction');
  }

  private async refuseOtherTerms(inner: TransactionOptions): Promise<void> {
    const { name, readOnly = false } = this.options;
    const refuse = (wish: string) => new IncompatibleNestingError(name, inner.name, wish);
    await this.refuseOtherIsolation(inner.name, inner.isolation);
    if (readOnly && !inner.readOnly) throw refuse('writable');
    if (inner.lockTimeoutMs !== undefined || inner.statementTimeoutMs !== undefined)
      throw refuse('otherwise timed');
  }
}
