import { SqlFaults } from '@couplekit/testkit';
import type { Pool } from 'pg';
import { coupleContext, type CoupleContext } from '../couple-context.js';
import { businessTables } from './business-rows.js';

export interface WatchedContext extends CoupleContext {
  readonly faults: SqlFaults;
  /** The business tables. */
  readonly tables: readonly string[];
}

/** couple-core with an eye on every SQL statement. */
export async function watchedContext(): Promise<WatchedContext> {
  const context = await coupleContext();
  // TypeORM keeps the pool of its PostgreSQL driver out of the type of a data source.
  const { master } = context.dataSource.driver as unknown as { readonly master: Pool };
  return {
    ...context,
    faults: new SqlFaults(master),
    tables: await businessTables(context.dataSource),
    [Symbol.asyncDispose]: () => context[Symbol.asyncDispose](),
  };
}
