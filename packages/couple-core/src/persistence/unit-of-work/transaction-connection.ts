import { Logger } from '@nestjs/common';
import type { PoolClient, QueryConfig, QueryResult } from 'pg';
import type { QueryRunner } from 'typeorm';
import { beginStatement, readIdentity, type TransactionIdentity } from './begin-statement.js';
import { isRefusal } from './commit-outcome.js';
import { sendTogether } from './send-together.js';
import type { StatementNames } from './statement-names.js';
import type { QueryBefore, TransactionOptions } from './transaction-options.js';
import { withinTime } from './within-time.js';

/** The results in order; throws the first error. */
function allOf(results: readonly PromiseSettledResult<unknown>[]): readonly unknown[] {
  return results.map((result) => {
    if (result.status === 'rejected') throw result.reason;
    return result.value;
  });
}

/** TypeORM's PostgreSQL query runner with what it keeps out of its public types. */
interface PostgresRunner extends Omit<QueryRunner, 'isTransactionActive'> {
  isTransactionActive: boolean;
  transactionDepth: number;
  releasePostgresConnection(reason?: unknown): Promise<void>;
}

type TransactionEvent = `${'Before' | 'After'}Transaction${'Start' | 'Commit' | 'Rollback'}`;

type CommitAnswer =
  | { readonly kind: 'committed' }
  /** PostgreSQL answered with ROLLBACK. */
  | { readonly kind: 'aborted' }
  /** No answer that can be trusted: it may have taken place. */
  | { readonly kind: 'lost'; readonly error: unknown };

const ANSWER_TIMEOUT_MS = 30_000;

/**
 * One connection of the pool for the time of one transaction. BEGIN, COMMIT and ROLLBACK are ours; TypeORM's query
 * runner is kept in step with them, and its subscribers hear of them.
 */
export class TransactionConnection {
  private readonly logger = new Logger('UnitOfWork');
  /** Of a transaction that may write. */
  identity: TransactionIdentity | undefined;
  readonly isolation: string | undefined;
  /** Whether PostgreSQL has ended the transaction. */
  private ended = false;

  private constructor(
    readonly client: PoolClient,
    private readonly postgresRunner: PostgresRunner,
    private readonly options: TransactionOptions,
    private readonly names: StatementNames,
  ) {
    this.isolation = options.isolation ?? postgresRunner.dataSource.options.isolationLevel;
  }

  /** Takes a connection from the pool. */
  static async open(
    runner: QueryRunner,
    options: TransactionOptions,
    names: StatementNames,
  ): Promise<TransactionConnection> {
    // TypeORM types the connection as `any`; the PostgreSQL driver hands out a pg client of its pool.
    const client = (await runner.connect()) as PoolClient;
    return new TransactionConnection(client, runner as unknown as PostgresRunner, options, names);
  }

  /** A statement as this connection's client takes it. */
  statement(sql: string, parameters: readonly unknown[]): QueryConfig {
    return this.names.query(sql, parameters);
  }

  get runner(): QueryRunner {
    return this.postgresRunner;
  }

  /** Whether the connection broke: TypeORM then releases it by itself. */
  get lost(): boolean {
    return this.postgresRunner.isReleased;
  }

  get hasOpenSavepoint(): boolean {
    return this.postgresRunner.transactionDepth > 1;
  }

  get hasSubscribers(): boolean {
    return this.postgresRunner.dataSource.subscribers.length > 0;
  }

  /** @param before see `TransactionOptions.before` */
  async begin(before: TransactionOptions['before']): Promise<void> {
    await this.tell('BeforeTransactionStart');
    const begin = beginStatement({ ...this.options, isolation: this.isolation });
    const sends = [() => this.client.query(begin)];
    const query: QueryBefore = (sql, parameters) => this.client.query(this.statement(sql, parameters));
    const results = await sendTogether(this.client, before ? [() => before(query), ...sends] : sends);
    const begun = allOf(results).at(-1);
    // pg's types do not know the results of several statements in one message.
    const answer = (begun as QueryResult<{ identity?: string }>[]).at?.(-1)?.rows[0]?.identity;
    this.identity = answer === undefined ? undefined : readIdentity(answer);
    this.postgresRunner.isTransactionActive = true;
    this.postgresRunner.transactionDepth = 1;
  }

  /**
   * @param last statements to run before COMMIT
   * @throws what PostgreSQL refuses one of them with, or COMMIT, for example by a deferred constraint; it is then rolled back
   */
  async commit(last: readonly QueryConfig[]): Promise<CommitAnswer> {
    const sends = last.map((statement) => () => this.client.query(statement));
    try {
      const results = await this.answer(
        sendTogether(this.client, [...sends, () => this.client.query('COMMIT')]),
      );
      // Whatever failed before it, a COMMIT that was answered has ended the transaction.
      const answered = results.length > last.length ? results.at(-1) : undefined;
      this.ended = answered?.status === 'fulfilled' || isRefusal(answered?.reason);
      const { command } = allOf(results).at(-1) as QueryResult;
      // PostgreSQL answers COMMIT of an aborted transaction with ROLLBACK and no error, and the status that the client
      // knew before may still have been the one before the error.
      if (command !== 'COMMIT') return { kind: 'aborted' };
    } catch (error) {
      if (isRefusal(error)) throw error;
      await this.destroy(error);
      return { kind: 'lost', error };
    }
    this.over();
    // It is committed, whatever a subscriber thinks of it.
    await this.tellCarefully('AfterTransactionCommit');
    return { kind: 'committed' };
  }

  /** A connection whose ROLLBACK failed is in an unknown state; it is closed instead of going back to the pool. */
  async rollBack(quiet: Promise<void>): Promise<void> {
    if (this.lost) return;
    await this.tellCarefully('BeforeTransactionRollback');
    try {
      if (!this.ended) await this.answer(quiet.then(() => this.client.query('ROLLBACK')));
    } catch (error) {
      this.logger.warn(`ROLLBACK of ${this.options.name} failed; its connection is closed.`, error);
      await this.destroy(error);
    }
    this.over();
    await this.tellCarefully('AfterTransactionRollback');
  }

  /** Gives the connection back to the pool. */
  async release(): Promise<void> {
    await this.postgresRunner.releasePostgresConnection();
  }

  /** Tells TypeORM's subscribers; without any it costs nothing. */
  async tell(event: TransactionEvent): Promise<void> {
    if (this.hasSubscribers) await this.postgresRunner.broadcaster.broadcast(event);
  }

  private async tellCarefully(event: TransactionEvent): Promise<void> {
    try {
      await this.tell(event);
    } catch (error) {
      this.logger.error(
        `A subscriber to ${event} failed; it cannot change how ${this.options.name} ended.`,
        error,
      );
    }
  }

  private answer<T>(answer: Promise<T>): Promise<T> {
    return withinTime(answer, this.options.answerTimeoutMs ?? ANSWER_TIMEOUT_MS);
  }

  private over(): void {
    this.postgresRunner.isTransactionActive = false;
    this.postgresRunner.transactionDepth = 0;
  }

  /** Out of the pool, and closed at once: pg would wait for the answers of a pipelined connection for ever. */
  private async destroy(reason: unknown): Promise<void> {
    await this.postgresRunner.releasePostgresConnection(reason);
    const { connection } = this.client as PoolClient & { connection?: { stream?: { destroy(): void } } };
    connection?.stream?.destroy();
  }
}
