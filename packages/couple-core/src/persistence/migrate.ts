import type { DataSource } from 'typeorm';

/** Any constant; all instances of a service must agree on it. */
const MIGRATION_LOCK = 0x636f7570;

/**
 * Runs the data source's pending migrations, all of them or none. Instances that start at the same time wait for each
 * other. Needs two connections of the pool; the lock belongs to a transaction, so a pooler in between does no harm.
 * @returns the names of the migrations that ran
 */
export async function migrate(dataSource: DataSource): Promise<readonly string[]> {
  const runner = dataSource.createQueryRunner();
  try {
    await runner.startTransaction();
    await runner.query('SELECT pg_advisory_xact_lock($1)', [MIGRATION_LOCK]);
    const ran = await dataSource.runMigrations({ transaction: 'all' });
    return ran.map(({ name }) => name);
  } finally {
    if (runner.isTransactionActive) await runner.rollbackTransaction();
    await runner.release();
  }
}
