import { ADAPTERS } from '@couplekit/testkit';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { call, joinedCouple } from './couple-client.js';
import { OPS_TOKEN, runApi, SERVICE_TOKEN, type RunningApi } from './running-api.js';

describe.each(ADAPTERS)('erasing a session on %s', (adapter) => {
  let api: RunningApi;
  beforeAll(async () => void (api = await runApi(adapter)));
  afterAll(() => api[Symbol.asyncDispose]());

  it('gives a partner a receipt, and ends every credential of the session', async () => {
    const { session, id, a, b } = await joinedCouple(api.url);
    const erased = await call(session, 'DELETE', { token: b });
    expect(erased).toMatchObject({
      status: 200,
      body: {
        session_id: id,
        reason: 'requested',
        removed: { sessions: 1, participants: 2 },
        audit: { seq: 3 },
      },
    });
    for (const token of [a, b]) expect((await call(session, 'GET', { token })).status).toBe(401);
    expect((await call(session, 'GET', { token: OPS_TOKEN })).status).toBe(404);
    expect((await call(session, 'DELETE', { token: OPS_TOKEN })).body).toEqual(erased.body);
  });

  it('is refused to everybody else', async () => {
    const [couple, other] = [await joinedCouple(api.url), await joinedCouple(api.url)];
    expect((await call(couple.session, 'DELETE')).status).toBe(401);
    expect((await call(couple.session, 'DELETE', { token: other.a })).status).toBe(403);
    expect((await call(couple.session, 'DELETE', { token: SERVICE_TOKEN })).status).toBe(403);
    expect((await call(couple.session, 'GET', { token: couple.a })).status).toBe(200);
  });
});
