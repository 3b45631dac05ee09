import type { ClsService } from 'nestjs-cls';
import type { DataSource, QueryRunner } from 'typeorm';
import { TransactionContext } from './transaction-context.js';
import type { OpenTransaction } from './open-transaction.js';
import { OutsideTransactionError } from './unit-of-work-errors.js';

const GUARD = Symbol('couplekit.unit-of-work.guard');

interface Guarded extends DataSource {
  [GUARD]?: DataSourceGuard;
}

/**
 * Stands on a DataSource while units of work use it, one for all of them: inside a running unit of work it refuses to
 * make another query runner, which is how the root manager, injected repositories and `DataSource.query` would leave
 * the transaction without a word.
 */
export class DataSourceGuard {
  readonly context: TransactionContext<OpenTransaction>;
  private readonly original: DataSource['createQueryRunner'];
  private readonly refusing: DataSource['createQueryRunner'];
  private users = 0;

  private constructor(
    private readonly dataSource: Guarded,
    cls: ClsService,
  ) {
    this.context = new TransactionContext(cls, Symbol('couplekit.transaction'));
    this.original = dataSource.createQueryRunner;
    this.refusing = (mode) => {
      const transaction = this.users > 0 ? this.context.current() : undefined;
      if (transaction) throw new OutsideTransactionError(transaction.options.name);
      return this.original.call(this.dataSource, mode);
    };
  }

  /** The guard of `dataSource`, with one user more. */
  static install(dataSource: Guarded, cls: ClsService): DataSourceGuard {
    const guard = (dataSource[GUARD] ??= new DataSourceGuard(dataSource, cls));
    if (guard.users++ === 0) dataSource.createQueryRunner = guard.refusing;
    return guard;
  }

  /** A query runner for a unit of work itself. */
  createQueryRunner(): QueryRunner {
    return this.original.call(this.dataSource);
  }

  /** The last user takes the guard away; where somebody has wrapped it since, it stays and lets everything through. */
  remove(): void {
    if (--this.users > 0 || this.dataSource.createQueryRunner !== this.refusing) return;
    delete this.dataSource[GUARD];
    Reflect.deleteProperty(this.dataSource, 'createQueryRunner');
    if (this.dataSource.createQueryRunner !== this.original)
      this.dataSource.createQueryRunner = this.original;
  }
}
