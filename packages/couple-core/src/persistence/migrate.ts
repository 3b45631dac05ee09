import type { DataSource } from 'typeorm';

/** Any constant; all instances of a service must agree on it. */
const MIGRATION_LOCK = 0x636f7570;

/**
 * Runs the data source's pending migrations, all of them or none. Instances that start at the same time wait for each other.
 * @returns the names of the migrations that ran
 */
export async function migrate(dataSource: DataSource): Promise<readonly string[]> {
  const runner = dataSource.createQueryRunner();
  try {
    await runner.query('SELECT pg_advisory_lock($1)', [MIGRATION_LOCK]);
    try {
      const ran = await dataSource.runMigrations({ transaction: 'all' });
      return ran.map(({ name }) => name);
    } finally {
      await runner.query('SELECT pg_advisory_unlock($1)', [MIGRATION_LOCK]);
    }
  } finally {
    await runner.release();
  }
}
