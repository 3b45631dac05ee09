import type { PoolClient, Submittable } from 'pg';
import type { QueryRunner } from 'typeorm';
import type { TransactionConnection } from './transaction-connection.js';
import type { TransactionOptions } from './transaction-options.js';
import { TransactionOwnershipError } from './unit-of-work-errors.js';

/** What supervision needs of a transaction. */
interface Supervisor {
  readonly options: TransactionOptions;
  assertUsable(): void;
  refuseOtherIsolation(inner: string, isolation: string | undefined): Promise<void>;
  send<T>(query: () => Promise<T>): Promise<T>;
}

/**
 * Holds TypeORM's query runner of one transaction, and with it the manager, repositories and query builders on it, to
 * the rules of the unit of work. Only this runner is changed, never the pooled connection.
 */
export function superviseRunner(connection: TransactionConnection, transaction: Supervisor): void {
  const { runner, client } = connection;
  const { name } = transaction.options;
  const supervised = supervisedClient(client, {
    send: (query) =>
      transaction.send(async () => {
        await connection.begin();
        return query();
      }),
  });
  const startTransaction = runner.startTransaction.bind(runner);
  const savepointOnly = (end: () => Promise<void>) => () =>
    connection.hasOpenSavepoint ? end() : Promise.reject(new TransactionOwnershipError(name));
  const changes: Partial<QueryRunner> = {
    connect: async () => {
      transaction.assertUsable();
      return supervised;
    },
    // TypeORM would ignore the isolation of a savepoint.
    startTransaction: async (isolation) => {
      await transaction.refuseOtherIsolation('manager.transaction', isolation);
      await startTransaction();
    },
    commitTransaction: savepointOnly(runner.commitTransaction.bind(runner)),
    rollbackTransaction: savepointOnly(runner.rollbackTransaction.bind(runner)),
    release: () => Promise.reject(new TransactionOwnershipError(name)),
  };
  Object.assign(runner, changes);
}

/** The pg client as it is, except that its queries take their turn. */
function supervisedClient(client: PoolClient, transaction: Pick<Supervisor, 'send'>): PoolClient {
  const query = (text: Submittable | string, values?: unknown[]): unknown => {
    if (typeof text !== 'string' && 'submit' in text && typeof text.submit === 'function')
      return stream(text);
    return transaction.send(() => client.query(text as string, values));
  };
  const stream = (submittable: Submittable) => {
    const ends = submittable as unknown as NodeJS.EventEmitter;
    const sent = transaction.send(
      () =>
        new Promise<void>((resolve) => {
          for (const event of ['end', 'error', 'close']) ends.once(event, () => resolve());
          client.query(submittable);
        }),
    );
    sent.catch((error: unknown) => ends.emit('error', error));
    return submittable;
  };
  return new Proxy(client, {
    get(target, property) {
      if (property === 'query') return query;
      const value: unknown = Reflect.get(target, property, target);
      return typeof value === 'function' ? value.bind(target) : value;
    },
  });
}
