import { Injectable, Logger, type OnModuleDestroy } from '@nestjs/common';
import type { Span } from '@opentelemetry/api';
import { ClsService } from 'nestjs-cls';
import { DataSource } from 'typeorm';
import { inquireCommit } from './commit-inquiry.js';
import { DataSourceGuard } from './data-source-guard.js';
import { withRetry } from './retry.js';
import { OpenTransaction } from './open-transaction.js';
import { rollbackReason } from './rollback-reason.js';
import { TransactionConnection } from './transaction-connection.js';
import { StatementNames } from './statement-names.js';
import { checkTransactionOptions, type TransactionOptions } from './transaction-options.js';
import type { Transaction } from './transaction.js';
import { CommitUnknownError } from './unit-of-work-errors.js';
import { UnitOfWorkTelemetry } from './unit-of-work.telemetry.js';

const COMMIT_INQUIRY_MS = 10_000;

/** What a unit of work does: everything on `transaction`, which ends when the promise settles. */
export type Work<T> = (transaction: Transaction) => Promise<T>;

/** One run of the function in one transaction. */
interface Attempt<T> {
  readonly options: TransactionOptions;
  /** From 1. */
  readonly number: number;
  readonly work: Work<T>;
  readonly span: Span;
  /** Tells of the transaction when it is open. */
  readonly opened: (transaction: OpenTransaction) => void;
}

/**
 * Runs work in one PostgreSQL transaction of a TypeORM `DataSource`: all of it is committed, or none of it.
 *
 * A call inside a running unit of work joins it. The whole function runs again after a serialisation failure or a
 * deadlock, so it must do nothing outside the transaction; use `transaction.afterCommit` for that.
 */
@Injectable()
export class UnitOfWork implements OnModuleDestroy {
  private readonly logger = new Logger(UnitOfWork.name);
  private readonly telemetry = new UnitOfWorkTelemetry();
  private readonly guard: DataSourceGuard;
  private readonly names: StatementNames;

  constructor(
    private readonly dataSource: DataSource,
    cls: ClsService,
  ) {
    this.guard = DataSourceGuard.install(dataSource, cls);
    this.names = new StatementNames(dataSource);
  }

  /** Leaves the DataSource as it was found. Nest calls it; whoever made the unit of work by hand does it too. */
  onModuleDestroy(): void {
    this.guard.remove();
  }

  /** The transaction of the running unit of work, if any. */
  current(): Transaction | undefined {
    const transaction = this.guard.context.current();
    return transaction?.ended ? undefined : transaction;
  }

  /**
   * @throws whatever `work` throws, as it was, after everything is rolled back
   * @throws {TransactionAbortedError | RollbackOnlyError} when `work` returned although part of it had failed
   * @throws {UnawaitedWorkError} when `work` returned before all of it had ended
   * @throws {IncompatibleNestingError} when a nested call asks for other terms than the running transaction has
   * @throws {CommitUnknownError} when the connection was lost during COMMIT and the outcome could not be found out
   * @throws {TypeError | RangeError} naming the option that is wrong
   */
  async run<T>(options: TransactionOptions, work: Work<T>): Promise<T> {
    checkTransactionOptions(options);
    const outer = this.guard.context.current();
    if (outer) return outer.join(options, work);
    const startedAt = performance.now();
    let last: OpenTransaction | undefined;
    let result: T;
    try {
      result = await withRetry(options.retry, (number) => {
        last = undefined;
        const opened = (transaction: OpenTransaction) => void (last = transaction);
        return this.telemetry.attempt(options, number, (span) =>
          this.attempt({ options, number, work, span, opened }),
        );
      });
    } catch (error) {
      this.telemetry.ran(options, startedAt, { thrown: error });
      const unknown = error instanceof CommitUnknownError;
      for (const hook of unknown ? [] : (last?.hooks.rollback ?? []))
        await this.runHook(() => hook(error), options);
      throw error;
    }
    this.telemetry.ran(options, startedAt);
    for (const hook of last?.hooks.commit ?? []) await this.runHook(hook, options);
    return result;
  }

  /** Runs `work` with no current transaction: what it does is not part of the unit of work around it. */
  outside<T>(work: () => T): T {
    return this.guard.context.leave(work);
  }

  private async attempt<T>(attempt: Attempt<T>): Promise<T> {
    const { options, number, span } = attempt;
    const runner = this.guard.createQueryRunner();
    const terms = number === 1 ? options : { ...options, before: undefined };
    const connection = await TransactionConnection.open(runner, terms, this.names);
    this.telemetry.connected(span, connection.client, connection.isolation);
    let lostWith: { readonly result: T; readonly error: unknown };
    try {
      const ended = await this.transact(attempt, connection);
      if (ended.kind === 'committed') {
        this.telemetry.ended(span, 'committed');
        return ended.result;
      }
      lostWith = ended;
    } catch (error) {
      this.telemetry.ended(span, 'rolled_back');
      this.telemetry.rolledBack(options, rollbackReason(error, connection.lost));
      throw error;
    } finally {
      await connection.release();
    }
    await this.resolveLostCommit(attempt, connection, lostWith.error);
    return lostWith.result;
  }

  private async transact<T>({ options, work, opened }: Attempt<T>, connection: TransactionConnection) {
    const { context } = this.guard;
    const isCurrent = (transaction: OpenTransaction) => context.current() === transaction;
    const transaction = new OpenTransaction({ options, connection, isCurrent });
    try {
      await connection.start();
      return await context.run(transaction, async () => {
        opened(transaction);
        if (connection.hasSubscribers) transaction.supervise();
        await connection.tell('AfterTransactionStart');
        const result = await work(transaction);
        await transaction.settle();
        if (connection.hasSubscribers) {
          await connection.tell('BeforeTransactionCommit');
          await transaction.settle();
        }
        await transaction.end();
        const answer = await connection.commit(transaction.last);
        if (answer.kind === 'aborted') throw transaction.aborted();
        return { ...answer, result };
      });
    } catch (error) {
      await context.run(transaction, () => connection.rollBack(transaction.end()));
      throw error;
    }
  }

  /** @throws what the connection was lost with when nothing is committed */
  private async resolveLostCommit<T>(
    { options, span }: Attempt<T>,
    { identity }: TransactionConnection,
    error: unknown,
  ): Promise<void> {
    const { name, commitInquiryMs = COMMIT_INQUIRY_MS } = options;
    this.logger.warn(`The connection was lost during COMMIT of ${name}; asking PostgreSQL whether it took place.`, error); // prettier-ignore
    // A transaction that could not write has nothing to lose.
    const unasked = options.readOnly ? 'aborted' : 'unknown';
    const outcome = identity ? await inquireCommit(this.dataSource, identity, commitInquiryMs) : unasked;
    this.telemetry.ended(span, outcome === 'aborted' ? 'rolled_back' : outcome);
    if (outcome === 'committed') return;
    if (outcome === 'unknown') throw new CommitUnknownError(name, error);
    this.telemetry.rolledBack(options, 'connection');
    throw error;
  }

  private async runHook(hook: () => void | Promise<void>, { name }: TransactionOptions): Promise<void> {
    try {
      await hook();
    } catch (error) {
      this.logger.error(`A hook of ${name} failed; how the work ended stands.`, error);
    }
  }
}
