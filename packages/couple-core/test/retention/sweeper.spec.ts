import { eventually } from '@couplekit/testkit';
import { NestFactory } from '@nestjs/core';
import { TypeOrmModule } from '@nestjs/typeorm';
import { Module } from '@nestjs/common';
import { ClsModule } from 'nestjs-cls';
import { Client } from 'pg';
import { DataSource } from 'typeorm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  CoupleCoreModule,
  coupleEntities,
  CoupleService,
  RetentionSweeper,
  type CoupleCoreModuleOptions,
} from '../../src/index.js';
import { auditEvents, coupleContext, visitor, type CoupleContext } from '../couple-context.js';

/** One more instance of the service, with a connection pool of its own. */
async function instance(url: string, options: Partial<CoupleCoreModuleOptions>) {
  const dataSource = new DataSource({
    type: 'postgres',
    url,
    entities: [...coupleEntities],
    installExtensions: false,
    extra: { connectionTimeoutMillis: 2_000 },
  });
  await dataSource.initialize();
  @Module({
    imports: [
      TypeOrmModule.forRootAsync({
        useFactory: () => dataSource.options,
        dataSourceFactory: () => Promise.resolve(dataSource),
      }),
      ClsModule.forRoot({ global: true }),
      CoupleCoreModule.forRoot({ codeRef: 'test-build', ...options }),
    ],
  })
  class InstanceModule {}
  try {
    return await NestFactory.createApplicationContext(InstanceModule, { logger: false, abortOnError: false });
  } catch (error) {
    await dataSource.destroy();
    throw error;
  }
}

const urlOf = ({ dataSource }: CoupleContext) => String((dataSource.options as { url?: string }).url);

describe('the sweeper', () => {
  let context: CoupleContext;
  beforeAll(async () => void (context = await coupleContext()));
  afterAll(() => context[Symbol.asyncDispose]());

  async function expired(count: number): Promise<readonly string[]> {
    const ids: string[] = [];
    for (let n = 0; n < count; n++) {
      const { session } = await context.app
        .get(CoupleService)
        .createSession(visitor, { participants: [{ role: 'A', nickname: '하나' }] });
      ids.push(session.id);
    }
    await context.dataSource.query(
      "UPDATE couple_session SET expires_at = now() - interval '1 s' WHERE id = ANY ($1)",
      [ids],
    );
    return ids;
  }

  const left = async (ids: readonly string[]) =>
    (await context.dataSource.query<unknown[]>('SELECT 1 FROM couple_session WHERE id = ANY ($1)', [ids]))
      .length;

  it('of two instances at once erases every session once', async () => {
    const ids = await expired(12);
    await using apps = new AsyncDisposableStack();
    const sweepers = [context.app.get(RetentionSweeper)];
    for (let n = 0; n < 2; n++) {
      const app = await instance(urlOf(context), {});
      apps.defer(() => app.close());
      sweepers.push(app.get(RetentionSweeper));
    }
    const counts = await Promise.all(sweepers.map((sweeper) => sweeper.sweep()));
    expect(counts.reduce((sum, { sessions }) => sum + sessions, 0)).toBe(12);
    expect(counts.map(({ failed }) => failed)).toEqual([0, 0, 0]);
    for (const id of ids) {
      const types = (await auditEvents(context.dataSource, id)).map(({ type }) => type);
      expect(types.filter((type) => type === 'session.erased')).toHaveLength(1);
    }
  });

  it('goes on by itself after the database was away, and stops with the application', async () => {
    const url = urlOf(context);
    const name = new URL(url).pathname.slice(1);
    await using app = new AsyncDisposableStack();
    const swept = await instance(url, { sweepEveryMs: 20 });
    app.defer(() => swept.close());
    const first = await expired(1);
    await eventually(async () => (await left(first)) === 0);

    const server = new Client(process.env['TEST_DATABASE_URL']);
    await server.connect();
    const ids = await expired(2);
    await server.query(`ALTER DATABASE ${name} ALLOW_CONNECTIONS false`);
    await server.query('SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = $1', [name]);
    await expect(swept.get(RetentionSweeper).sweep()).rejects.toThrow();
    await server.query(`ALTER DATABASE ${name} ALLOW_CONNECTIONS true`);
    await server.end();
    await eventually(async () => (await left(ids)) === 0);

    await swept.close();
    const kept = await expired(1);
    expect(await context.app.get(RetentionSweeper).sweep()).toMatchObject({ sessions: kept.length });
  });

  it.each([
    ['attemptPatienceMs', 2 ** 31],
    ['sweepEveryMs', 30 * 24 * 3_600_000],
    ['checkpointEveryMs', 2 ** 31],
    ['sessionLifetimeMs', Number.MAX_SAFE_INTEGER],
    ['sweepEveryMs', 0],
  ])('and its like never get a time that overflows a timer or a date: %s of %d', async (option, ms) => {
    await expect(instance(urlOf(context), { [option]: ms })).rejects.toThrow(`${option} must be`);
  });
});
