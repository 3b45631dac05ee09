import { Logger } from '@nestjs/common';
import type { PoolClient, QueryConfig, QueryResult } from 'pg';
import type { QueryRunner } from 'typeorm';
import { beginStatements, readIdentity, type TransactionIdentity } from './begin-statement.js';
import { isRefusal } from './commit-outcome.js';
import { sqlState } from './rollback-reason.js';
import { sendTogether } from './send-together.js';
import { sendGroup } from './statement-group.js';
import type { StatementNames } from './statement-names.js';
import type { QueryBefore, TransactionOptions } from './transaction-options.js';
import { withinTime } from './within-time.js';

type Settled = PromiseSettledResult<QueryResult>;

/** The last result; throws the first error, with a stack that leads to whoever waits for it. */
function lastOf(results: readonly Settled[]): QueryResult {
  const last = results.at(-1);
  if (last?.status === 'fulfilled') return last.value;
  if (last?.reason instanceof Error) Error.captureStackTrace(last.reason, lastOf);
  throw last?.reason;
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

/** SQLSTATE in_failed_sql_transaction. */
const IN_FAILED_TRANSACTION = '25P02';

/**
 * One connection of the pool for the time of one transaction. BEGIN, COMMIT and ROLLBACK are ours; TypeORM's query
 * runner is kept in step with them, and its subscribers hear of them.
 */
export class TransactionConnection {
  private readonly logger = new Logger('UnitOfWork');
  /** Of a transaction that may write. */
  identity: TransactionIdentity | undefined;
  readonly isolation: string | undefined;
  private beginning: { readonly failure?: PromiseRejectedResult } | undefined;
  /** Whether the statement that BEGIN went with has failed. */
  private firstFailed = false;
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

  /** Whether PostgreSQL knows of the transaction: BEGIN goes with the first statement. */
  get hasBegun(): boolean {
    return this.beginning !== undefined;
  }

  /** Whether it should have, and does not: whatever is sent now would stand alone. */
  get isDoomed(): boolean {
    return this.beginning?.failure !== undefined;
  }

  /** The transaction's status. That a statement has failed is known before PostgreSQL says what has become of it. */
  get status(): ReturnType<PoolClient['getTransactionStatus']> {
    const status = this.client.getTransactionStatus();
    return status === 'I' && this.firstFailed ? 'E' : status;
  }

  /** TypeORM takes the transaction for begun from now on. */
  async start(): Promise<void> {
    await this.tell('BeforeTransactionStart');
    this.postgresRunner.isTransactionActive = true;
    this.postgresRunner.transactionDepth = 1;
    if (this.hasSubscribers) await this.begin();
  }

  /** The rows of one statement of the transaction; of several, those of the last. */
  async query(statement: QueryConfig): Promise<readonly unknown[]> {
    // Text without parameters may be several statements, which the extended protocol does not take.
    const canTravel = !this.beginning && statement.values !== undefined && statement.values.length > 0;
    if (canTravel) return lastOf(await this.beginWith([statement])).rows;
    await this.begin();
    const result: QueryResult | readonly QueryResult[] = await this.client.query(statement);
    return [result].flat().at(-1)?.rows ?? [];
  }

  /** @throws what kept the transaction from beginning */
  async begin(): Promise<void> {
    if (!this.beginning) await this.beginWith([]);
    if (this.beginning?.failure) throw this.beginning.failure.reason;
  }

  /** Begins, and runs `first`; how that ended comes last. */
  private async beginWith(first: readonly QueryConfig[]): Promise<readonly Settled[]> {
    const beginning: { failure?: PromiseRejectedResult } = (this.beginning = {});
    const { client, names, isolation } = this;
    const { before, ...terms } = this.options;
    const query: QueryBefore = (sql, parameters) => client.query(names.query(sql, parameters));
    const own = beginStatements({ ...terms, isolation }).map((sql) => names.own(sql));
    let results: readonly Settled[] = [];
    const [told] = await sendTogether(client, [
      async () => before?.(query),
      async () => void (results = await sendGroup(client, [...own, ...first])),
    ]);
    const failure = [told, ...results.slice(0, own.length)].find((result) => result?.status === 'rejected');
    if (failure) return [(beginning.failure = failure)];
    const identity = results[own.length - 1];
    if (identity?.status === 'fulfilled') this.identity = readIdentity(identity.value.rows);
    this.firstFailed = results.at(-1)?.status === 'rejected';
    return results;
  }

  /**
   * @param last statements to run before COMMIT
   * @throws what PostgreSQL refuses one of them with, or COMMIT, for example by a deferred constraint; it is then rolled back
   */
  async commit(last: readonly QueryConfig[]): Promise<CommitAnswer> {
    if (!this.hasBegun && last.length === 0) return this.committed();
    await this.begin();
    try {
      const results = await this.answer(sendGroup(this.client, [...last, this.names.own('COMMIT')]));
      const answered = results.length > last.length ? results.at(-1) : undefined;
      this.ended = answered?.status === 'fulfilled' || isRefusal(answered?.reason);
      const { command } = lastOf(results);
      // PostgreSQL answers COMMIT of an aborted transaction with ROLLBACK and no error, and the status that the client
      // knew before may still have been the one before the error.
      if (command !== 'COMMIT') return { kind: 'aborted' };
    } catch (error) {
      if (sqlState(error) === IN_FAILED_TRANSACTION) return { kind: 'aborted' };
      if (isRefusal(error)) throw error;
      await this.destroy(error);
      return { kind: 'lost', error };
    }
    return this.committed();
  }

  /** A connection whose ROLLBACK failed is in an unknown state; it is closed instead of going back to the pool. */
  async rollBack(quiet: Promise<void>): Promise<void> {
    if (this.lost) return;
    await this.tellCarefully('BeforeTransactionRollback');
    try {
      if (this.hasBegun && !this.ended) await this.answer(quiet.then(() => this.client.query('ROLLBACK')));
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

  private async committed(): Promise<CommitAnswer> {
    this.over();
    // It is committed, whatever a subscriber thinks of it.
    await this.tellCarefully('AfterTransactionCommit');
    return { kind: 'committed' };
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
