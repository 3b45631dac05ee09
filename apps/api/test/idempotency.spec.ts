import { randomUUID } from 'node:crypto';
import { ADAPTERS } from '@couplekit/testkit';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { call, everyItem, joinedCouple } from './couple-client.js';
import { runApi, type RunningApi } from './running-api.js';

describe.each(ADAPTERS)('Idempotency-Key on %s', (adapter) => {
  let api: RunningApi;
  beforeAll(async () => void (api = await runApi(adapter)));
  afterAll(() => api[Symbol.asyncDispose]());

  const json = { participants: [{ role: 'A', nickname: '하나' }] };
  const create = (key: string, body: unknown = json) =>
    call(`${api.url}/api/couples/sessions`, 'POST', { json: body, headers: { 'Idempotency-Key': key } });
  const sessions = async () =>
    Number(
      (await api.dataSource.query<{ count: string }[]>('SELECT count(*) FROM couple_session'))[0]?.count,
    );

  it('gives the same answer again, tokens included, and does nothing twice', async () => {
    const key = randomUUID();
    const before = await sessions();
    const first = await create(key);
    const second = await create(`"${key}"`);
    expect(first.status).toBe(201);
    expect(second.status).toBe(201);
    expect(second.body).toEqual(first.body);
    expect([first, second].map(({ headers }) => headers.get('idempotency-replayed'))).toEqual([null, 'true']);
    expect(await sessions()).toBe(before + 1);
    const token: string = second.body.access_token;
    expect((await call(`${api.url}/api/couples/sessions/${first.body.session_id}`, 'GET', { token })).status).toBe(200); // prettier-ignore
  });

  it('keeps no token that the database could show', async () => {
    const key = randomUUID();
    const { body } = await create(key);
    const rows = await api.dataSource.query<{ row: string }[]>(
      "SELECT encode(sealed_answer, 'escape') || encode(key_sha256, 'escape') AS row FROM couple_idempotency_key",
    );
    const text = rows.map(({ row }) => row).join('\n');
    for (const secret of [key, body.access_token, body.invite_token]) expect(text).not.toContain(secret);
  });

  it('refuses the key with another request', async () => {
    const key = randomUUID();
    await create(key);
    expect(await create(key, { ...json, k_threshold: 5 })).toMatchObject({
      status: 422,
      body: { type: 'https://couple.example/problems/idempotency-key-reused' },
    });
  });

  it('answers 409 to all but one of the requests that come together, and replays afterwards', async () => {
    const key = randomUUID();
    const before = await sessions();
    const together = await Promise.all(Array.from({ length: 10 }, () => create(key)));
    const fresh = together.filter(
      ({ status, headers }) => status === 201 && !headers.has('idempotency-replayed'),
    );
    expect(fresh).toHaveLength(1);
    for (const { status, body, headers } of together) {
      if (status === 201) expect(body).toEqual(fresh[0]?.body);
      else {
        expect(body).toMatchObject({
          status: 409,
          type: 'https://couple.example/problems/idempotency-in-flight',
        });
        expect(headers.get('retry-after')).toBe('1');
      }
    }
    expect((await create(key)).body).toEqual(fresh[0]?.body);
    expect(await sessions()).toBe(before + 1);
  });

  it('does not remember a failed request: it may be sent again', async () => {
    const couple = await joinedCouple(api.url);
    const headers = { 'Idempotency-Key': randomUUID() };
    const compute = () => call(`${couple.session}/compute`, 'POST', { token: couple.a, headers });
    expect((await compute()).status).toBe(409);
    for (const token of [couple.a, couple.b]) {
      await call(`${couple.session}/responses`, 'PUT', { token, json: { stage: 2, self_answers: everyItem(1), guess_answers: everyItem(2) } }); // prettier-ignore
    }
    const [computed, again] = [await compute(), await compute()];
    expect(computed.status).toBe(200);
    expect(again.body).toEqual(computed.body);
    expect(again.headers.get('idempotency-replayed')).toBe('true');
  });

  it('belongs to its sender: the other partner may use the same key', async () => {
    const couple = await joinedCouple(api.url);
    const headers = { 'Idempotency-Key': randomUUID() };
    const share = (token: string) => call(`${couple.session}/shares`, 'POST', { token, headers });
    const [a, b, again] = [await share(couple.a), await share(couple.b), await share(couple.a)];
    expect(a.body.share_id).not.toBe(b.body.share_id);
    expect(again.body).toEqual(a.body);
    expect(a.body.url).toBe(`https://couple.example/share/${a.body.share_token}`);
  });

  it.each(['short', 'with a space in the middle of it', 'x'.repeat(256), '"half-quoted-key-of-24-chars'])(
    'refuses the key %s',
    async (key) => {
      expect(await create(key)).toMatchObject({
        status: 400,
        body: { type: 'https://couple.example/problems/idempotency-key-invalid' },
      });
    },
  );

  it('is forgotten after its time', async () => {
    const key = randomUUID();
    const first = await create(key);
    await api.dataSource.query("UPDATE couple_idempotency_key SET expires_at = now() - interval '1 s'");
    const second = await create(key, { ...json, k_threshold: 4 });
    expect(second.status).toBe(201);
    expect(second.body.session_id).not.toBe(first.body.session_id);
  });
});
