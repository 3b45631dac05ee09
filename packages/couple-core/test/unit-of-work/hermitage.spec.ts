/**
 * The anomalies of Hermitage (https://github.com/ept/hermitage, the cases for PostgreSQL), through `UnitOfWork.run`: what
 * each isolation prevents, and that at READ COMMITTED a lock on the parent row first prevents the rest.
 */
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { steppedUnitOfWork, type SteppedUnitOfWork } from './stepped-unit-of-work.js';
import { unitOfWorkContext, type UnitOfWorkContext } from './unit-of-work-context.js';

const set = (id: number, value: number) => `UPDATE test SET value = ${value} WHERE id = ${id}`;
const get = (id: number) => `SELECT value FROM test WHERE id = ${id}`;
const ALL = 'SELECT id, value FROM test ORDER BY id';
const THIRDS = 'SELECT id, value FROM test WHERE value % 3 = 0';
const value = (n: number) => [{ value: n }];
const table = (...values: readonly number[]) => values.map((n, index) => ({ id: index + 1, value: n }));
const conflict = { code: '40001' };

let context: UnitOfWorkContext;
beforeAll(async () => {
  context = await unitOfWorkContext();
  await context.query('CREATE TABLE test (id int PRIMARY KEY, value int)');
  await context.query('CREATE TABLE parent (id int PRIMARY KEY)');
  await context.query('INSERT INTO parent VALUES (1)');
});
beforeEach(async () => {
  await context.query('TRUNCATE test');
  await context.query('INSERT INTO test VALUES (1, 10), (2, 20)');
});
afterAll(() => context[Symbol.asyncDispose]());

const committed = () => context.query(ALL);

describe.each(['READ COMMITTED', 'REPEATABLE READ', 'SERIALIZABLE'] as const)('%s', (isolation) => {
  const readCommitted = isolation === 'READ COMMITTED';
  const serializable = isolation === 'SERIALIZABLE';
  const open = () => steppedUnitOfWork(context, isolation);
  const openTwo = async () => [await open(), await open()] as const;

  it('prevents G0, write cycles', async () => {
    const [t1, t2] = await openTwo();
    await t1.sql(set(1, 11));
    const second = await t2.blocked(set(1, 12));
    await t1.sql(set(2, 21));
    await t1.commit();
    expect(await committed()).toEqual(table(11, 21));
    if (readCommitted) {
      await second.rows;
      await t2.sql(set(2, 22));
      await t2.commit();
      expect(await committed()).toEqual(table(12, 22));
    } else {
      await expect(second.rows).rejects.toMatchObject(conflict);
      await expect(t2.commit()).rejects.toMatchObject(conflict);
      expect(await committed()).toEqual(table(11, 21));
    }
  });

  it('prevents G1a, aborted reads', async () => {
    const [t1, t2] = await openTwo();
    await t1.sql(set(1, 101));
    expect(await t2.sql(ALL)).toEqual(table(10, 20));
    await t1.abort();
    expect(await t2.sql(ALL)).toEqual(table(10, 20));
    await t2.commit();
  });

  it('prevents G1b, intermediate reads', async () => {
    const [t1, t2] = await openTwo();
    await t1.sql(set(1, 101));
    expect(await t2.sql(get(1))).toEqual(value(10));
    await t1.sql(set(1, 11));
    await t1.commit();
    expect(await t2.sql(get(1))).toEqual(value(readCommitted ? 11 : 10));
    await t2.commit();
  });

  it('prevents G1c, circular information flow', async () => {
    const [t1, t2] = await openTwo();
    await t1.sql(set(1, 11));
    await t2.sql(set(2, 22));
    expect(await t1.sql(get(2))).toEqual(value(20));
    expect(await t2.sql(get(1))).toEqual(value(10));
    await t1.commit();
    if (serializable) await expect(t2.commit()).rejects.toMatchObject(conflict);
    else await t2.commit();
  });

  it('prevents OTV, an observed transaction that vanishes', async () => {
    const [t1, t2] = await openTwo();
    const t3 = await open();
    await t1.sql(set(1, 11));
    await t1.sql(set(2, 19));
    const second = await t2.blocked(set(1, 12));
    await t1.commit();
    if (!readCommitted) {
      await expect(second.rows).rejects.toMatchObject(conflict);
      await t3.commit();
      return;
    }
    await second.rows;
    expect(await t3.sql(get(1))).toEqual(value(11));
    await t2.sql(set(2, 18));
    expect(await t3.sql(get(2))).toEqual(value(19));
    await t2.commit();
    expect([await t3.sql(get(2)), await t3.sql(get(1))]).toEqual([value(18), value(12)]);
    await t3.commit();
  });

  it(`${readCommitted ? 'allows' : 'prevents'} PMP, a predicate with many preceders`, async () => {
    const [t1, t2] = await openTwo();
    expect(await t1.sql('SELECT * FROM test WHERE value = 30')).toEqual([]);
    await t2.sql('INSERT INTO test VALUES (3, 30)');
    await t2.commit();
    expect(await t1.sql(THIRDS)).toEqual(readCommitted ? [{ id: 3, value: 30 }] : []);
    await t1.commit();
  });

  it(`${readCommitted ? 'allows' : 'prevents'} PMP of a write`, async () => {
    const [t1, t2] = await openTwo();
    await t1.sql('UPDATE test SET value = value + 10');
    const second = await t2.blocked('DELETE FROM test WHERE value = 20 RETURNING id');
    await t1.commit();
    if (readCommitted) {
      expect(await second.rows).toEqual([]);
      expect(await t2.sql('SELECT id FROM test WHERE value = 20')).toEqual([{ id: 1 }]);
      await t2.commit();
    } else await expect(second.rows).rejects.toMatchObject(conflict);
  });

  it(`${readCommitted ? 'allows' : 'prevents'} P4, a lost update`, async () => {
    const [t1, t2] = await openTwo();
    for (const t of [t1, t2]) expect(await t.sql(get(1))).toEqual(value(10));
    await t1.sql(set(1, 11));
    const second = await t2.blocked(set(1, 11));
    await t1.commit();
    if (readCommitted) {
      await second.rows;
      await t2.commit();
    } else await expect(second.rows).rejects.toMatchObject(conflict);
    expect(await committed()).toEqual(expect.arrayContaining([{ id: 1, value: 11 }]));
  });

  it(`${readCommitted ? 'allows' : 'prevents'} G-single, read skew`, async () => {
    const [t1, t2] = await openTwo();
    expect(await t1.sql(get(1))).toEqual(value(10));
    await t2.sql(set(1, 12));
    await t2.sql(set(2, 18));
    await t2.commit();
    expect(await t1.sql(get(2))).toEqual(value(readCommitted ? 18 : 20));
    await t1.commit();
  });

  it(`${readCommitted ? 'allows' : 'prevents'} G-single of a write`, async () => {
    const [t1, t2] = await openTwo();
    expect(await t1.sql(get(1))).toEqual(value(10));
    await t2.sql(set(1, 12));
    await t2.sql(set(2, 18));
    await t2.commit();
    const third = t1.sql('DELETE FROM test WHERE value = 20 RETURNING id');
    if (readCommitted) {
      expect(await third).toEqual([]);
      await t1.commit();
    } else await expect(third).rejects.toMatchObject(conflict);
  });

  it(`${serializable ? 'prevents' : 'allows'} G2-item, write skew`, async () => {
    const [t1, t2] = await openTwo();
    for (const t of [t1, t2]) expect(await t.sql(ALL)).toEqual(table(10, 20));
    await t1.sql(set(1, 11));
    await t2.sql(set(2, 21));
    await t1.commit();
    if (serializable) await expect(t2.commit()).rejects.toMatchObject(conflict);
    else await t2.commit();
    expect(await committed()).toEqual(serializable ? table(11, 20) : table(11, 21));
  });

  it(`${serializable ? 'prevents' : 'allows'} G2, anti-dependency cycles`, async () => {
    const [t1, t2] = await openTwo();
    for (const t of [t1, t2]) expect(await t.sql(THIRDS)).toEqual([]);
    await t1.sql('INSERT INTO test VALUES (3, 30)');
    await t2.sql('INSERT INTO test VALUES (4, 42)');
    await t1.commit();
    if (serializable) await expect(t2.commit()).rejects.toMatchObject(conflict);
    else await t2.commit();
    expect(await committed()).toHaveLength(serializable ? 3 : 4);
  });
});

describe('READ COMMITTED with a lock on the parent row first', () => {
  const LOCK = 'SELECT FROM parent WHERE id = 1 FOR UPDATE';

  /** The second waits for the parent row until the first has committed what `first` did; then `second` runs. */
  const oneAfterTheOther = async (
    first: (t1: SteppedUnitOfWork) => Promise<unknown>,
    second: (t2: SteppedUnitOfWork) => Promise<unknown>,
  ) => {
    const t1 = await steppedUnitOfWork(context, 'READ COMMITTED');
    const t2 = await steppedUnitOfWork(context, 'READ COMMITTED');
    await t1.sql(LOCK);
    const waiting = await t2.blocked(LOCK);
    await first(t1);
    await t1.commit();
    await waiting.rows;
    await second(t2);
    await t2.commit();
  };
  const increment = async (t: SteppedUnitOfWork) => {
    const [row] = await t.sql(get(1));
    await t.sql(set(1, Number(row?.['value']) + 1));
  };

  it('prevents P4: no update is lost', async () => {
    await oneAfterTheOther(increment, increment);
    expect(await committed()).toEqual(table(12, 20));
  });

  it('prevents PMP and G-single: the second sees one state, that of after the first', async () => {
    await oneAfterTheOther(
      async (t1) => {
        await t1.sql('INSERT INTO test VALUES (3, 30)');
        await t1.sql(set(1, 12));
        await t1.sql(set(2, 18));
      },
      async (t2) => {
        expect(await t2.sql(ALL)).toEqual(table(12, 18, 30));
        expect(await t2.sql(THIRDS)).toHaveLength(3);
        expect(await t2.sql('DELETE FROM test WHERE value = 20 RETURNING id')).toEqual([]);
      },
    );
  });

  it('prevents G2-item and G2: the second decides on what the first has done', async () => {
    const onlyOne = async (t: SteppedUnitOfWork, id: number) => {
      const thirds = await t.sql(THIRDS);
      if (thirds.length === 0) await t.sql(`INSERT INTO test VALUES (${id}, 30)`);
    };
    await oneAfterTheOther(
      (t1) => onlyOne(t1, 3),
      (t2) => onlyOne(t2, 4),
    );
    expect(await committed()).toEqual(table(10, 20, 30));
  });
});
