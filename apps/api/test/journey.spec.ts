import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ADAPTERS } from '@couplekit/testkit';
import { SCALES } from '@couplekit/couple-core';
import { call, joinedCouple, responses } from './couple-client.js';
import { OPS_TOKEN, runApi, SERVICE_TOKEN, type RunningApi } from './running-api.js';

describe.each(ADAPTERS)('the couple journey on %s', (adapter) => {
  let api: RunningApi;
  beforeAll(async () => void (api = await runApi(adapter)));
  afterAll(() => api[Symbol.asyncDispose]());

  it('goes from an empty session to one sealed result for both', async () => {
    const sessions = `${api.url}/api/couples/sessions`;
    const created = await call(sessions, 'POST', {
      json: { participants: [{ role: 'A', nickname: '하나', email: 'hana@example.com' }], k_threshold: 2 },
    });
    expect(created.status).toBe(201);
    expect(created.body).toEqual({
      session_id: expect.stringMatching(/^[0-9a-f-]{36}$/),
      stage: 1,
      participants: [{ role: 'A', nickname: '하나' }],
      a_self_completed: false,
      a_guess_completed: false,
      b_self_completed: false,
      b_guess_completed: false,
      stage3_completed: false,
      k_state: { threshold: 2, current: 0, visible: false },
      stage1_snapshot: null,
      created_at: expect.stringMatching(/Z$/),
      updated_at: created.body.created_at,
      access_token: expect.stringMatching(/^[\w-]{43}$/),
      invite_token: expect.stringMatching(/^[\w-]{43}$/),
      invite_url: `https://couple.example/invite#${created.body.invite_token}`,
    });
    const { session_id, access_token, invite_token, invite_url: _, ...state } = created.body;
    const session = `${sessions}/${session_id}`;
    expect((await call(session, 'GET', { token: access_token })).body).toEqual({ session_id, ...state });

    const accepted = await call(`${api.url}/api/couples/invites/${invite_token}/accept`, 'POST', {
      json: { nickname: '두리' },
    });
    expect(accepted).toMatchObject({ status: 201, body: { session_id, role: 'B' } });
    const again = await call(`${api.url}/api/couples/invites/${invite_token}/accept`, 'POST');
    expect(again).toMatchObject({
      status: 410,
      body: { type: 'https://couple.example/problems/invite-used' },
    });
    const b = accepted.body.access_token;

    const saved = await call(`${session}/responses`, 'PUT', { token: access_token, json: responses(1) });
    expect(saved).toMatchObject({
      status: 200,
      body: {
        a_self_completed: true,
        a_guess_completed: true,
        b_self_completed: false,
        stage_progress: { stage: 2, answered: 96, total: 96 },
      },
    });
    expect((await call(`${session}/responses`, 'GET', { token: access_token })).body).toMatchObject({
      role: 'A',
      self_answers: { CS1: 1, SF6: 1 },
    });
    expect((await call(`${session}/responses`, 'GET', { token: b })).body).toEqual({
      role: 'B',
      self_answers: {},
      guess_answers: {},
    });
    await call(`${session}/responses`, 'PUT', { token: b, json: responses(3) });

    await call(`${session}/stage1`, 'PATCH', {
      token: SERVICE_TOKEN,
      json: { k: 2, dimensions: { warmth: 3.5 } },
    });
    const visible = await call(`${session}/stage1`, 'PATCH', { token: b, json: { visible: true } });
    expect(visible.body).toMatchObject({
      k_state: { threshold: 2, current: 2, visible: true },
      stage1_snapshot: { k: 2, dimensions: { warmth: 3.5 } },
    });

    const computed = await call(`${session}/compute`, 'POST', { token: access_token });
    expect(computed.status).toBe(200);
    expect(computed.body).toMatchObject({
      scales: { CS: { a_self: expect.closeTo(8 / 6), b_self: expect.closeTo(16 / 6) } },
      deltas: { scales: { EA: { a: 2, b: 2 } }, items: { SF1: { a: expect.closeTo(0.8) } } },
      flags: [{ code: 'SAFETY', severity: 'high' }],
      gap_summary: { mean_delta: 1.975, top_scale: 'CS', top_delta: 2, grade: 'red' },
      k_state: { threshold: 2, current: 2, visible: true },
      decision_packet: {
        packet_sha256: expect.stringMatching(/^[0-9a-f]{64}$/),
        code_ref: 'test-build',
        model_id: 'core_scoring.v1',
      },
    });
    expect(computed.body.insights).toHaveLength(3);
    expect(computed.body.top_delta_items).toHaveLength(5);
    for (const token of [access_token, b]) {
      expect((await call(`${session}/result`, 'GET', { token })).body).toEqual(computed.body);
    }
    expect((await call(session, 'GET', { token: OPS_TOKEN })).body).toMatchObject({
      stage: 3,
      stage3_completed: true,
    });
  });

  it('lets friends rate A, and shows their average when enough have and A wants it', async () => {
    const { session, a, b } = await joinedCouple(api.url);
    const issued = await call(`${session}/rater-invites`, 'POST', {
      token: a,
      json: { max_raters: 3, expires_in_days: 2 },
    });
    expect(issued).toMatchObject({
      status: 201,
      body: { max_raters: 3, rater_token: expect.stringMatching(/^[\w-]{43}$/) },
    });
    expect(issued.body.rater_url).toBe(`https://couple.example/rate#${issued.body.rater_token}`);
    const rate = (value: number, more: object = {}) =>
      call(`${api.url}/api/couples/raters/${issued.body.rater_token}`, 'POST', {
        json: { relation: 'family', answers: SCALES.map((code) => ({ code, value })), ...more },
      });
    const first = await rate(1);
    expect(first).toMatchObject({ status: 201, body: { replaced: false } });
    expect((await rate(2, { rater_key: first.body.rater_key })).body).toEqual({
      ...first.body,
      replaced: true,
    });
    await rate(3);
    await call(`${session}/stage1`, 'PATCH', { token: a, json: { visible: true } });
    expect((await call(session, 'GET', { token: b })).body).toMatchObject({
      k_state: { threshold: 3, current: 2, visible: false },
      stage1_snapshot: null,
    });
    await rate(4);
    expect((await call(session, 'GET', { token: b })).body).toMatchObject({
      k_state: { threshold: 3, current: 3, visible: true },
      stage1_snapshot: { k: 3, dimensions: { CS: 3, SF: 3 } },
    });
    const full = await rate(4);
    expect(full).toMatchObject({
      status: 429,
      body: { type: 'https://couple.example/problems/raters-full', max_raters: 3 },
    });
    expect((await call(`${session}/rater-invites`, 'POST', { token: b })).status).toBe(403);
    expect((await call(`${session}/rater-invites`, 'POST')).status).toBe(401);
    expect((await call(`${session}/rater-invites`, 'POST', { token: a })).body).toMatchObject({
      max_raters: 10,
    });
    expect((await call(`${session}/stage1`, 'PATCH', { token: a })).status).toBe(200);
    expect((await call(`${session}/responses`, 'PUT', { token: a })).status).toBe(422);
    expect((await call(`${api.url}/api/couples/sessions`, 'POST')).status).toBe(422);
  });

  it('tells every broken rule by its own problem type', async () => {
    const { session, a, b } = await joinedCouple(api.url);
    const other = await joinedCouple(api.url);
    const sessions = `${api.url}/api/couples/sessions`;
    const nobody = `${sessions}/00000000-0000-4000-8000-000000000000`;
    const one = (code: string, value: number) => ({
      stage: 2,
      self_answers: [{ code, value }],
      guess_answers: [],
    });
    const put = (json: unknown) => () => call(`${session}/responses`, 'PUT', { token: a, json });
    const cases: [number, string, () => ReturnType<typeof call>][] = [
      [401, 'unauthorized', () => call(session, 'GET')],
      [401, 'unauthorized', () => call(session, 'GET', { token: 'unknown' })],
      [401, 'unauthorized', () => call(session, 'GET', { headers: { Authorization: 'Basic eA==' } })],
      [403, 'participant-invalid', () => call(session, 'GET', { token: other.a })],
      [403, 'participant-invalid', () => call(nobody, 'GET', { token: a })],
      [403, 'participant-invalid', () => call(session, 'GET', { token: SERVICE_TOKEN })],
      [403, 'participant-invalid', () => call(`${session}/responses`, 'GET', { token: OPS_TOKEN })],
      [403, 'participant-invalid', () => call(`${session}/result`, 'GET', { token: OPS_TOKEN })],
      [403, 'participant-invalid', () => call(`${session}/stage1`, 'PATCH', { token: a, json: { k: 3 } })],
      [404, 'session-not-found', () => call(nobody, 'GET', { token: OPS_TOKEN })],
      [404, 'session-not-found', () => call(`${sessions}/not-a-uuid`, 'GET', { token: a })],
      [404, 'invite-not-found', () => call(`${api.url}/api/couples/invites/nothing/accept`, 'POST')],
      [404, 'invite-not-found', () => call(`${api.url}/api/couples/raters/nothing`, 'POST', { json: { relation: 'friend', answers: SCALES.map((code) => ({ code, value: 1 })) } })], // prettier-ignore
      [
        422,
        'validation',
        () =>
          call(`${api.url}/api/couples/raters/nothing`, 'POST', { json: { relation: 'boss', answers: [] } }),
      ],
      [
        422,
        'validation',
        () => call(`${session}/rater-invites`, 'POST', { token: a, json: { max_raters: 51 } }),
      ],
      [
        422,
        'validation',
        () => call(`${api.url}/api/couples/invites/nothing/accept`, 'POST', { json: { nickname: 7 } }),
      ],
      [400, 'question-invalid', put(one('XX1', 1))],
      [400, 'question-invalid', put(one('CS1', 5))],
      [400, 'question-invalid', put(one('CS1', 1.5))],
      [400, 'duplicate-answer', put({ ...one('CS1', 1), guess_answers: [{ code: 'EA1', value: 1 }, { code: 'EA1', value: 1 }] })], // prettier-ignore
      [409, 'stage-order', put({ ...one('CS1', 1), stage: 3 })],
      [409, 'stage-incomplete', () => call(`${session}/compute`, 'POST', { token: a })],
      [409, 'stage-incomplete', () => call(`${session}/result`, 'GET', { token: b })],
      [422, 'validation', put({ stage: 1, self_answers: [], guess_answers: [] })],
      [422, 'validation', put({ ...one('CS1', 1), surprise: true })],
      [
        422,
        'validation',
        () => call(sessions, 'POST', { json: { participants: [{ role: 'B', nickname: '두리' }] } }),
      ],
      [422, 'validation', () => call(sessions, 'POST', { json: {} })],
      ...[
        {
          participants: [
            { role: 'A', nickname: '하나' },
            { role: 'A', nickname: '또' },
          ],
        },
        { participants: [{ role: 'A', nickname: '' }] },
        { participants: [{ role: 'A', nickname: ' \t ' }] },
        { participants: [{ role: 'A', nickname: 'a\u0000b' }] },
        { participants: [{ role: 'A', nickname: '\ud800' }] },
        { participants: [{ role: 'A', nickname: 'x'.repeat(41) }] },
        { participants: [{ role: 'A', nickname: '하나', email: 'no' }] },
        { participants: [null] },
        { participants: [{ role: 'A', nickname: '하나', email: null }] },
        { participants: [{ role: 'A', nickname: '하나' }], k_threshold: null },
        { participants: [{ role: 'A', nickname: '하나' }], k_threshold: 0 },
        { participants: [{ role: 'A', nickname: '하나' }], k_threshold: 11 },
        { participants: [{ role: 'A', nickname: '하나' }], k_threshold: 2.5 },
        [],
      ].map((json): [number, string, () => ReturnType<typeof call>] => [
        422,
        'validation',
        () => call(sessions, 'POST', { json }),
      ]),
      [
        422,
        'validation',
        () =>
          call(`${session}/stage1`, 'PATCH', { token: SERVICE_TOKEN, json: { dimensions: { 'a b': 1 } } }),
      ],
      [
        422,
        'validation',
        () => call(`${session}/stage1`, 'PATCH', { token: SERVICE_TOKEN, json: { dimensions: { a: 4.1 } } }),
      ],
      [
        422,
        'validation',
        () => call(`${session}/stage1`, 'PATCH', { token: SERVICE_TOKEN, json: { k: -1 } }),
      ],
    ];
    for (const [status, slug, ask] of cases) {
      const { body, headers, ...reply } = await ask();
      const type = `https://couple.example/problems/${slug}`;
      expect({ status: reply.status, type: body.type, body }).toMatchObject({
        status,
        type,
        body: { status },
      });
      expect(headers.get('content-type')).toMatch(/^application\/problem\+json/);
      expect(body.request_id).toBe(headers.get('x-request-id'));
      expect(body.title).toMatch(/[가-힣]/);
    }
    const english = await call(session, 'GET', { headers: { 'Accept-Language': 'en' } });
    expect(english.body.title).toBe('Sign-in needed');
    expect(english.headers.get('www-authenticate')).toBe('Bearer');
  });
});
