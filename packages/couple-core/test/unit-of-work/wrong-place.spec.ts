import { DataSource } from 'typeorm';
import { ClsService } from 'nestjs-cls';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import {
  ForeignTransactionError,
  OutsideTransactionError,
  UnitOfWork,
  type Transaction,
} from '../../src/index.js';
import { insert, Note, unitOfWorkContext, type UnitOfWorkContext } from './unit-of-work-context.js';

describe('inside a running unit of work', () => {
  let context: UnitOfWorkContext;
  const run: UnitOfWorkContext['unitOfWork']['run'] = (...given) => context.unitOfWork.run(...given);
  beforeAll(async () => {
    context = await unitOfWorkContext();
  });
  beforeEach(() => context.query('TRUNCATE note'));
  afterAll(() => context[Symbol.asyncDispose]());

  const note = Object.assign(new Note(), { n: 1 });
  const ways: readonly (readonly [string, (dataSource: DataSource) => unknown])[] = [
    [
      'DataSource.query',
      (dataSource) => dataSource.query('INSERT INTO note VALUES (1) ON CONFLICT DO NOTHING'),
    ],
    ['DataSource.transaction', (dataSource) => dataSource.transaction((manager) => manager.save(note))],
    ['DataSource.createQueryRunner', (dataSource) => dataSource.createQueryRunner()],
    ['the root manager', (dataSource) => dataSource.manager.save(note)],
    ['an injected repository', (dataSource) => dataSource.getRepository(Note).save(note)],
    ['a query of a repository', (dataSource) => dataSource.getRepository(Note).find()],
    ['a query builder', (dataSource) => dataSource.createQueryBuilder(Note, 'note').getMany()],
  ];
  it.each(ways)('%s throws and leaves nothing', async (_, use) => {
    const wrong = run({ name: 'wrong' }, async () => void (await use(context.dataSource)));
    await expect(wrong).rejects.toThrow(OutsideTransactionError);
    await expect(wrong).rejects.toThrow(/transaction\.manager, or unitOfWork\.outside/);
    expect(await context.stored()).toEqual([]);
  });

  it.each(ways)('%s works outside of it, and inside unitOfWork.outside', async (_, use) => {
    await use(context.dataSource);
    await run({ name: 'right' }, () => context.unitOfWork.outside(async () => void (await use(context.dataSource))));
  }); // prettier-ignore

  it('work in unitOfWork.outside is not part of it, and returns what it returns', async () => {
    const failing = run({ name: 'outer' }, async (transaction) => {
      await insert(transaction, 1);
      const kept = await context.unitOfWork.outside(() =>
        run({ name: 'separate' }, async (separate) => {
          expect(separate).not.toBe(transaction);
          await insert(separate, 2);
          return 'kept';
        }),
      );
      expect(kept).toBe('kept');
      expect(context.unitOfWork.current()).toBe(transaction);
      throw new Error('the outer fails');
    });
    await expect(failing).rejects.toThrow('the outer fails');
    expect(await context.stored()).toEqual([2]);
    expect(context.unitOfWork.outside(() => 'no unit of work around it')).toBe('no unit of work around it');
  });

  it('its transaction refuses to be used by code outside of its function', async () => {
    const opened = Promise.withResolvers<Transaction>();
    const finish = Promise.withResolvers<void>();
    const running = run({ name: 'owner' }, async (transaction) => {
      opened.resolve(transaction);
      await finish.promise;
    });
    const stolen = await opened.promise;
    await expect(insert(stolen, 1)).rejects.toThrow(ForeignTransactionError);
    await expect(stolen.manager.query('INSERT INTO note VALUES (2)')).rejects.toThrow(
      ForeignTransactionError,
    );
    await expect(stolen.manager.getRepository(Note).save(note)).rejects.toThrow(ForeignTransactionError);
    const thief = run({ name: 'thief' }, () => insert(stolen, 3));
    await expect(thief).rejects.toThrow(ForeignTransactionError);
    finish.resolve();
    await running;
    expect(await context.stored()).toEqual([]);
  });

  it('two units of work on one DataSource join each other and share one guard', async () => {
    const another = new UnitOfWork(context.dataSource, context.app.get(ClsService));
    await another.run({ name: 'outer' }, async (transaction) => {
      await run({ name: 'inner' }, async (inner) => expect(inner).toBe(transaction));
    });
    another.onModuleDestroy();
    const guarded = run({ name: 'wrong' }, () => context.dataSource.query('SELECT 1'));
    await expect(guarded).rejects.toThrow(OutsideTransactionError);
  });
});

describe('the guard of a DataSource', () => {
  it('goes with the last unit of work, and comes again with the next', async () => {
    await using context = await unitOfWorkContext();
    const { dataSource } = context;
    const cls = context.app.get(ClsService);
    context.unitOfWork.onModuleDestroy();
    expect(Object.hasOwn(dataSource, 'createQueryRunner')).toBe(false);
    expect(Object.getOwnPropertySymbols(dataSource)).toEqual([]);
    expect(await context.unitOfWork.run({ name: 'still' }, () => dataSource.query('SELECT 1'))).toHaveLength(
      1,
    );

    const next = new UnitOfWork(dataSource, cls);
    const guarded = next.run({ name: 'wrong' }, () => dataSource.query('SELECT 1'));
    await expect(guarded).rejects.toThrow(OutsideTransactionError);
    const original = dataSource.createQueryRunner;
    let wrapped = 0;
    dataSource.createQueryRunner = (mode) => (wrapped++, original.call(dataSource, mode));
    next.onModuleDestroy();
    expect(await next.run({ name: 'unguarded' }, () => dataSource.query('SELECT 1'))).toHaveLength(1);
    expect(wrapped).toBe(1);
  });
});
