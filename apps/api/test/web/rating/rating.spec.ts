import { SCALES } from '@couplekit/couple-core';
import { ADAPTERS } from '@couplekit/testkit';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { call, joinedCouple, responses } from '../../couple-client.js';
import { runApi, type RunningApi } from '../../running-api.js';
import { BrowserClient } from '../browser-client.js';

const PATH = '/rate/answers';
const filled = (value: number, relation = 'friend') => ({
  relation,
  ...Object.fromEntries(SCALES.map((scale) => [scale, String(value)])),
});

describe.each(ADAPTERS)('the questions for friends on %s', (adapter) => {
  let api: RunningApi;
  beforeAll(async () => void (api = await runApi(adapter)));
  afterAll(() => api[Symbol.asyncDispose]());

  const asked = async (maxRaters = 10) => {
    const couple = await joinedCouple(api.url);
    const { body } = await call(`${couple.session}/rater-invites`, 'POST', {
      token: couple.a,
      json: { max_raters: maxRaters },
    });
    const friend = async () => {
      const client = new BrowserClient(api.url);
      await client.submit('/rate', { link: body.rater_token });
      return client;
    };
    const ratings = (): Promise<readonly { relation: string; answers: object }[]> =>
      api.dataSource.query('SELECT relation, answers FROM couple_rating WHERE session_id = $1', [couple.id]);
    return { couple, friend, ratings };
  };

  it('are asked about partner A, answered once, and thanked for', async () => {
    const { friend, ratings } = await asked();
    const client = await friend();
    const { status, text, headers } = await client.get(PATH);
    expect(status).toBe(200);
    expect(headers.get('cache-control')).toContain('no-store');
    expect(text).toContain('<h1>하나님은 어떤 사람인가요?</h1>');
    expect(text).not.toContain('두리');
    expect(text.match(/<fieldset/g)).toHaveLength(9);
    expect(text).not.toContain(' checked');
    const sent = await client.submit(PATH, filled(3, 'family'));
    expect([sent.status, sent.headers.get('location')]).toEqual([303, '/rate/thanks']);
    expect((await client.get('/rate/thanks')).text).toContain('고마워요');
    expect(await ratings()).toEqual([
      { relation: 'family', answers: Object.fromEntries(SCALES.map((scale) => [scale, 3])) },
    ]);
  });

  it('can be answered anew in the same browser only, which finds its answers again', async () => {
    const { friend, ratings } = await asked();
    const client = await friend();
    await client.submit(PATH, filled(3));
    const again = await client.get(PATH);
    expect(again.text).toContain('전에 고른 답이 그대로 있어요');
    expect(again.text.match(/ checked/g)).toHaveLength(9);
    await client.submit(PATH, filled(1, 'colleague'));
    expect(await ratings()).toMatchObject([{ relation: 'colleague', answers: { CS: 1, SF: 1 } }]);
    const somebody = await friend();
    expect((await somebody.get(PATH)).text).not.toContain(' checked');
    await somebody.submit(PATH, filled(4));
    expect(await ratings()).toHaveLength(2);
  });

  it('come back with what was chosen when something is missing, and store nothing', async () => {
    const { friend, ratings } = await asked();
    const client = await friend();
    const { EA: _, relation: __, ...rest } = filled(2) as Record<string, string>;
    const { status, text } = await client.submit(PATH, { ...rest, CB: '9' });
    expect(status).toBe(422);
    expect(text).toContain('아직 고르지 않은 것이 3개 있어요');
    for (const name of ['relation', 'EA', 'CB']) expect(text).toContain(`id="${name}-error"`);
    expect(text.match(/class="error"/g)).toHaveLength(3);
    expect(text.match(/ checked/g)).toHaveLength(6);
    expect(await ratings()).toEqual([]);
  });

  it('are closed kindly when all have answered, but not for one of them', async () => {
    const { friend } = await asked(1);
    const first = await friend();
    const late = await friend();
    await late.get(PATH);
    expect((await first.submit(PATH, filled(2))).status).toBe(303);
    const refused = await late.get(PATH);
    expect([refused.status, refused.text.includes('필요한 만큼 답이 모두 모였어요')]).toEqual([409, true]);
    expect((await first.submit(PATH, filled(3))).status).toBe(303);
  });

  it('are closed kindly when the link has expired, is unknown, or the result is open', async () => {
    const { couple, friend } = await asked();
    const client = await friend();
    for (const token of [couple.a, couple.b])
      await call(`${couple.session}/responses`, 'PUT', { token, json: responses(1) });
    await call(`${couple.session}/compute`, 'POST', { token: couple.a });
    const finished = await client.get(PATH);
    expect([finished.status, finished.text.includes('벌써 결과를 열어서')]).toEqual([409, true]);
    await api.dataSource.query(
      "UPDATE couple_rater_invite SET expires_at = now() - interval '1 s' WHERE session_id = $1",
      [couple.id],
    );
    const expired = await client.get(PATH);
    expect([expired.status, expired.text.includes('기한이 지났어요')]).toEqual([410, true]);
    const stranger = new BrowserClient(api.url);
    const nothing = await stranger.get(PATH);
    expect([nothing.status, nothing.text.includes('href="/rate"')]).toEqual([404, true]);
    await stranger.submit('/rate', { link: 'x'.repeat(43) });
    const unknown = await stranger.get(PATH);
    expect([unknown.status, unknown.text.includes('질문을 찾을 수 없어요')]).toEqual([404, true]);
  });

  it('show a hostile name as text', async () => {
    const created = await call(`${api.url}/api/couples/sessions`, 'POST', {
      json: { participants: [{ role: 'A', nickname: '<b>{name}"' }] },
    });
    const { session_id: id, access_token: token } = created.body;
    const { body } = await call(`${api.url}/api/couples/sessions/${id}/rater-invites`, 'POST', { token });
    const client = new BrowserClient(api.url);
    await client.submit('/rate', { link: body.rater_token });
    const { text } = await client.get(`${PATH}?lang=en`);
    expect(text).toContain('<h1>What is &lt;b&gt;{name}&quot; like?</h1>');
    expect(text).not.toContain('<b>');
    expect(text).not.toContain('&amp;lt;');
  });
});
