import { eventually, extent } from '@couplekit/testkit';
import { createDatabase, type TestDatabase } from '@couplekit/testkit/postgres';
import fc from 'fast-check';
import { Pool } from 'pg';
import { DataSource } from 'typeorm';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import {
  CREATE_VITALS_TABLE,
  DROP_VITALS_TABLE,
  MemoryVitalsStore,
  PostgresVitalsStore,
  summarizeVitals,
  VITALS_DEVICES,
  VITALS_GROUPINGS,
  VITALS_METRICS,
  type PostgresQuery,
  type VitalsQuery,
  type VitalsSample,
} from '../../src/vitals/index.js';

const START = Date.parse('2026-11-26T00:00:00Z');
const EVER: VitalsQuery = { from: new Date(0) };

let made = 0;
const sample = (changes: Partial<VitalsSample> = {}): VitalsSample => ({
  metric: 'LCP',
  id: `v6-1790000000000-${1_000_000_000_000 + made++}`,
  value: 1_000.125,
  route: '/share/:token',
  device: 'phone',
  build: 'b7',
  receivedAt: new Date(START),
  ...changes,
});

const later = (ms: number) => new Date(START + ms);

describe('the PostgreSQL store', () => {
  let database: TestDatabase;
  let pool: Pool;
  let dataSource: DataSource;
  let store: PostgresVitalsStore;

  beforeAll(async () => {
    database = await createDatabase();
    pool = new Pool({ connectionString: database.url });
    // A connection may still be leaving when its database is dropped.
    pool.on('error', () => undefined);
    dataSource = await new DataSource({
      type: 'postgres',
      url: database.url,
      installExtensions: false,
    }).initialize();
    store = new PostgresVitalsStore(pool);
  });
  afterAll(async () => {
    await dataSource.destroy();
    await pool.end();
    await database.drop();
  });
  beforeEach(async () => {
    await pool.query(DROP_VITALS_TABLE);
    await store.createTable();
  });

  const rows = async () =>
    (await pool.query('SELECT id, value::float8, build FROM web_vitals ORDER BY id'))
      .rows as readonly unknown[];

  it('makes its table at the same time from many connections', async () => {
    await pool.query(DROP_VITALS_TABLE);
    await Promise.all(Array.from({ length: 10 }, () => pool.query(CREATE_VITALS_TABLE)));
    await store.save([sample()]);
    expect(await rows()).toHaveLength(1);
  });

  it('waits for a connection that is just making the table', async () => {
    await pool.query(DROP_VITALS_TABLE);
    const [first, second] = await Promise.all([pool.connect(), pool.connect()]);
    try {
      await first.query('BEGIN');
      await first.query(CREATE_VITALS_TABLE);
      const making = second.query(CREATE_VITALS_TABLE).then(() => 'made');
      await eventually(async () => {
        const waiting = await pool.query(
          "SELECT FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'",
        );
        return waiting.rows.length > 0;
      });
      await first.query('COMMIT');
      expect(await making).toBe('made');
    } finally {
      first.release();
      second.release();
    }
  });

  it('keeps everything of a sample', async () => {
    const one = sample({ metric: 'CLS', value: 0.1 + 0.2, receivedAt: later(123) });
    await store.save([one]);
    await store.save([]);
    const { rows: kept } = await pool.query('SELECT * FROM web_vitals');
    const { receivedAt, ...rest } = one;
    expect(kept).toEqual([{ ...rest, received_at: receivedAt }]);
  });

  it('keeps the report received last, in whatever order reports arrive', async () => {
    const first = sample({ value: 1, build: 'old' });
    const last = { ...first, value: 2, build: 'new', receivedAt: later(1_000) };
    await store.save([last]);
    await store.save([first]);
    expect(await rows()).toEqual([{ id: first.id, value: 2, build: 'new' }]);
    await store.save([{ ...last, value: 3 }]);
    expect(await rows()).toEqual([{ id: first.id, value: 3, build: 'new' }]);
    await store.save([{ ...first, metric: 'CLS', value: 0.5 }]);
    expect(await rows()).toHaveLength(2);
  });

  it('is shared by instances that store the same ids in different orders', async () => {
    const samples = Array.from({ length: 300 }, () => sample());
    const instances = Array.from({ length: 8 }, () => new PostgresVitalsStore(pool));
    await Promise.all(
      instances.map((instance, index) =>
        instance.save((index % 2 ? samples.toReversed() : samples).map((one) => ({ ...one, value: index, receivedAt: later(index) }))),
      ),
    ); // prettier-ignore
    const { rows: kept } = await pool.query(
      'SELECT value, count(*)::int AS count FROM web_vitals GROUP BY value',
    );
    expect(kept).toEqual([{ value: 7, count: 300 }]);
  });

  it('refuses what no sample can be', async () => {
    for (const wrong of [{ value: NaN }, { value: Infinity }, { value: -1 }]) {
      await expect(store.save([sample(wrong)])).rejects.toThrow('web_vitals_value');
    }
    expect(await rows()).toEqual([]);
  });

  it('works through TypeORM in one line', async () => {
    const postgres: PostgresQuery = {
      query: async (sql, values) => ({ rows: await dataSource.query(sql, values && [...values]) }),
    };
    const typeorm = new PostgresVitalsStore(postgres);
    await typeorm.createTable();
    await typeorm.save([sample(), sample({ value: 3_000 })]);
    expect(await typeorm.summarize(EVER)).toEqual(await store.summarize(EVER));
    expect(await typeorm.deleteBefore(later(1), 10)).toBe(2);
    expect(await typeorm.deleteBefore(later(1), 10)).toBe(0);
  });

  it('deletes the oldest samples, as many as it may', async () => {
    const memory = new MemoryVitalsStore();
    const samples = [3, 1, 2, 5, 4].map((ms) => sample({ value: ms, receivedAt: later(ms) }));
    for (const each of [store, memory]) {
      await each.save(samples);
      expect(await each.deleteBefore(later(5), 3)).toBe(3);
      expect((await each.summarize(EVER)).map(({ samples: left, p75 }) => [left, p75])).toEqual([[2, 5]]);
      expect(await each.summarize({ from: later(4), to: later(5) })).toMatchObject([{ p75: 4 }]);
      expect(await each.deleteBefore(later(5), 3)).toBe(1);
      expect(await each.deleteBefore(later(5), 3)).toBe(0);
    }
    expect((await rows()) as readonly { value: number }[]).toMatchObject([{ value: 5 }]);
    expect(memory.samples).toMatchObject([{ value: 5 }]);
  });

  it('finds the value that SQL calls the discrete 75th percentile', async () => {
    const values = Array.from({ length: 997 }, (_, index) => ((index * 7_919) % 997) / 3);
    await store.save(values.map((value) => sample({ value })));
    const [summary] = await store.summarize(EVER);
    const { rows: found } = await pool.query<{ p75: number }>(
      'SELECT percentile_disc(0.75) WITHIN GROUP (ORDER BY value) AS p75 FROM web_vitals',
    );
    expect(summary?.p75).toBe(found[0]?.p75);
  });

  it('reads windows of time from its index alone', async () => {
    await store.save(Array.from({ length: 2_000 }, (_, index) => sample({ receivedAt: later(index) })));
    await pool.query('VACUUM ANALYZE web_vitals');
    const plans: string[] = [];
    const explained: PostgresQuery = {
      query: async (sql, values) => {
        const plan = await pool.query(`EXPLAIN ${sql}`, [...(values ?? [])]);
        plans.push(plan.rows.map((row) => String(Object.values(row as object)[0])).join('\n'));
        return { rows: [] };
      },
    };
    await new PostgresVitalsStore(explained).summarize({ from: later(10), to: later(20) });
    expect(plans.join()).toContain('Index Only Scan using web_vitals_received_at');
  });

  it('says the same as the pure summary, on random samples and questions', async () => {
    const values = fc.oneof(fc.constantFrom(0, 1, 2_500), fc.double({ min: 0, max: 100, noNaN: true }));
    const samples = fc.array(
      fc.record({
        metric: fc.constantFrom(...VITALS_METRICS.slice(0, 2)),
        value: values,
        route: fc.constantFrom('/', '/share/:token', '(other)'),
        device: fc.constantFrom(...VITALS_DEVICES.slice(0, 2)),
        build: fc.constantFrom('b7', 'b8'),
        receivedAt: fc.nat(5).map(later),
      }),
      { minLength: 1, maxLength: 400, size: 'max' },
    );
    const some = <T>(all: readonly T[]) => fc.option(fc.subarray([...all]), { nil: undefined });
    const query = fc.record(
      {
        from: fc.nat(3).map(later),
        to: fc.nat(6).map(later),
        metrics: some(VITALS_METRICS),
        routes: some(['/', '(other)']),
        devices: some(VITALS_DEVICES),
        builds: some(['b7', 'none']),
        by: some(VITALS_GROUPINGS),
        confidence: fc.constantFrom(0.5, 0.8, 0.95, 0.999),
      },
      { requiredKeys: ['from'] },
    );
    await fc.assert(
      fc.asyncProperty(samples, query, async (drawn, asked) => {
        const kept = drawn.map((one) => sample(one));
        await pool.query('TRUNCATE web_vitals');
        await store.save(kept);
        const defined = Object.fromEntries(
          Object.entries(asked).filter(([, value]) => value !== undefined),
        ) as unknown as VitalsQuery;
        expect(await store.summarize(defined)).toEqual(summarizeVitals(kept, defined));
      }),
      { numRuns: extent(40, 150) },
    );
  });

  it('reads far enough around the percentile for samples of every size', async () => {
    for (const size of [1, 2, 3, 4, 5, 12, 13, 29, 100, 1_000, 5_000]) {
      await pool.query('TRUNCATE web_vitals');
      const kept = Array.from({ length: size }, (_, index) => sample({ value: index + 1 }));
      await store.save(kept);
      for (const confidence of [0.01, 0.95, 0.999_999]) {
        const asked = { ...EVER, confidence };
        expect(await store.summarize(asked)).toEqual(summarizeVitals(kept, asked));
      }
    }
  });

  it.each([0, 1, NaN, 95])('needs a confidence between 0 and 1, not %d', async (confidence) => {
    await expect(store.summarize({ ...EVER, confidence })).rejects.toThrow('confidence');
  });
});
