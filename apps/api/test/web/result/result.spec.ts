import { SCALES } from '@couplekit/couple-core';
import { ADAPTERS } from '@couplekit/testkit';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { call, joinedCouple, responses, type Couple } from '../../couple-client.js';
import { runApi, type RunningApi } from '../../running-api.js';
import { csrfIn } from '../browser-client.js';
import { browserOf } from '../couple-browser.js';

describe.each(ADAPTERS)('the result on %s', (adapter) => {
  let api: RunningApi;
  beforeAll(async () => void (api = await runApi(adapter)));
  afterAll(() => api[Symbol.asyncDispose]());

  const answer = ({ session, a, b }: Couple, role: 'a' | 'b', value: number) =>
    call(`${session}/responses`, 'PUT', { token: { a, b }[role], json: responses(value) });
  const complete = async () => {
    const couple = await joinedCouple(api.url);
    await answer(couple, 'a', 1);
    await answer(couple, 'b', 3);
    return { couple, client: await browserOf(api.url, couple.a), path: `/s/${couple.id}/result` };
  };

  it('is locked until both have answered, and says what is missing', async () => {
    const couple = await joinedCouple(api.url);
    await answer(couple, 'a', 1);
    const client = await browserOf(api.url, couple.a);
    const { status, text, headers } = await client.get(`/s/${couple.id}/result`);
    expect(status).toBe(200);
    expect(text).toContain('결과는 아직 잠겨 있어요');
    expect(text.match(/다 했어요/g)).toHaveLength(2);
    expect(text.match(/아직이에요/g)).toHaveLength(2);
    expect(text).not.toContain('id="compute"');
    expect(headers.get('cache-control')).toContain('no-store');
    expect(headers.get('referrer-policy')).toBe('no-referrer');
    const _csrf = csrfIn((await client.get('/continue')).text);
    const early = await client.post(`/s/${couple.id}/result`, { _csrf });
    expect([early.status, early.headers.get('location')]).toEqual([303, `/s/${couple.id}/result`]);
  });

  it('is made by a button, once, and then shown to both', async () => {
    const { couple, client, path } = await complete();
    expect((await client.get(path)).text).toContain('결과 열어 보기');
    const made = await client.submit(path, {});
    expect([made.status, made.headers.get('location')]).toEqual([303, path]);
    for (const reader of [client, await browserOf(api.url, couple.b)]) {
      const { status, text } = await reader.get(path);
      expect(status).toBe(200);
      for (const id of [
        'summary',
        'care',
        'insights',
        'scales',
        'gaps',
        'top_items',
        'next_conversation',
        'friends',
      ]) {
        expect(text, id).toContain(`<section class="result-section" id="${id}"`);
      }
      expect(text.match(/<svg [^>]*role="img"/g)).toHaveLength(2);
      expect(text.match(/<caption>/g)).toHaveLength(2);
      expect(text.match(/<ol class="card result-list">.*?<\/ol>/s)?.[0].match(/<li>/g)).toHaveLength(5);
      for (const phone of ['112', '1366', '109']) expect(text).toContain(`href="tel:${phone}"`);
      expect(text).not.toMatch(/undefined|\[object/);
    }
    const again = await client.get(`/s/${couple.id}/waiting`);
    expect(again.text).toContain('결과가 나왔어요');
  });

  it('speaks English, too', async () => {
    const { client, path } = await complete();
    await client.submit(path, {});
    const { text } = await client.get(`${path}?lang=en`);
    expect(text).toContain('<h1>Your result</h1>');
    expect(text.replace(/하나|두리|서로|한국어/g, '')).not.toMatch(/\p{Script=Hangul}/u);
  });

  it('that cannot be made changes nothing, says so kindly, and can be tried again', async () => {
    const { couple, client, path } = await complete();
    await api.dataSource.query(`CREATE FUNCTION refuse_packet() RETURNS trigger LANGUAGE plpgsql AS
      $$ BEGIN RAISE EXCEPTION 'injected: secret hunter-4711.'; END $$`);
    await api.dataSource.query(`CREATE TRIGGER refuse_packet BEFORE INSERT ON couple_decision_packet
      FOR EACH ROW EXECUTE FUNCTION refuse_packet()`);
    const failed = await client.submit(path, {});
    await api.dataSource.query('DROP FUNCTION refuse_packet CASCADE');
    expect(failed.status).toBe(500);
    expect(failed.text).toContain('결과를 만들지 못했어요');
    expect(failed.text).toContain('다시 해 보기');
    expect(failed.text).not.toContain('hunter-4711');
    expect((await client.get(path)).text).toContain('결과 열어 보기');
    const { body } = await call(couple.session, 'GET', { token: couple.a });
    expect(body).toMatchObject({ stage3_completed: false, a_self_completed: true });
    expect((await client.submit(path, {})).status).toBe(303);
    expect((await client.get(path)).text).toContain('우리의 결과');
  });

  it('is nothing for a browser that does not belong to the two', async () => {
    const { couple, path } = await complete();
    const other = await browserOf(api.url, (await joinedCouple(api.url)).a);
    for (const page of [
      path,
      `/s/${couple.id}/waiting`,
      `/s/${couple.id}/report.pdf`,
      `/s/${couple.id}/events`,
    ]) {
      expect((await other.get(page)).status, page).toBe(401);
    }
  });

  it('can be kept as a PDF, which is on record; HEAD puts nothing on record', async () => {
    const { couple, client, path } = await complete();
    const pdf = `/s/${couple.id}/report.pdf`;
    expect((await client.get(pdf)).status).toBe(409);
    await client.submit(path, {});
    const { status, headers, text } = await client.get(`${pdf}?lang=en`);
    expect([status, headers.get('content-type'), text.slice(0, 5)]).toEqual([
      200,
      'application/pdf',
      '%PDF-',
    ]);
    expect(headers.get('content-disposition')).toContain('Couple%20report.pdf');
    expect(headers.get('cache-control')).toContain('no-store');
    const cookie = [...client.cookies].map((pair) => pair.join('=')).join('; ');
    expect((await fetch(api.url + pdf, { method: 'HEAD', headers: { cookie } })).status).toBe(200);
    const events = await api.dataSource.query(
      "SELECT 1 FROM couple_audit_event WHERE chain = $1 AND type = 'report.generated'",
      [couple.id],
    );
    expect(events).toHaveLength(1);
  });

  it('comes with the average of friends only when enough have answered and somebody wants it', async () => {
    const { couple, client, path } = await complete();
    const invite = await call(`${couple.session}/rater-invites`, 'POST', { token: couple.a });
    const rate = () =>
      call(`${api.url}/api/couples/raters/${invite.body.rater_token}`, 'POST', {
        json: { relation: 'friend', answers: SCALES.map((code) => ({ code, value: 3 })) },
      });
    await rate();
    await rate();
    const waiting = `/s/${couple.id}/waiting`;
    expect((await client.get(waiting)).text).toContain('3명이 모이면');
    await client.submit(waiting, { average: 'show' });
    expect((await client.get(waiting)).text).not.toContain('보여 드릴게요');
    await rate();
    expect((await client.get(waiting)).text).toContain('보여 드릴게요');
    await client.submit(waiting, { average: 'hide' });
    expect((await client.get(waiting)).text).toContain('보여 드릴까요');
    await client.submit(waiting, { average: 'show' });
    await client.submit(path, {});
    const { text } = await client.get(path);
    expect(text).toContain('3명의 답을 평균한 값이에요');
    expect(text.match(/<td class="number">3\.0<\/td>/g)?.length).toBeGreaterThanOrEqual(8);
  });
});
