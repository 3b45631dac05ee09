import { startTemporaryPostgres, type TemporaryPostgres } from '@couplekit/local-postgres';
import { eventually, extent, provenChains, provenPackets, type ServiceProcess } from '@couplekit/testkit';
import type { DataSource } from 'typeorm';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readApiConfig } from '../../src/api-config.js';
import { connectDatabase } from '../../src/connect-database.js';
import { startApiProcess } from './api-process.js';
import { reapAttempts } from './reap-attempts.js';
import { Traveller, type Journey } from './traveller.js';

const config = readApiConfig({});
const TRAVELLERS = 6;
/** Writes that are acknowledged before the next blow. */
const STRIDE = extent(12, 60);

describe('journeys through kill -9', () => {
  let postgres: TemporaryPostgres;
  let api: ServiceProcess;
  let dataSource: DataSource;
  beforeEach(async () => {
    postgres = await startTemporaryPostgres();
    api = await startApiProcess(postgres.url);
  });
  afterEach(async () => {
    await api[Symbol.asyncDispose]();
    await postgres.stop();
  });

  /** Lets couples travel while `blow` falls three times; every journey comes to its end. */
  const travel = async (blow: () => Promise<void>): Promise<readonly Journey[]> => {
    const travellers = Array.from({ length: TRAVELLERS }, () => new Traveller(api.url));
    const travels = Promise.all(travellers.map((traveller) => traveller.travel()));
    const acknowledged = () => travellers.reduce((sum, one) => sum + one.acknowledged, 0);
    const strides = async () => {
      for (let blows = 0; blows < 3; blows++) {
        const goal = acknowledged() + STRIDE;
        await eventually(() => acknowledged() >= goal);
        await blow();
      }
      const goal = acknowledged() + STRIDE;
      await eventually(() => acknowledged() >= goal);
    };
    try {
      await Promise.race([strides(), travels.then(() => Promise.reject(new Error('arrived too early')))]);
    } finally {
      for (const traveller of travellers) traveller.arrive();
    }
    await travels;
    return travellers.flatMap(({ journeys }) => journeys);
  };

  /** The requests that are being worked on. */
  const attempts = async () =>
    (await dataSource.query<{ request_id: string }[]>('SELECT request_id FROM couple_attempt')).map(
      ({ request_id }) => request_id,
    );

  const expectEverything = async (journeys: readonly Journey[]) => {
    const rows = await dataSource.query<Record<string, unknown>[]>(
      `SELECT s.id, s.stage3_completed AS done, p.nickname,
         (SELECT count(*)::int FROM couple_participant p WHERE p.session_id = s.id) AS people,
         (SELECT count(*)::int FROM couple_access_token t WHERE t.session_id = s.id) AS tokens,
         (SELECT count(*)::int FROM couple_responses r WHERE r.session_id = s.id) AS answers,
         (SELECT count(*)::int FROM couple_share h WHERE h.session_id = s.id) AS shares
       FROM couple_session s JOIN couple_participant p ON p.session_id = s.id AND p.role = 'A'`,
    );
    const whole = { done: true, people: 2, tokens: 2, answers: 2, shares: 1 };
    const byId = (x: Record<string, unknown>, y: Record<string, unknown>) => String(x['id']).localeCompare(String(y['id'])); // prettier-ignore
    const expected = journeys.map(({ sessionId, nickname }) => ({ ...whole, id: sessionId, nickname }));
    expect(rows.toSorted(byId)).toEqual(expected.toSorted(byId));

    const chains = await provenChains(dataSource);
    const packets = await provenPackets(dataSource);
    for (const { sessionId, packet, steps } of journeys) {
      expect(packets.get(sessionId)).toBe(packet);
      const done = (chains.get(sessionId) ?? []).filter(({ type }) => !type.startsWith('error.'));
      expect(done.map(({ type }) => type)).toEqual(steps.map(({ event }) => event));
      // Each step was done by one of its own requests.
      for (const [index, { sent }] of steps.entries())
        expect(sent.map(({ requestId }) => requestId)).toContain(done[index]?.request_id);
    }
    const events = [...chains.values()].flat();
    const ids = events.map(({ request_id }) => request_id);
    expect(
      ids.filter((id, index) => ids.indexOf(id) !== index),
      'requests with two events',
    ).toEqual([]);
    return events;
  };

  it('keeps every acknowledged write, and tells of every failed one, when PostgreSQL is killed', async () => {
    const { pid } = api;
    const begun: string[] = [];
    const journeys = await travel(async () => {
      dataSource = await connectDatabase(postgres.url, config);
      begun.push(...(await attempts()));
      await postgres.kill9();
      await dataSource.destroy();
      await api.unready();
      await postgres.restart();
      await api.ready();
    });
    expect(api.pid).toBe(pid);
    dataSource = await connectDatabase(postgres.url, config);
    // What failed was a unit of work if it had begun before the blow, or needs no credential that must be looked up first.
    const steps = journeys.flatMap((journey) => journey.steps);
    const failed = steps.flatMap(({ event, sent }) =>
      sent
        .filter(({ status = 500 }) => status >= 500)
        .map(({ requestId }) => requestId)
        .filter((id) => begun.includes(id) || event === 'session.created' || event === 'invite.accepted'),
    );
    expect(failed.length).toBeGreaterThan(0);
    await eventually(async () => {
      const told = await dataSource.query<unknown[]>(TOLD, [failed]);
      expect(told).toHaveLength(failed.length);
      return true;
    });
    await reapAttempts(postgres.url);
    await expectEverything(journeys);
    await dataSource.destroy();
  });

  it('keeps every acknowledged write, and tells of every interrupted one, when the service is killed', async () => {
    const interrupted: string[] = [];
    dataSource = await connectDatabase(postgres.url, config);
    const journeys = await travel(async () => {
      await api.kill9();
      await eventually(async () => (await dataSource.query<unknown[]>(SERVED)).length === 0);
      interrupted.push(...(await attempts()));
      await api.run();
    });
    await reapAttempts(postgres.url);
    const events = await expectEverything(journeys);
    const told = events
      .filter(({ type }) => type === 'error.interrupted')
      .map(({ request_id }) => request_id);
    expect(new Set(told)).toEqual(new Set(interrupted));
    expect(interrupted.length).toBeGreaterThan(0);
    expect(await dataSource.query('SELECT FROM couple_attempt')).toEqual([]);
    await dataSource.destroy();
  });
});

/** What the killed service had PostgreSQL do may still be going on. */
const SERVED =
  "SELECT FROM pg_stat_activity WHERE application_name = 'couplekit-api' AND pid <> pg_backend_pid() AND state <> 'idle'";

/** Those of these requests that some audit event names. */
const TOLD = `SELECT FROM unnest($1::text[]) AS id
  WHERE id IN (SELECT convert_from(bytes, 'UTF8')::json ->> 'request_id' FROM couple_audit_event)`;
