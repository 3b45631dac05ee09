import 'reflect-metadata';
import { Module, type DynamicModule, type INestApplicationContext } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { TypeOrmModule } from '@nestjs/typeorm';
import { createDatabase, type TestDatabase } from '@couplekit/testkit/postgres';
import { ClsModule } from 'nestjs-cls';
import { DataSource } from 'typeorm';
import {
  CoupleCoreModule,
  coupleEntities,
  coupleMigrations,
  CoupleService,
  InviteService,
  migrate,
  UnitOfWork,
  type Actor,
  type Answer,
  type CoupleCoreModuleOptions,
} from '../src/index.js';
import { ITEMS } from '../src/index.js';

@Module({})
class CoupleTestModule {
  static on(dataSource: DataSource, options: Partial<CoupleCoreModuleOptions>): DynamicModule {
    return {
      module: CoupleTestModule,
      imports: [
        TypeOrmModule.forRootAsync({
          useFactory: () => dataSource.options,
          dataSourceFactory: () => Promise.resolve(dataSource),
        }),
        ClsModule.forRoot({ global: true }),
        CoupleCoreModule.forRoot({ codeRef: 'test-build', ...options }),
      ],
    };
  }
}

export interface CoupleContext extends AsyncDisposable {
  readonly app: INestApplicationContext;
  readonly dataSource: DataSource;
  readonly couples: CoupleService;
  readonly invites: InviteService;
  readonly unitOfWork: UnitOfWork;
}

export interface CoupleContextOptions {
  readonly poolSize?: number;
  /** For pg. */
  readonly extra?: object;
  readonly options?: Partial<CoupleCoreModuleOptions>;
  /** @default a new one, dropped with the context */
  readonly database?: TestDatabase;
}

/** couple-core in a Nest application context, by default on a database of its own. */
export async function coupleContext(given: CoupleContextOptions = {}): Promise<CoupleContext> {
  const { poolSize = 10, extra = {}, options = {} } = given;
  const database = given.database ?? (await createDatabase());
  const dataSource = new DataSource({
    type: 'postgres',
    url: database.url,
    entities: [...coupleEntities],
    migrations: [...coupleMigrations],
    installExtensions: false,
    poolSize,
    extra: { connectionTimeoutMillis: 10_000, ...extra },
  });
  await dataSource.initialize();
  if (poolSize > 1) await migrate(dataSource);
  else await dataSource.runMigrations();
  const app = await NestFactory.createApplicationContext(CoupleTestModule.on(dataSource, options), {
    logger: false,
    abortOnError: false,
  });
  return {
    app,
    dataSource,
    couples: app.get(CoupleService),
    invites: app.get(InviteService),
    unitOfWork: app.get(UnitOfWork),
    [Symbol.asyncDispose]: async () => {
      await app.close();
      if (!given.database) await database.drop();
    },
  };
}

export const visitor: Actor = { kind: 'visitor' };

/** A couple that has both joined. */
export async function joinedCouple({
  couples,
  invites,
}: CoupleContext): Promise<{ id: string; a: Actor; b: Actor }> {
  const { session, inviteToken } = await couples.createSession(visitor, {
    participants: [{ role: 'A', nickname: '하나' }],
  });
  await invites.acceptInvite(inviteToken, '두리');
  const id = session.id;
  return {
    id,
    a: { kind: 'participant', sessionId: id, role: 'A' },
    b: { kind: 'participant', sessionId: id, role: 'B' },
  };
}

/** Every item answered with the same value. */
export const everyItem = (value: number): Answer[] => ITEMS.map(({ code }) => ({ code, value }));

/** Both of one participant's sets, every item answered with the same value. */
export const answers = (value: number, stage: 2 | 3 = 2) => ({
  stage,
  selfAnswers: everyItem(value),
  guessAnswers: everyItem(value),
});

/** What the audit chain of a session says, oldest first, with the facts of each event. */
export async function auditEvents(
  dataSource: DataSource,
  chain: string,
): Promise<readonly Record<string, unknown>[]> {
  const rows = await dataSource.query<{ bytes: Buffer; facts: Buffer | null }[]>(
    'SELECT bytes, facts FROM couple_audit_event WHERE chain = $1 ORDER BY seq',
    [chain],
  );
  return rows.map(({ bytes, facts }) => ({
    ...(JSON.parse(bytes.toString()) as Record<string, unknown>),
    facts: facts && (JSON.parse(facts.toString()) as unknown),
  }));
}
