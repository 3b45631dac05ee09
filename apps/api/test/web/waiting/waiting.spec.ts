import { SCALES } from '@couplekit/couple-core';
import { ADAPTERS, eventually } from '@couplekit/testkit';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { call, joinedCouple, responses, type Couple } from '../../couple-client.js';
import { OPS_TOKEN, runApi, type RunningApi } from '../../running-api.js';
import { browserOf } from '../couple-browser.js';
import { EventReader } from './event-reader.js';

/** A partner answers everything, on an instance. */
const answer = ({ id, a, b }: Couple, role: 'a' | 'b', { url }: RunningApi) =>
  call(`${url}/api/couples/sessions/${id}/responses`, 'PUT', { token: { a, b }[role], json: responses(2) });

describe.each(ADAPTERS)('the waiting room on %s', (adapter) => {
  let api: RunningApi;
  let other: RunningApi;
  beforeAll(async () => {
    api = await runApi(adapter);
    other = await runApi(adapter, { beside: api });
  });
  afterAll(async () => {
    await other[Symbol.asyncDispose]();
    await api[Symbol.asyncDispose]();
  });

  it('says what comes next, without scripts', async () => {
    const couple = await joinedCouple(api.url);
    const client = await browserOf(api.url, couple.a);
    const text = async () => (await client.get(`/s/${couple.id}/waiting`)).text;
    expect(await text()).toMatch(/내 답이 조금 남았어요.*href="\/s\/[^"]+\/answers\/self\/1"/s);
    await answer(couple, 'a', api);
    expect(await text()).toMatch(/두리님의 답을 기다리고 있어요.*새로 고침/s);
    await answer(couple, 'b', api);
    expect(await text()).toMatch(/답이 모두 모였어요.*id="compute"/s);
  });

  it('invites a partner who has not come yet', async () => {
    const created = await call(`${api.url}/api/couples/sessions`, 'POST', {
      json: { participants: [{ role: 'A', nickname: '하나' }] },
    });
    const { session_id: id, access_token: token } = created.body;
    await call(`${api.url}/api/couples/sessions/${id}/responses`, 'PUT', { token, json: responses(1) });
    const client = await browserOf(api.url, token);
    expect((await client.get(`/s/${id}/waiting`)).text).toContain(`href="/s/${id}/invite"`);
    const events = await EventReader.open(client, `/s/${id}/events`);
    expect(await events.next()).toMatchObject({ data: { partner: '', step: 'invite' } });
    await call(`${other.url}/api/couples/invites/${created.body.invite_token}/accept`, 'POST', {
      json: { nickname: '두리' },
    });
    expect(await events.next()).toMatchObject({ data: { partner: '두리', step: 'wait' } });
    events.close();
  });

  it('sees at once what happens on another instance, and nothing that is not its business', async () => {
    const couple = await joinedCouple(api.url);
    const client = await browserOf(api.url, couple.a);
    const events = await EventReader.open(client, `/s/${couple.id}/events`);
    expect(events.response.headers.get('content-type')).toContain('text/event-stream');
    expect(events.response.headers.get('cache-control')).toContain('no-store');
    expect(events.response.headers.get('referrer-policy')).toBe('no-referrer');
    expect(await events.next()).toMatchObject({
      data: { step: 'answer', theirs: { self: false, guess: false } },
    });

    await answer(couple, 'b', other);
    const theirs = await events.next();
    expect(theirs?.data).toMatchObject({ step: 'answer', theirs: { self: true, guess: true } });
    expect(Object.keys(theirs?.data ?? {}).toSorted()).toEqual([
      'friends',
      'mine',
      'partner',
      'role',
      'step',
      'theirs',
    ]);

    const invite = await call(`${couple.session}/rater-invites`, 'POST', { token: couple.a });
    await call(`${other.url}/api/couples/raters/${invite.body.rater_token}`, 'POST', {
      json: { relation: 'friend', answers: SCALES.map((code) => ({ code, value: 3 })) },
    });
    expect((await events.next())?.data?.friends).toEqual({
      threshold: 3,
      current: 1,
      visible: false,
      wanted: false,
    });

    await answer(couple, 'a', other);
    expect((await events.next())?.data?.step).toBe('compute');
    await call(`${other.url}/api/couples/sessions/${couple.id}/compute`, 'POST', { token: couple.b });
    expect((await events.next())?.data?.step).toBe('read');
    events.close();
  });

  it('tells the same names of a state everywhere, and not again what a browser has seen', async () => {
    const couple = await joinedCouple(api.url);
    const client = await browserOf(api.url, couple.a);
    const page = await client.get(`/s/${couple.id}/waiting`);
    const version = /data-version="([^"]+)"/.exec(page.text)?.[1] ?? '';
    const path = `/s/${couple.id}/events`;
    const first = await EventReader.open(client, path);
    expect((await first.next())?.id).toBe(version);
    const back = await EventReader.open({ url: other.url, cookies: client.cookies }, path, {
      'Last-Event-ID': version,
    });
    await answer(couple, 'b', api);
    expect(await back.next()).toMatchObject({ data: { theirs: { self: true } } });
    first.close();
    back.close();
  });

  it('comes back after the connection to the database was lost, with what was missed', async () => {
    const couple = await joinedCouple(api.url);
    const client = await browserOf(api.url, couple.a);
    const events = await EventReader.open(client, `/s/${couple.id}/events`);
    await events.next();
    const listeners = () =>
      api.dataSource.query<{ pid: number }[]>(
        `SELECT pid FROM pg_stat_activity WHERE application_name = 'couplekit-api listener'
         AND datname = current_database() AND query LIKE 'LISTEN%' AND state = 'idle'`,
      );
    const before = await eventually(async () => {
      const found = await listeners();
      return found.length > 0 && found;
    });
    for (const { pid } of before) await api.dataSource.query('SELECT pg_terminate_backend($1)', [pid]);
    await answer(couple, 'b', api);
    expect(await events.next()).toMatchObject({ data: { theirs: { self: true, guess: true } } });
    events.close();
  });

  it('ends for somebody who may not see it any more', async () => {
    const couple = await joinedCouple(api.url);
    const client = await browserOf(api.url, couple.a);
    const events = await EventReader.open(client, `/s/${couple.id}/events`);
    await events.next();
    const erased = await call(couple.session, 'DELETE', { token: OPS_TOKEN });
    expect(erased.status).toBeLessThan(300);
    expect((await events.next())?.type).toBe('end');
    expect(await events.next()).toBeUndefined();
  });

  it('is open only so often, and gives its place back', async () => {
    const couple = await joinedCouple(api.url);
    const client = await browserOf(api.url, couple.a);
    const path = `/s/${couple.id}/events`;
    const open = await Promise.all(Array.from({ length: 12 }, () => EventReader.open(client, path)));
    const refused = await client.get(path, { Accept: 'text/event-stream' });
    expect(refused.status).toBe(429);
    for (const events of open) events.close();
    const again = await eventually(async () => {
      const events = await EventReader.open(client, path);
      if (events.response.status === 200) return events;
      events.close();
      return false;
    });
    again.close();
  });

  it('does not keep a service from stopping', async () => {
    const third = await runApi(adapter, { beside: api });
    const couple = await joinedCouple(third.url);
    const client = await browserOf(third.url, couple.a);
    const events = await EventReader.open(client, `/s/${couple.id}/events`);
    await events.next();
    await third[Symbol.asyncDispose]();
    expect(await events.next()).toBeUndefined();
  });
});
