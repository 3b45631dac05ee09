import type { ClsService } from 'nestjs-cls';

/**
 * Where the running transaction of one DataSource is kept: in the nestjs-cls context, under a key of its own. A context
 * starts as a copy of the caller's, so that a request id and the transactions of other DataSources are still there.
 */
export class TransactionContext<T extends object> {
  constructor(
    private readonly cls: ClsService,
    private readonly key: symbol,
  ) {}

  current(): T | undefined {
    // Only this class writes under the key.
    return this.cls.get(this.key) as T | undefined;
  }

  run<R>(transaction: T, work: () => R): R {
    return this.enter(transaction, work);
  }

  /** Runs `work` with no current transaction. */
  leave<R>(work: () => R): R {
    return this.current() ? this.enter(undefined, work) : work();
  }

  private enter<R>(transaction: T | undefined, work: () => R): R {
    return this.cls.run(() => {
      this.cls.set(this.key, transaction);
      return work();
    });
  }
}
