import { SqlFaults, TableDigests } from '@couplekit/testkit';
import type { Pool } from 'pg';
import { coupleContext, type CoupleContext } from '../couple-context.js';

/** What a refused call may add to: the audit trail and the bookkeeping around it. */
const BOOKKEEPING = /^couple_(audit|attempt|notification|outbox)/;

export interface WatchedContext extends CoupleContext {
  readonly faults: SqlFaults;
  /** Of the business tables. */
  readonly digests: TableDigests;
}

/** couple-core with an eye on every SQL statement and every row, on connections that pipeline as the reference service's do. */
export async function watchedContext(): Promise<WatchedContext> {
  const context = await coupleContext({ extra: { pipeline: true } });
  const { dataSource } = context;
  // TypeORM keeps the pool of its PostgreSQL driver out of the type of a data source.
  const { master } = dataSource.driver as unknown as { readonly master: Pool };
  return {
    ...context,
    faults: new SqlFaults(master),
    digests: await TableDigests.of(
      dataSource,
      (table) => table.startsWith('couple_') && !BOOKKEEPING.test(table),
    ),
    [Symbol.asyncDispose]: () => context[Symbol.asyncDispose](),
  };
}
