import { Global, Module, type DynamicModule, type INestApplicationContext } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { ClsModule } from 'nestjs-cls';
import { DataSource } from 'typeorm';
import { CoupleCoreModule } from '../couple-core.module.js';
import type { Cli } from './cli.js';
import { CliError } from './cli-error.js';

@Global()
@Module({})
class DataSourceModule {
  static of(dataSource: DataSource): DynamicModule {
    return {
      module: DataSourceModule,
      providers: [{ provide: DataSource, useValue: dataSource }],
      exports: [DataSource],
    };
  }
}

@Module({})
class CliModule {}

/**
 * Runs `use` with couple-core on a database.
 * @throws {CliError} when there is no database, or none of couple-core
 */
export async function withCoupleCore<T>(
  cli: Cli,
  databaseUrl: string | undefined,
  use: (app: INestApplicationContext) => Promise<T>,
): Promise<T> {
  const dataSource = await connect(databaseUrl ?? cli.databaseUrl);
  try {
    const app = await NestFactory.createApplicationContext(
      {
        module: CliModule,
        imports: [
          DataSourceModule.of(dataSource),
          ClsModule.forRoot({ global: true }),
          CoupleCoreModule.forRoot({ codeRef: 'couplekit-core' }),
        ],
      },
      { logger: ['error', 'warn'], abortOnError: false },
    );
    try {
      return await use(app);
    } finally {
      await app.close();
    }
  } finally {
    await dataSource.destroy();
  }
}

async function connect(url: string | undefined): Promise<DataSource> {
  if (!url) {
    throw new CliError({
      en: 'No database: give --database URL or set DATABASE_URL.',
      ko: '데이터베이스가 없습니다. --database URL을 주거나 DATABASE_URL을 설정해 주세요.',
    });
  }
  const dataSource = new DataSource({
    type: 'postgres',
    url,
    installExtensions: false,
    logging: false,
    applicationName: 'couplekit-core',
    extra: { connectionTimeoutMillis: 5_000 },
  });
  try {
    await dataSource.initialize();
  } catch (cause) {
    throw unreachable(cause);
  }
  const [tables] = await dataSource.query<{ found: boolean }[]>("SELECT to_regclass('couple_audit_event') IS NOT NULL AS found"); // prettier-ignore
  if (tables?.found) return dataSource;
  await dataSource.destroy();
  throw new CliError({
    en: 'This database has no tables of couple-core.',
    ko: '이 데이터베이스에는 couple-core의 테이블이 없습니다.',
  });
}

/** The reason by its code: a message may repeat the URL, with its password. */
function unreachable(cause: unknown): CliError {
  const first: unknown = cause instanceof AggregateError ? cause.errors[0] : cause;
  const code = first instanceof Error && 'code' in first ? ` (${String(first.code)})` : '';
  return new CliError(
    {
      en: `The database cannot be reached${code}. Check --database or DATABASE_URL.`,
      ko: `데이터베이스에 연결할 수 없습니다${code}. --database나 DATABASE_URL을 확인해 주세요.`,
    },
    { cause },
  );
}
