import { coupleEntities, coupleMigrations, migrate } from '@couplekit/couple-core';
import { DataSource } from 'typeorm';
import type { ApiConfig } from './api-config.js';
import { SilentTypeOrmLogger } from './silent-typeorm.logger.js';
import { StartError } from './start-error.js';
import { CreateWebVitals1795392200000 } from './vitals/1795392200000-create-web-vitals.js';
import { TellSessionChanges1795392300000 } from './web/waiting/1795392300000-tell-session-changes.js';
import { CreateWeb1795392100000 } from './web/migrations/1795392100000-create-web.js';

/**
 * Connects to PostgreSQL and brings its tables up to date.
 * @throws {StartError} when the database cannot be reached or a migration fails; the connection is closed then
 */
export async function connectDatabase(
  url: string,
  { preparedStatements }: Pick<ApiConfig, 'preparedStatements'>,
): Promise<DataSource> {
  const dataSource = new DataSource({
    type: 'postgres',
    url,
    entities: [...coupleEntities],
    migrations: [
      ...coupleMigrations,
      CreateWeb1795392100000,
      CreateWebVitals1795392200000,
      TellSessionChanges1795392300000,
    ],
    installExtensions: false,
    logger: new SilentTypeOrmLogger(),
    applicationName: 'couplekit-api',
    poolSize: 10,
    extra: { connectionTimeoutMillis: 5_000, pipeline: true, preparedStatements },
  });
  try {
    await dataSource.initialize();
  } catch (error) {
    throw new StartError(
      `The database at ${place(url)} cannot be used: ${reason(error)}. Check DATABASE_URL.`,
      {
        cause: error,
      },
    );
  }
  try {
    await migrate(dataSource);
  } catch (error) {
    await dataSource.destroy();
    throw new StartError(
      `A migration of the database at ${place(url)} failed and was rolled back: ${reason(error)}.`,
      {
        cause: error,
      },
    );
  }
  return dataSource;
}

/** Host, port and database of a URL: never the user or the password. */
function place(url: string): string {
  const { host, pathname } = new URL(url);
  return `${host}${pathname}`;
}

/** A refused connection to several addresses arrives as an AggregateError without words of its own. */
function reason(error: unknown): string {
  const first: unknown = error instanceof AggregateError ? error.errors[0] : error;
  const text = first instanceof Error ? first.message || first.name : String(first);
  return text.replace(/\.$/, '');
}
