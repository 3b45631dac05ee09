import { ADAPTERS, bootApp, extent } from '@couplekit/testkit';
import { createDatabase } from '@couplekit/testkit/postgres';
import fc from 'fast-check';
import { Pool } from 'pg';
import { describe, expect, it } from 'vitest';
import { PostgresVitalsStore, VitalsRecorder } from '../../src/vitals/index.js';
import { metric, TEMPLATES, vitalsApp } from './vitals-app.js';

const BODIES = extent(200, 1_000);

describe.each(ADAPTERS)('on %s', (adapter) => {
  it(`${BODIES} random bodies are taken or refused, and change no row of others`, async () => {
    const database = await createDatabase();
    const pool = new Pool({ connectionString: database.url });
    try {
      const store = new PostgresVitalsStore(pool);
      await store.createTable();
      const { module } = vitalsApp({ store, rateLimit: false });
      await using app = await bootApp({ adapter, module });
      const kept = metric();
      const send = async (body: Uint8Array<ArrayBuffer> | string, type: string) =>
        (await fetch(`${app.url}/vitals`, { method: 'POST', headers: type ? { 'content-type': type } : {}, body })).status; // prettier-ignore
      expect(await send(JSON.stringify(kept), 'text/plain')).toBe(204);
      await app.app.get(VitalsRecorder).flush();
      const before = (await pool.query('SELECT * FROM web_vitals')).rows;

      const types = [
        'text/plain;charset=UTF-8',
        'application/json',
        'text/plain; charset=utf-16',
        'a/b; c',
        'nonsense',
        '',
      ];
      const valid = metric();
      const member = fc.constantFrom(...Object.keys(valid), '__proto__', 'constructor');
      const mutated = fc
        .dictionary(member, fc.jsonValue())
        .map((changes) => JSON.stringify({ ...valid, ...changes }));
      const bodies = fc.oneof(
        fc.string({ unit: 'binary', maxLength: 200 }),
        fc.uint8Array({ maxLength: 200 }).map((bytes) => new Uint8Array(bytes)),
        fc.json(),
        mutated,
        fc.array(mutated, { maxLength: 3 }).map((items) => `[${items.join()}]`),
        fc.tuple(mutated, fc.nat(300)).map(([text, end]) => text.slice(0, end)),
        fc.nat(6_000).map((depth) => '['.repeat(depth)),
      ); // prettier-ignore
      const statuses = new Set<number>();
      for (const [body, type] of fc.sample(fc.tuple(bodies, fc.constantFrom(...types)), { numRuns: BODIES, seed: 6 })) {
        const status = await send(body, type);
        statuses.add(status);
        expect([204, 400, 413, 415, 422]).toContain(status);
      } // prettier-ignore
      expect(statuses).toContain(400);
      expect(statuses).toContain(422);

      await app.app.get(VitalsRecorder).flush();
      expect((await pool.query('SELECT * FROM web_vitals WHERE id = $1', [kept.id])).rows).toEqual(before);
      const others = await pool.query<{ id: string; route: string }>(
        'SELECT id, route FROM web_vitals WHERE id <> $1',
        [kept.id],
      );
      for (const { id, route } of others.rows) {
        expect(id).toBe(valid.id);
        expect([...TEMPLATES, '(other)']).toContain(route);
      } // prettier-ignore
    } finally {
      await pool.end();
      await database.drop();
    }
  });
});
