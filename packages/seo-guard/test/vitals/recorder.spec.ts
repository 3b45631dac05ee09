import { bootApp, eventually, type RunningApp } from '@couplekit/testkit';
import { createDatabase } from '@couplekit/testkit/postgres';
import { ConsoleLogger, type LoggerService } from '@nestjs/common';
import { Pool } from 'pg';
import { describe, expect, it } from 'vitest';
import {
  MemoryVitalsStore,
  PostgresVitalsStore,
  VitalsRecorder,
  VitalsRetention,
  VitalsStore,
  type VitalsSample,
  type WebVitalsModuleOptions,
} from '../../src/vitals/index.js';
import { metric, report, vitalsApp } from './vitals-app.js';

const FOREVER = 600_000;
const DAY_MS = 86_400_000;

/** A store that can be away, or slow. */
class FickleStore extends MemoryVitalsStore {
  away = false;
  readonly batches: number[] = [];
  gate: Promise<void> | undefined;

  override async save(samples: readonly VitalsSample[]): Promise<void> {
    this.batches.push(samples.length);
    await this.gate;
    if (this.away) throw new Error('the database is away');
    await super.save(samples);
  }
}

class Words extends ConsoleLogger {
  readonly said: string[] = [];
  override log(message: string): void {
    this.said.push(message);
  }
  override warn(message: string): void {
    this.said.push(message);
  }
}

async function boot(options: Partial<WebVitalsModuleOptions>, logger?: LoggerService) {
  const store = new FickleStore();
  const { module } = vitalsApp({ store, rateLimit: false, ...options });
  const app = await bootApp({ adapter: 'fastify', module, ...(logger && { logger }) });
  const recorder = app.app.get(VitalsRecorder);
  const send = async (count: number) => {
    for (let sent = 0; sent < count; sent++) {
      const answer = await report(`${app.url}/vitals`, metric());
      expect(answer.status).toBe(204);
    }
  };
  return { app, store, recorder, send, [Symbol.asyncDispose]: () => app.close() };
}

describe('the recorder', () => {
  it('answers while the store still works, and stores in batches', async () => {
    await using service = await boot({ flush: { everyMs: 1, batch: 4 } });
    const { promise, resolve } = Promise.withResolvers<void>();
    service.store.gate = promise;
    await service.send(1);
    await eventually(() => service.store.batches.length === 1);
    await service.send(7);
    expect(service.recorder.counts()).toEqual({ received: 8, stored: 0, dropped: 0, waiting: 7 });
    resolve();
    await eventually(() => service.recorder.counts().stored === 8);
    expect(service.store.batches).toEqual([1, 4, 3]);
    expect(service.store.samples).toHaveLength(8);
  });

  it('does not wait for the clock once a batch is full', async () => {
    await using service = await boot({ flush: { everyMs: FOREVER, batch: 3 } });
    await service.send(2);
    expect(service.store.batches).toEqual([]);
    await service.send(1);
    await eventually(() => service.recorder.counts().stored === 3);
  });

  it('keeps what cannot be stored, drops what has no room, counts both, and says so once', async () => {
    const words = new Words();
    await using service = await boot({ flush: { everyMs: 1, batch: 2, capacity: 3 } }, words);
    service.store.away = true;
    await service.send(1);
    await eventually(() => service.store.batches.length >= 3);
    await service.send(4);
    expect(service.recorder.counts()).toMatchObject({ received: 5, stored: 0, dropped: 2 });
    service.store.away = false;
    await eventually(() => service.recorder.counts().stored === 3);
    expect(service.recorder.counts()).toEqual({ received: 5, stored: 3, dropped: 2, waiting: 0 });
    expect(words.said.filter((word) => word.startsWith('Samples'))).toEqual([
      'Samples cannot be stored, and wait: the database is away',
      'Samples can be stored again.',
    ]);
  });

  it('stores what waits before the application ends', async () => {
    const service = await boot({ flush: { everyMs: FOREVER } });
    await service.send(3);
    let whenTheServerCloses: number | undefined;
    service.app.app.getHttpServer().on('close', () => (whenTheServerCloses = service.store.samples.length));
    await service.app.close();
    // Later than that, other modules may have closed the connections.
    expect(whenTheServerCloses).toBe(3);
  });

  it('ends with a store that is away, and says what is lost', async () => {
    const words = new Words();
    const service = await boot({ flush: { everyMs: FOREVER } }, words);
    await service.send(3);
    service.store.away = true;
    await service.app.close();
    expect(service.recorder.counts()).toEqual({ received: 3, stored: 0, dropped: 3, waiting: 0 });
    expect(words.said).toContain('3 samples could not be stored before the end.');
  });
});

describe('retention', () => {
  const old = (days: number): VitalsSample => ({
    metric: 'LCP',
    id: `v6-1790000000000-${1_000_000_000_000 + days}`,
    value: 1,
    route: '/',
    device: 'phone',
    build: 'b',
    receivedAt: new Date(Date.now() - days * DAY_MS),
  });
  const days = (samples: readonly VitalsSample[]) => samples.map(({ id }) => Number(id.slice(-4))).toSorted((a, b) => a - b); // prettier-ignore

  it('deletes at the start what is too old, in small steps', async () => {
    const store = new MemoryVitalsStore();
    const many = Array.from({ length: 12_000 }, (_, index) => ({ ...old(40), id: `${index}` }));
    await store.save([...many, old(29), old(31)]);
    const steps: number[] = [];
    const watched = Object.assign(Object.create(store) as MemoryVitalsStore, {
      deleteBefore: async (time: Date, atMost: number) => {
        const deleted = await store.deleteBefore(time, atMost);
        steps.push(deleted);
        return deleted;
      },
    });
    const { module } = vitalsApp({ store: watched, retentionDays: 30 });
    await using app = await bootApp({ adapter: 'fastify', module });
    await app.app.get(VitalsRetention).sweep();
    expect(days(store.samples)).toEqual([29]);
    expect(steps.slice(0, 3)).toEqual([5_000, 5_000, 2_001]);
  });

  it('keeps everything when it is told so', async () => {
    const store = new MemoryVitalsStore();
    await store.save([old(4_000)]);
    const { module } = vitalsApp({ store, retentionDays: false });
    await using app = await bootApp({ adapter: 'fastify', module });
    expect(await app.app.get(VitalsRetention).sweep()).toBe(0);
    expect(store.samples).toHaveLength(1);
  });

  it('survives a store that is away', async () => {
    const store = new MemoryVitalsStore();
    store.deleteBefore = () => Promise.reject(new Error('away'));
    const words = new Words();
    const { module } = vitalsApp({ store });
    await using app = await bootApp({ adapter: 'fastify', module, logger: words });
    expect(await app.app.get(VitalsRetention).sweep()).toBe(0);
    expect(words.said).toContain('Old samples could not be deleted: away');
  });
});

describe('two instances on one database', () => {
  it('count a page view once, keep its last report, and no word of what pages and clients hide', async () => {
    const secret = 'SekretTokenThatNobodyMayKeep';
    const database = await createDatabase();
    const pool = new Pool({ connectionString: database.url });
    const apps: RunningApp[] = [];
    try {
      for (const adapter of ['fastify', 'express'] as const) {
        const store = new PostgresVitalsStore(pool);
        await store.createTable();
        const { module } = vitalsApp({ store, rateLimit: false });
        apps.push(await bootApp({ adapter, module }));
      }
      const cls = metric({
        name: 'CLS',
        value: 0,
        delta: 0,
        page: `/share/${secret}?key=${secret}#${secret}`,
      });
      for (const [round, value] of [0.01, 0.02, 0.03, 0.04].entries()) {
        const app = apps[round % 2];
        if (!app) throw new Error('no app');
        const headers = { referer: `${app.url}/share/${secret}`, 'user-agent': secret, cookie: `k=${secret}`, 'x-forwarded-for': secret }; // prettier-ignore
        const url = `${app.url}/vitals?token=${secret}`;
        expect((await report(url, { ...cls, value, delta: 0.01 }, headers)).status).toBe(204);
        await app.app.get(VitalsRecorder).flush();
        for (const page of [`https://u:${secret}@x.example/${secret}`, `/${secret}/${secret}`, `/result/${secret};${secret}`]) {
          expect((await report(url, metric({ page }), headers)).status).toBe(204);
        } // prettier-ignore
        for (const bad of [{ id: secret }, { [secret]: 1 }, { name: secret }, { device: secret }, { page: secret }]) {
          expect((await report(url, metric(bad), headers)).status).toBe(422);
        } // prettier-ignore
      }
      await Promise.all(apps.map((app) => app.app.get(VitalsRecorder).flush()));
      const { rows } = await pool.query("SELECT value, route FROM web_vitals WHERE metric = 'CLS'");
      expect(rows).toEqual([{ value: 0.04, route: '/share/:token' }]);
      const summary = await apps[0]?.app.get(VitalsStore).summarize({ from: new Date(0), by: ['route'] });
      expect(summary?.map(({ metric: name, route, samples }) => [name, route, samples])).toEqual([
        ['CLS', '/share/:token', 1],
        ['LCP', '(other)', 8],
        ['LCP', '/result/:id', 4],
      ]);
      expect(await textOf(pool)).not.toMatch(new RegExp(secret, 'i'));
      expect(await textOf(pool)).toContain('/share/:token');
    } finally {
      await Promise.all(apps.map((app) => app.close()));
      await pool.end();
      await database.drop();
    }
  });
});

/** Every value of every column of every table. */
async function textOf(pool: Pool): Promise<string> {
  const { rows } = await pool.query<{ name: string }>(
    "SELECT format('%I.%I', table_schema, table_name) AS name FROM information_schema.tables WHERE table_schema NOT IN ('pg_catalog', 'information_schema')",
  );
  const tables = await Promise.all(rows.map(({ name }) => pool.query(`SELECT row_to_json(t)::text AS row FROM ${name} t`)));
  return JSON.stringify(tables.map((table) => table.rows as unknown));
} // prettier-ignore
