import { Injectable, Logger } from '@nestjs/common';
import { ClsService } from 'nestjs-cls';
import type { PoolClient } from 'pg';
import { DataSource, type QueryRunner } from 'typeorm';
import { withRetry } from './retry.js';
import { transactionSettings, type TransactionOptions } from './transaction-options.js';
import { Transaction } from './transaction.js';

/**
 * Runs work in one PostgreSQL transaction of a TypeORM `DataSource`: all of it is committed, or none of it.
 *
 * A call inside a running unit of work joins it. The whole function runs again after a serialisation failure or a
 * deadlock, so it must do nothing outside the transaction; use `transaction.afterCommit` for that.
 */
@Injectable()
export class UnitOfWork {
  private readonly logger = new Logger(UnitOfWork.name);
  private readonly key = Symbol('couplekit.transaction');

  constructor(
    private readonly dataSource: DataSource,
    private readonly cls: ClsService,
  ) {}

  /** The transaction of the running unit of work, if any. */
  current(): Transaction | undefined {
    return this.cls.get<Transaction | undefined>(this.key);
  }

  /**
   * @throws whatever `work` throws, as it was, after everything is rolled back
   * @throws {TransactionAbortedError | RollbackOnlyError} when `work` returned although part of it had failed
   * @throws {IncompatibleNestingError} when a nested call asks for other terms than the running transaction has
   */
  async run<T>(options: TransactionOptions, work: (transaction: Transaction) => Promise<T>): Promise<T> {
    const outer = this.current();
    if (outer) return outer.join(options, work);
    return withRetry(options.retry ?? {}, () => this.attempt(options, work));
  }

  private async attempt<T>(
    options: TransactionOptions,
    work: (transaction: Transaction) => Promise<T>,
  ): Promise<T> {
    const runner = this.dataSource.createQueryRunner();
    let hooks: ReturnType<Transaction['takeHooks']> = [];
    let result: T;
    try {
      const { transaction, client } = await this.begin(runner, options);
      try {
        const settings = transactionSettings(options);
        if (settings) await client.query(settings);
        result = await this.cls.run(() => {
          this.cls.set(this.key, transaction);
          return work(transaction);
        });
        transaction.assertCommittable();
        await this.commit(runner, client, transaction);
      } catch (error) {
        transaction.end();
        await this.rollBack(runner, options.name);
        throw error;
      }
      transaction.end();
      hooks = transaction.takeHooks();
    } finally {
      await runner.release();
    }
    await this.runHooks(hooks, options.name);
    return result;
  }

  private async begin(runner: QueryRunner, options: TransactionOptions) {
    // TypeORM types the connection as `any`; the PostgreSQL driver hands out a pg client of its pool.
    const client = (await runner.connect()) as PoolClient;
    await runner.startTransaction();
    return { client, transaction: new Transaction({ options, manager: runner.manager, client }) };
  }

  /**
   * Commits without `runner.commitTransaction()`, which drops the command tag: PostgreSQL answers COMMIT of an aborted
   * transaction with ROLLBACK and no error, and the status that the client knows may still be the one before the error.
   */
  private async commit(runner: QueryRunner, client: PoolClient, transaction: Transaction): Promise<void> {
    await runner.broadcaster.broadcast('BeforeTransactionCommit');
    const { command } = await client.query('COMMIT');
    if (command !== 'COMMIT') throw transaction.aborted();
    await runner.broadcaster.broadcast('AfterTransactionCommit');
  }

  /** A connection whose ROLLBACK failed is in an unknown state; it is closed instead of going back to the pool. */
  private async rollBack(runner: QueryRunner, name: string): Promise<void> {
    try {
      await runner.rollbackTransaction();
    } catch (error) {
      this.logger.warn(`ROLLBACK of ${name} failed; its connection is closed.`, error);
      await destroyConnection(runner, error);
    }
  }

  private async runHooks(hooks: readonly (() => void | Promise<void>)[], name: string): Promise<void> {
    for (const hook of hooks) {
      try {
        await hook();
      } catch (error) {
        this.logger.error(`An after-commit hook of ${name} failed; the work itself is committed.`, error);
      }
    }
  }
}

/** TypeORM keeps the method that destroys a client out of its public types. */
async function destroyConnection(runner: QueryRunner, reason: unknown): Promise<void> {
  const postgres = runner as QueryRunner & { releasePostgresConnection(reason: unknown): Promise<void> };
  await postgres.releasePostgresConnection(reason);
}
