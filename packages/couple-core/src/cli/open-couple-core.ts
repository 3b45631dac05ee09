import 'reflect-metadata';
import { Global, Module, type DynamicModule } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { ClsModule } from 'nestjs-cls';
import { DataSource } from 'typeorm';
import { ErasureService } from '../application/erasure.service.js';
import { CoupleCoreModule } from '../couple-core.module.js';
import { AuditCheckpointService } from '../persistence/audit-checkpoint.service.js';
import { AuditReader } from '../persistence/audit-reader.js';
import { PacketInspector } from '../retention/packet-inspector.js';
import { CliError } from './cli-error.js';

/** What commands do with a database. */
export interface CoupleCore {
  readonly audit: AuditReader;
  readonly checkpoints: AuditCheckpointService;
  readonly erasures: ErasureService;
  readonly packets: PacketInspector;
  close(): Promise<void>;
}

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

/** @throws {CliError} when the database is not there, or is none of couple-core */
export async function openCoupleCore(url: string): Promise<CoupleCore> {
  const dataSource = await connect(url);
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
    return {
      audit: app.get(AuditReader),
      checkpoints: app.get(AuditCheckpointService),
      erasures: app.get(ErasureService),
      packets: app.get(PacketInspector),
      close: async () => {
        try {
          await app.close();
        } finally {
          await dataSource.destroy();
        }
      },
    };
  } catch (error) {
    await dataSource.destroy();
    throw error;
  }
}

async function connect(url: string): Promise<DataSource> {
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
