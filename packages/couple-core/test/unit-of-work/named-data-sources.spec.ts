import 'reflect-metadata';
import { Injectable, Module, type DynamicModule } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { getDataSourceToken, TypeOrmModule } from '@nestjs/typeorm';
import { createDatabase } from '@couplekit/testkit/postgres';
import { ClsModule, ClsService } from 'nestjs-cls';
import type { DataSource } from 'typeorm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  getUnitOfWorkToken,
  InjectUnitOfWork,
  OutsideTransactionError,
  UnitOfWork,
  UnitOfWorkModule,
} from '../../src/index.js';

@Injectable()
class Reports {
  constructor(
    @InjectUnitOfWork('reports') readonly reports: UnitOfWork,
    @InjectUnitOfWork() readonly main: UnitOfWork,
  ) {}
}

@Module({})
class AppModule {
  static on(urls: { readonly main?: string; readonly reports: string }): DynamicModule {
    const source = (url: string, name?: string) =>
      TypeOrmModule.forRoot({ type: 'postgres', url, installExtensions: false, ...(name && { name }) });
    return {
      module: AppModule,
      imports: [
        ...(urls.main ? [source(urls.main), UnitOfWorkModule] : []),
        source(urls.reports, 'reports'),
        ClsModule.forRoot({ global: true }),
        UnitOfWorkModule.forFeature('reports'),
      ],
      providers: urls.main ? [Reports] : [],
    };
  }
}

const boot = (urls: Parameters<typeof AppModule.on>[0]) =>
  NestFactory.createApplicationContext(AppModule.on(urls), { logger: false, abortOnError: false });

describe('units of work on several DataSources', () => {
  let urls: { main: string; reports: string };
  let app: Awaited<ReturnType<typeof boot>>;
  const drops: (() => Promise<void>)[] = [];
  beforeAll(async () => {
    const [main, reports] = await Promise.all([createDatabase(), createDatabase()]);
    drops.push(main.drop, reports.drop);
    urls = { main: main.url, reports: reports.url };
    app = await boot(urls);
    for (const source of [getDataSourceToken(), getDataSourceToken('reports')])
      await app.get<DataSource>(source).query('CREATE TABLE note (n int)');
  });
  afterAll(async () => {
    await app.close();
    for (const drop of drops) await drop();
  });
  const stored = async (name?: string) =>
    (await app.get<DataSource>(getDataSourceToken(name)).query<{ n: number }[]>('SELECT n FROM note')).map(({ n }) => n); // prettier-ignore

  it('are injected by the name of the DataSource, as @nestjs/typeorm names it', () => {
    const { main, reports } = app.get(Reports);
    expect(main).toBe(app.get(UnitOfWork));
    expect(reports).toBe(app.get(getUnitOfWorkToken('reports')));
    expect(main).not.toBe(reports);
    expect(getUnitOfWorkToken()).toBe(UnitOfWork);
    expect(getUnitOfWorkToken('default')).toBe(UnitOfWork);
    expect(UnitOfWorkModule.forFeature('default').module).toBe(UnitOfWorkModule);
  });

  it('keep their transactions apart when one runs inside the other', async () => {
    const { main, reports } = app.get(Reports);
    const failing = main.run({ name: 'main' }, async (outer) => {
      await outer.query('INSERT INTO note VALUES (1)');
      await reports.run({ name: 'reports' }, async (inner) => {
        expect(inner).not.toBe(outer);
        expect([main.current(), reports.current()]).toEqual([outer, inner]);
        await inner.query('INSERT INTO note VALUES (2)');
        await outer.query('INSERT INTO note VALUES (3)');
        await expect(app.get<DataSource>(getDataSourceToken()).query('SELECT 1')).rejects.toThrow(
          OutsideTransactionError,
        );
      });
      expect(reports.current()).toBeUndefined();
      await app.get<DataSource>(getDataSourceToken('reports')).query('SELECT 1');
      throw new Error('main fails');
    });
    await expect(failing).rejects.toThrow('main fails');
    expect([await stored(), await stored('reports')]).toEqual([[], [2]]);
  });

  it('keep what the context of the caller holds, such as a request id', async () => {
    const { main, reports } = app.get(Reports);
    const cls = app.get(ClsService);
    await cls.run(async () => {
      cls.set('requestId', 'r-1');
      await main.run({ name: 'outer' }, () =>
        reports.run({ name: 'inner' }, () =>
          main.outside(async () => {
            expect(cls.get('requestId')).toBe('r-1');
            expect([main.current(), reports.current() === undefined]).toEqual([undefined, false]);
          }),
        ),
      );
      expect(cls.get()).toMatchObject({ requestId: 'r-1' });
      expect(main.current()).toBeUndefined();
    });
  });

  it('need no default DataSource', async () => {
    const alone = await boot({ reports: urls.reports });
    const unitOfWork = alone.get<UnitOfWork>(getUnitOfWorkToken('reports'));
    const rows = await unitOfWork.run({ name: 'alone' }, (transaction) => transaction.query('SELECT 1 AS n'));
    expect(rows).toEqual([{ n: 1 }]);
    await alone.close();
  });

  it('of two applications in one process know nothing of each other', async () => {
    const other = await boot(urls);
    const mine = app.get(UnitOfWork);
    const theirs = other.get(UnitOfWork);
    await mine.run({ name: 'mine' }, async (transaction) => {
      expect(theirs.current()).toBeUndefined();
      await theirs.run({ name: 'theirs' }, async (own) => expect(own).not.toBe(transaction));
      await other.get<DataSource>(getDataSourceToken()).query('SELECT 1');
    });
    await other.close();
    const guarded = mine.run({ name: 'wrong' }, () =>
      app.get<DataSource>(getDataSourceToken()).query('SELECT 1'),
    );
    await expect(guarded).rejects.toThrow(OutsideTransactionError);
  });
});
