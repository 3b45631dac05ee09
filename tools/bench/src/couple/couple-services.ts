import 'reflect-metadata';
import {
  CoupleCoreModule,
  coupleEntities,
  coupleMigrations,
  CoupleService,
  InviteService,
  type Actor,
} from '@couplekit/couple-core';
import { Module, type DynamicModule } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { TypeOrmModule } from '@nestjs/typeorm';
import { ClsModule } from 'nestjs-cls';
import { DataSource } from 'typeorm';
import type { Contender } from '../contest.js';
import { journeyAnswers } from './journey-answers.js';

@Module({})
class JourneyModule {
  static on(dataSource: DataSource): DynamicModule {
    return {
      module: JourneyModule,
      imports: [
        TypeOrmModule.forRootAsync({
          useFactory: () => dataSource.options,
          dataSourceFactory: () => Promise.resolve(dataSource),
        }),
        ClsModule.forRoot({ global: true }),
        CoupleCoreModule.forRoot({ codeRef: 'bench' }),
      ],
    };
  }
}

/** couple-core on one pipelined connection. */
export interface CoupleServices extends AsyncDisposable {
  readonly couples: CoupleService;
  readonly invites: InviteService;
  readonly dataSource: DataSource;
}

/** Starts couple-core on tables that it migrates first. */
export async function coupleServices(url: string): Promise<CoupleServices> {
  const dataSource = new DataSource({
    type: 'postgres',
    url,
    entities: [...coupleEntities],
    migrations: [...coupleMigrations],
    installExtensions: false,
    poolSize: 1,
    extra: { pipeline: true },
  });
  await dataSource.initialize();
  await dataSource.runMigrations();
  const app = await NestFactory.createApplicationContext(JourneyModule.on(dataSource), { logger: ['error'] });
  return {
    couples: app.get(CoupleService),
    invites: app.get(InviteService),
    dataSource,
    [Symbol.asyncDispose]: () => app.close(),
  };
}

/** The journey through `CoupleService`. */
export function coupleServiceJourney({ couples, invites }: CoupleServices): Contender {
  const journey = async (seed: number) => {
    const participants = [{ role: 'A', nickname: '하나' }] as const;
    const { session, inviteToken } = await couples.createSession({ kind: 'visitor' }, { participants });
    await invites.acceptInvite(inviteToken, '두리');
    const partner = (role: 'A' | 'B'): Actor => ({ kind: 'participant', sessionId: session.id, role });
    for (const role of ['A', 'B'] as const) {
      const selfAnswers = journeyAnswers(seed + (role === 'A' ? 0 : 1));
      const guessAnswers = journeyAnswers(seed + (role === 'A' ? 2 : 3));
      await couples.upsertResponses(partner(role), session.id, { stage: 2, selfAnswers, guessAnswers });
    }
    await couples.computeResult(partner('A'), session.id);
    await couples.getResult(partner('B'), session.id);
  };
  return {
    name: 'couple-core',
    run: async (count) => {
      for (let seed = 0; seed < count; seed++) await journey(seed);
    },
  };
}
