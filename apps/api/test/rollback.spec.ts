import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ADAPTERS, eventually } from '@couplekit/testkit';
import { call, joinedCouple, responses, type Couple } from './couple-client.js';
import { refusingEvent } from './refusing-event.js';
import { OPS_TOKEN, runApi, SERVICE_TOKEN, type RunningApi } from './running-api.js';

describe.each(ADAPTERS)('a failure inside a use case on %s', (adapter) => {
  let api: RunningApi;
  beforeAll(async () => void (api = await runApi(adapter)));
  afterAll(() => api[Symbol.asyncDispose]());

  /** Everything that GET shows to A, B and the operator. */
  const visible = async ({ session, a, b }: Couple) =>
    Promise.all(
      [a, b].flatMap((token) =>
        ['', '/responses', '/result'].map(async (path) => {
          const { status, body } = await call(`${session}${path}`, 'GET', { token });
          const { request_id: _, trace_id: __, ...stable } = body;
          return { status, body: stable };
        }),
      ),
    );
  const events = async (couple: Couple) =>
    (
      await api.dataSource.query<{ type: string }[]>(
        'SELECT type FROM couple_audit_event WHERE chain = $1 ORDER BY seq',
        [couple.id],
      )
    ).map(({ type }) => type);

  const useCases: [string, string, (couple: Couple) => ReturnType<typeof call>][] = [
    ['updateStageOne', 'stage1.updated', ({ session }) => call(`${session}/stage1`, 'PATCH', { token: SERVICE_TOKEN, json: { k: 5, visible: true, dimensions: { warmth: 1 } } })], // prettier-ignore
    ['upsertResponses', 'responses.upserted', ({ session, b }) => call(`${session}/responses`, 'PUT', { token: b, json: responses(4) })], // prettier-ignore
    [
      'computeResult',
      'result.computed',
      ({ session, a }) => call(`${session}/compute`, 'POST', { token: a }),
    ],
  ];

  it.each(useCases)('leaves what GET shows as it was: %s', async (_, event, act) => {
    const couple = await joinedCouple(api.url);
    await call(`${couple.session}/responses`, 'PUT', { token: couple.a, json: responses(1) });
    await call(`${couple.session}/responses`, 'PUT', { token: couple.b, json: responses(2) });
    const before = await visible(couple);
    const written = await events(couple);

    const failed = await refusingEvent(api, event, () => act(couple));
    expect(failed).toMatchObject({ status: 500, body: { type: 'https://couple.example/problems/internal' } });
    expect(JSON.stringify(failed.body)).not.toContain('hunter-4711');
    expect(await visible(couple)).toEqual(before);
    expect(await events(couple)).toEqual([...written, 'error.internal']);

    expect((await act(couple)).status).toBe(200);
    expect(await visible(couple)).not.toEqual(before);
  });

  it('leaves no session behind: createSession', async () => {
    const couple = await joinedCouple(api.url);
    const rows = async () =>
      api.dataSource.query(`SELECT (SELECT count(*) FROM couple_session) sessions,
        (SELECT count(*) FROM couple_participant) participants, (SELECT count(*) FROM couple_access_token) tokens,
        (SELECT count(*) FROM couple_partner_invite) invites, (SELECT count(*) FROM couple_audit_chain) chains`);
    const before = [await rows(), await visible(couple)];
    api.log.clear();
    const failed = await refusingEvent(api, 'session.created', () =>
      call(`${api.url}/api/couples/sessions`, 'POST', {
        json: { participants: [{ role: 'A', nickname: '하나' }] },
      }),
    );
    expect(failed.status).toBe(500);
    const id = await eventually(
      () => /injected: secret hunter-4711, chain ([0-9a-f-]{36})/.exec(api.log.raw.join())?.[1],
    );
    expect(await call(`${api.url}/api/couples/sessions/${id}`, 'GET', { token: OPS_TOKEN })).toMatchObject({
      status: 404,
      body: { type: 'https://couple.example/problems/session-not-found' },
    });
    expect([await rows(), await visible(couple)]).toEqual(before);
  });
});
