import type { LoggerService } from '@nestjs/common';
import { ConfirmedClickModule, PostgresPolicyIssueStore } from '@couplekit/seo-guard/ads';
import { bootApp, eventually, FakeAdSense } from '@couplekit/testkit';
import { createDatabase, type TestDatabase } from '@couplekit/testkit/postgres';
import { Pool } from 'pg';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { Recording } from './recording.js';

let adsense: FakeAdSense;
let database: TestDatabase;
let pools: Pool[];
beforeEach(async () => {
  adsense = await FakeAdSense.start();
  database = await createDatabase();
  pools = [];
});
afterEach(async () => {
  await Promise.all(pools.map((pool) => pool.end()));
  await database.drop();
  await adsense[Symbol.asyncDispose]();
});

const instance = async (heard: Recording, turnTimeoutMs = 60_000, logger?: LoggerService) => {
  const pool = new Pool({ connectionString: database.url, max: 2 });
  pools.push(pool);
  const store = new PostgresPolicyIssueStore(pool);
  await store.createTable();
  const module = ConfirmedClickModule.forRoot({
    ...adsense.access,
    retries: 0,
    intervalMs: 20,
    turnTimeoutMs,
    listener: heard,
    alerts: heard,
    store,
  });
  return bootApp({ adapter: 'fastify', module, ...(logger && { logger }) });
};
const polls = async (count: number) => {
  const before = adsense.count('list');
  await eventually(() => adsense.count('list') >= before + count);
};

it('three instances on one database tell each event once', async () => {
  const heard = new Recording();
  await using _one = await instance(heard);
  await using _two = await instance(heard);
  await using _three = await instance(heard);
  adsense.issues = [{ id: '1' }, { id: '2' }];
  await eventually(() => heard.told.length >= 2);
  await polls(5);
  adsense.issues = [{ id: '2', action: 'AD_SERVING_RESTRICTED' }];
  await eventually(() => heard.told.length >= 4);
  await polls(5);
  expect(heard.told.toSorted()).toEqual(['cleared 1', 'escalated 2', 'new 1', 'new 2']);
  expect(new Set(heard.alerts.map(({ id }) => id)).size).toBe(4);
});

it('only one of them polls at a time', async () => {
  const heard = new Recording();
  let within = 0;
  let most = 0;
  heard.before = async () => {
    within += 1;
    most = Math.max(most, within);
    await polls(0);
    within -= 1;
  };
  let round = 0;
  adsense.beforePage = () => {
    round += 1;
    adsense.issues = [{ id: `${round}` }];
  };
  await using _one = await instance(heard);
  await using _two = await instance(heard);
  await polls(12);
  expect(most).toBe(1);
  const appeared = heard.told.filter((line) => line.startsWith('new '));
  expect(new Set(appeared).size).toBe(appeared.length);
});

it('what was known before a restart is not told again, and what was not told then is told now', async () => {
  const first = new Recording();
  adsense.issues = [{ id: '1' }];
  {
    await using _ = await instance(first);
    await eventually(() => first.told.length === 1);
    first.before = () => Promise.reject(new Error('not now'));
    adsense.issues = [{ id: '1' }, { id: '2' }];
    await polls(3);
  }
  const second = new Recording();
  await using _ = await instance(second);
  await eventually(() => second.told.length === 1);
  await polls(2);
  expect([first.told, second.told]).toEqual([['new 1'], ['new 2']]);
});

it('one that stops while it is telling leaves the rest to the others, at once', async () => {
  const first = new Recording();
  const hanging = Promise.withResolvers<void>();
  first.before = () => {
    if (first.events.length === 0) return undefined;
    hanging.resolve();
    return new Promise(() => undefined);
  };
  adsense.issues = [{ id: '1' }, { id: '2' }, { id: '3' }];
  const stopping = await instance(first);
  await hanging.promise;
  const second = new Recording();
  await using _ = await instance(second);
  await stopping.close();
  await eventually(() => second.told.length === 2);
  await polls(2);
  expect([first.told, second.told]).toEqual([['new 1'], ['new 2', 'new 3']]);
});

it('a database that is away for a while stops nothing for good, and is one line in the log', async () => {
  const heard = new Recording();
  const lines: unknown[] = [];
  const logger = {
    log: () => undefined,
    error: () => undefined,
    warn: (line: unknown) => void lines.push(line),
  };
  await using _ = await instance(heard, 300, logger);
  await polls(1);
  const [pool] = pools as [Pool];
  await pool.query('ALTER TABLE adsense_policy_issues RENAME TO away');
  adsense.issues = [{ id: '1' }];
  await eventually(() => lines.length > 0);
  await pool.query('ALTER TABLE away RENAME TO adsense_policy_issues');
  await eventually(() => heard.told.length === 1);
  expect(lines).toEqual(['Policy issues could not be polled; trying again.']);
});
