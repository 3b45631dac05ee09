import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { coupleMigrations, migrate } from '../src/index.js';
import { coupleContext, type CoupleContext } from './couple-context.js';

describe('migrations', () => {
  let context: CoupleContext;
  beforeAll(async () => void (context = await coupleContext()));
  afterAll(() => context[Symbol.asyncDispose]());

  it('make exactly the tables that the entities describe', async () => {
    const { upQueries } = await context.dataSource.driver.createSchemaBuilder().log();
    expect(upQueries.map(({ query }) => query)).toEqual([]);
  });

  it('run once, however many instances start together', async () => {
    expect(await Promise.all([migrate(context.dataSource), migrate(context.dataSource)])).toEqual([[], []]);
    for (const _ of coupleMigrations) await context.dataSource.undoLastMigration();
    const ran = await Promise.all([1, 2, 3, 4].map(() => migrate(context.dataSource)));
    expect(ran.flat()).toEqual(coupleMigrations.map(({ name }) => name));
  });
});
