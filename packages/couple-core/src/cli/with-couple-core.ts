import type { Cli } from './cli.js';
import { CliError } from './cli-error.js';
import type { CoupleCore } from './open-couple-core.js';

/**
 * Runs `use` with couple-core on a database.
 * @throws {CliError} when there is no database, or none of couple-core
 */
export async function withCoupleCore<T>(
  cli: Cli,
  databaseUrl: string | undefined,
  use: (core: CoupleCore) => Promise<T>,
): Promise<T> {
  const url = databaseUrl ?? cli.databaseUrl;
  if (!url) {
    throw new CliError({
      en: 'No database: give --database URL or set DATABASE_URL.',
      ko: '데이터베이스가 없습니다. --database URL을 주거나 DATABASE_URL을 설정해 주세요.',
    });
  }
  // Nest and TypeORM take a second to load: help, exports and mistakes do without.
  const { openCoupleCore } = await import('./open-couple-core.js');
  const core = await openCoupleCore(url);
  try {
    return await use(core);
  } finally {
    await core.close();
  }
}
