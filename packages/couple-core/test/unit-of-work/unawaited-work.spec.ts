import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { TransactionEndedError, UnawaitedWorkError, type Transaction } from '../../src/index.js';
import { insert, Note, SENDING, unitOfWorkContext, type UnitOfWorkContext } from './unit-of-work-context.js';

describe.each(SENDING)('work in a transaction, %s,', (_, extra) => {
  let context: UnitOfWorkContext;
  const run: UnitOfWorkContext['unitOfWork']['run'] = (...given) => context.unitOfWork.run(...given);
  const warnings: Error[] = [];
  const warn = (warning: Error) => void warnings.push(warning);
  beforeAll(async () => {
    process.on('warning', warn);
    context = await unitOfWorkContext({ poolSize: 2, extra });
  });
  beforeEach(() => context.query('TRUNCATE note'));
  afterAll(async () => {
    await context[Symbol.asyncDispose]();
    process.off('warning', warn);
  });

  it('takes its turn, in the order of the calls, without a warning of pg', async () => {
    const order: number[] = [];
    await run({ name: 'many' }, (transaction) =>
      Promise.all(
        Array.from({ length: 50 }, async (__, n) => {
          const [row] = await transaction.query<{ n: number }>('SELECT $1::int AS n', [n]);
          order.push(row?.n ?? -1);
        }),
      ),
    );
    expect(order).toEqual(Array.from({ length: 50 }, (__, n) => n));
    expect(warnings).toEqual([]);
  });

  it('takes its turn through the manager too, mixed with queries', async () => {
    await run({ name: 'mixed' }, async (transaction) => {
      const { manager } = transaction;
      await Promise.all([
        manager.save(Object.assign(new Note(), { n: 1 })),
        insert(transaction, 2),
        manager.getRepository(Note).insert({ n: 3 }),
        manager.createQueryBuilder().insert().into(Note).values({ n: 4 }).execute(),
        manager.query('INSERT INTO note VALUES (5)'),
      ]);
    });
    expect(await context.stored()).toEqual([1, 2, 3, 4, 5]);
    expect(warnings).toEqual([]);
  });

  it('is not waited for when another part of it has failed', async () => {
    const failing = run({ name: 'failing' }, (transaction) =>
      Promise.all([
        insert(transaction, 1),
        transaction.query('SELECT 1 / 0'),
        insert(transaction, 2),
        insert(transaction, 3),
      ]),
    );
    await expect(failing).rejects.toMatchObject({ code: '22012' });
    expect(await context.stored()).toEqual([]);
  });

  const careless: readonly (readonly [string, (transaction: Transaction) => void])[] = [
    ['a query', (transaction) => void transaction.query('SELECT pg_sleep(0.05)')],
    ['2 queries', (transaction) => void [insert(transaction, 1), insert(transaction, 2)]],
    ['a query', (transaction) => void transaction.manager.query('SELECT pg_sleep(0.05)')],
    ['a query', (transaction) => void transaction.manager.save(Object.assign(new Note(), { n: 4 })).catch(() => {})],
    ['joined', () => void run({ name: 'joined' }, () => new Promise(() => {}))],
    ['a nested manager.transaction', (transaction) => transaction.manager.queryRunner?.startTransaction()],
  ]; // prettier-ignore
  it.each(careless)('is rolled back when %s was not awaited (case %$)', async (left, work) => {
    const unawaited = run({ name: 'unawaited' }, async (transaction) => {
      await insert(transaction, 9);
      await Promise.resolve(work(transaction));
    });
    await expect(unawaited).rejects.toThrow(UnawaitedWorkError);
    await expect(unawaited).rejects.toThrow(left);
    expect(await context.stored()).toEqual([]);
    await Promise.all([1, 2].map((n) => run({ name: 'healthy' }, (transaction) => insert(transaction, n))));
    expect(await context.stored()).toEqual([1, 2]);
  });

  it('is refused after the end', async () => {
    let late: Transaction | undefined;
    await run({ name: 'early' }, async (transaction) => {
      late = transaction;
      await transaction.manager.query('SELECT 1');
    });
    const queryBuilder = () => late?.manager.createQueryBuilder(Note, 'note').getMany();
    expect(() => late?.afterCommit(() => {})).toThrow(TransactionEndedError);
    expect(() => late?.afterRollback(() => {})).toThrow(TransactionEndedError);
    await expect(late?.query('SELECT 1')).rejects.toThrow(TransactionEndedError);
    await expect(late?.manager.query('SELECT 1')).rejects.toThrow('released');
    await expect(late?.manager.getRepository(Note).find()).rejects.toThrow('released');
    await expect(late?.manager.save(Object.assign(new Note(), { n: 1 }))).rejects.toThrow('released');
    await expect(queryBuilder()).rejects.toThrow('released');
    expect(await context.stored()).toEqual([]);
  });

  it('that outlives its unit of work can neither join it nor start another by accident', async () => {
    const goOn = Promise.withResolvers<void>();
    const late: Promise<unknown>[] = [];
    await run({ name: 'early' }, async () => {
      const after = (work: () => Promise<unknown>) => late.push(goOn.promise.then(work));
      after(() => run({ name: 'late' }, (transaction) => insert(transaction, 1)));
      after(() => context.dataSource.query('INSERT INTO note VALUES (2)'));
      after(() => context.unitOfWork.outside(() => run({ name: 'meant' }, (meant) => insert(meant, 3))));
      after(async () => expect(context.unitOfWork.current()).toBeUndefined());
    });
    goOn.resolve();
    const [joined, root, ...fine] = await Promise.allSettled(late);
    expect(joined).toMatchObject({ reason: { name: 'TransactionEndedError' } });
    expect(root).toMatchObject({ reason: { name: 'OutsideTransactionError' } });
    expect(fine.map(({ status }) => status)).toEqual(['fulfilled', 'fulfilled']);
    expect(await context.stored()).toEqual([3]);
  });
});
