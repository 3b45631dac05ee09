import 'reflect-metadata';
import { Module, type DynamicModule, type INestApplicationContext } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { TypeOrmModule } from '@nestjs/typeorm';
import { createDatabase } from '@couplekit/testkit/postgres';
import { ClsModule } from 'nestjs-cls';
import { Column, DataSource, Entity, PrimaryColumn } from 'typeorm';
import { UnitOfWork, UnitOfWorkModule, type Transaction } from '../../src/index.js';

@Entity()
export class Note {
  @PrimaryColumn('int') n = 0;
  @Column('text', { default: '' }) text = '';
}

@Module({})
class UnitOfWorkTestModule {
  static on(dataSource: DataSource): DynamicModule {
    return {
      module: UnitOfWorkTestModule,
      imports: [
        TypeOrmModule.forRootAsync({
          useFactory: () => dataSource.options,
          dataSourceFactory: () => Promise.resolve(dataSource),
        }),
        ClsModule.forRoot({ global: true }),
        UnitOfWorkModule,
      ],
    };
  }
}

interface ContextOptions {
  readonly poolSize?: number;
  /** For the pg pool and its clients. */
  readonly extra?: Readonly<Record<string, unknown>>;
  /** Where to connect instead of the database itself. */
  readonly through?: (url: string) => Promise<string>;
  readonly dataSource?: { readonly isolationLevel?: 'SERIALIZABLE' };
}

export interface UnitOfWorkContext extends AsyncDisposable {
  readonly app: INestApplicationContext;
  /** What the unit of work uses. */
  readonly dataSource: DataSource;
  readonly unitOfWork: UnitOfWork;
  /** Runs SQL on a connection that the unit of work knows nothing of. */
  readonly query: <T = Record<string, unknown>>(sql: string, parameters?: unknown[]) => Promise<T[]>;
  /** The numbers in the table `note`. */
  readonly stored: () => Promise<number[]>;
}

/** A Nest application context with nothing but a unit of work, on a database of its own with the table of `Note`. */
export async function unitOfWorkContext(options: ContextOptions = {}): Promise<UnitOfWorkContext> {
  const { poolSize = 10, extra, through = (url: string) => Promise.resolve(url) } = options;
  const database = await createDatabase();
  const observer = await dataSourceOn(database.url).initialize();
  await observer.query("CREATE TABLE note (n int PRIMARY KEY, text text NOT NULL DEFAULT '')");
  const dataSource = new DataSource({
    ...dataSourceOn(await through(database.url)).options,
    ...options.dataSource,
    poolSize,
    extra: { connectionTimeoutMillis: 10_000, ...extra },
  } as ConstructorParameters<typeof DataSource>[0]);
  await dataSource.initialize();
  const app = await NestFactory.createApplicationContext(UnitOfWorkTestModule.on(dataSource), {
    logger: false,
    abortOnError: false,
  });
  const query: UnitOfWorkContext['query'] = (sql, parameters) => observer.query(sql, parameters);
  return {
    app,
    dataSource,
    unitOfWork: app.get(UnitOfWork),
    query,
    stored: async () => (await query<{ n: number }>('SELECT n FROM note ORDER BY n')).map(({ n }) => n),
    [Symbol.asyncDispose]: async () => {
      await app.close();
      await observer.destroy();
      await database.drop();
    },
  };
}

export const insert = (transaction: Transaction, n: number) =>
  transaction.query('INSERT INTO note VALUES ($1)', [n]);

/** The process id of the backend. */
export const backend = async (transaction: Transaction): Promise<number> => {
  const [row] = await transaction.query<{ pid: number }>('SELECT pg_backend_pid() AS pid');
  return row?.pid ?? 0;
};

const dataSourceOn = (url: string) =>
  new DataSource({ type: 'postgres', url, entities: [Note], installExtensions: false, logging: false });

/** Both ways in which pg sends queries. */
export const SENDING = [
  ['one query at a time', {}],
  ['pipelined', { pipeline: true }],
] as const;
