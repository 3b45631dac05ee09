import { SCALES } from '@couplekit/couple-core';
import { ADAPTERS } from '@couplekit/testkit';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { call, responses } from '../../couple-client.js';
import { runApi, type RunningApi } from '../../running-api.js';
import { BrowserClient, csrfIn } from '../browser-client.js';
import { answerAll, pageOf, partnerLink, start } from './journey-client.js';

describe.each(ADAPTERS)('the questionnaire on %s', (adapter) => {
  let api: RunningApi;
  beforeAll(async () => void (api = await runApi(adapter)));
  afterAll(() => api[Symbol.asyncDispose]());

  const checked = (text: string) =>
    [...text.matchAll(/name="([A-Z]{2}\d)" value="(\d+)" checked/g)].map(
      ([, code, value]) => `${code}=${value}`,
    );
  const storedAnswers = async (id: string, token: string) =>
    (await call(`${api.url}/api/couples/sessions/${id}/responses`, 'GET', { token })).body;

  it('leads from nothing to complete answers, one next step at a time', async () => {
    const a = new BrowserClient(api.url);
    const { id } = await start(a);
    expect((await a.get(`/s/${id}`)).text).toContain('나에 대해 답해 주세요');
    const self = await answerAll(a, { id, wording: 'self' });
    const places = self.map(({ status, headers }) => `${status} ${headers.get('location')}`);
    expect(places).toEqual([
      ...[2, 3, 4, 5, 6, 7, 8].map((page) => `303 /s/${id}/answers/self/${page}`),
      `303 /s/${id}`,
    ]);
    expect((await a.get(`/s/${id}`)).text).toContain('이제 상대를 짐작해 볼까요?');
    await answerAll(a, { id, wording: 'guess' });
    expect((await a.get(`/s/${id}`)).text).toContain('상대를 초대해 주세요');

    const b = new BrowserClient(api.url);
    await b.submit('/invite', { link: await partnerLink(a, id) });
    await b.submit('/join', { nickname: '두리', consent: 'yes' });
    expect((await a.get(`/s/${id}`)).text).toContain('상대의 답을 기다리고 있어요');
    await answerAll(b, { id, wording: 'self' });
    expect((await a.get(`/s/${id}`)).text).toContain('자신에 대한 답을 마쳤어요');
    await answerAll(b, { id, wording: 'guess' });
    expect((await a.get(`/s/${id}`)).text).toContain('두 사람 모두 마쳤어요');
  });

  it('keeps what was chosen when something is missing, marks the rest, and puts the keyboard there', async () => {
    const a = new BrowserClient(api.url);
    const { id } = await start(a);
    const { CS2: _first, CS5: _second, ...some } = pageOf(1, 3);
    const sent = await a.submit(`/s/${id}/answers/self/1`, { ...some, CS5: '9' });
    expect([sent.status, sent.headers.get('location')]).toEqual([303, `/s/${id}/answers/self/1?check=1`]);
    const answer = await a.get(sent.headers.get('location') ?? '');
    expect(answer.text).toContain('아직 고르지 않은 문장이 2개 있어요');
    expect(answer.text.match(/id="(CS\d)-error"/g)).toEqual(['id="CS2-error"', 'id="CS5-error"']);
    expect(answer.text.match(/name="(\w+)" value="0" autofocus/g)).toEqual([
      'name="CS2" value="0" autofocus',
    ]);
    const again = (await a.get(`/s/${id}/answers/self/1`)).text;
    expect(checked(again)).toEqual(['CS1=3', 'CS3=3', 'CS4=3', 'CS6=3']);
    expect(again).not.toContain('autofocus');
  });

  it('is restored on another device, each set by itself', async () => {
    const [laptop, phone] = [new BrowserClient(api.url), new BrowserClient(api.url)];
    const { id, own: link } = await start(laptop);
    await laptop.submit(`/s/${id}/answers/self/8`, { ...pageOf(8, 1), SF1: '10' });
    await laptop.submit(`/s/${id}/answers/guess/8`, pageOf(8, 4));
    await phone.submit('/continue', { link });
    const self = checked((await phone.get(`/s/${id}/answers/self/8`)).text);
    expect(self).toEqual(['SF1=10', 'SF2=1', 'SF3=1', 'SF4=1', 'SF5=1', 'SF6=1']);
    expect(checked((await phone.get(`/s/${id}/answers/guess/8`)).text)).toContain('SF1=4');
    expect((await phone.get(`/s/${id}/answers/self/1`)).text).toContain(
      '<progress id="progress" value="6" max="48">',
    );
  });

  it('can be left in the middle of a page', async () => {
    const a = new BrowserClient(api.url);
    const { id } = await start(a);
    const left = await a.submit(`/s/${id}/answers/self/2`, { EA1: '0', after: 'leave' });
    expect([left.status, left.headers.get('location')]).toEqual([303, `/s/${id}`]);
    expect(checked((await a.get(`/s/${id}/answers/self/2`)).text)).toEqual(['EA1=0']);
  });

  it('loses nothing when two devices save all pages at once, and stores the same page twice as once', async () => {
    const [laptop, phone] = [new BrowserClient(api.url), new BrowserClient(api.url)];
    const { id, own: link } = await start(laptop);
    await phone.submit('/continue', { link });
    const sent = SCALES.flatMap((_, index) => [
      laptop.submit(`/s/${id}/answers/self/${index + 1}`, pageOf(index + 1, 1)),
      phone.submit(`/s/${id}/answers/guess/${index + 1}`, pageOf(index + 1, 4)),
      phone.submit(`/s/${id}/answers/self/${index + 1}`, pageOf(index + 1, 1)),
    ]);
    expect(new Set((await Promise.all(sent)).map(({ status }) => status))).toEqual(new Set([303]));
    const { self_answers, guess_answers } = await storedAnswers(id, link.split('#')[1] ?? '');
    expect([Object.keys(self_answers).length, Object.keys(guess_answers).length]).toEqual([48, 48]);
    expect(new Set([...Object.values(self_answers), ...Object.values(guess_answers)])).toEqual(
      new Set([1, 4]),
    );
    const [events] = await api.dataSource.query<{ count: number }[]>(
      `SELECT count(*)::int FROM couple_audit_event WHERE chain = $1 AND convert_from(bytes, 'UTF8') LIKE '%responses.upserted%'`,
      [id],
    );
    expect(events).toEqual({ count: 16 });
  });

  it('is closed once the result is there', async () => {
    const [a, b] = [new BrowserClient(api.url), new BrowserClient(api.url)];
    const { id, own: link } = await start(a);
    await b.submit('/invite', { link: await partnerLink(a, id) });
    const page = `/s/${id}/answers/self/1`;
    const csrf = csrfIn((await a.get(page)).text);
    const joined = await b.submit('/join', { nickname: '두리', consent: 'yes' });
    const session = `${api.url}/api/couples/sessions/${id}`;
    const tokens = [link, /value="([^"]+#[\w-]{43})"/.exec(joined.text)?.[1] ?? ''].map(
      (own) => own.split('#')[1] ?? '',
    );
    for (const token of tokens) await call(`${session}/responses`, 'PUT', { token, json: responses(2) });
    await call(`${session}/compute`, 'POST', { token: tokens[0] ?? '' });
    expect((await a.get(page)).headers.get('location')).toBe(`/s/${id}`);
    const late = await a.post(page, { _csrf: csrf, ...pageOf(1, 0) });
    expect([late.status, late.text]).toEqual([409, expect.stringContaining('결과가 나와')]);
    expect((await storedAnswers(id, tokens[0] ?? '')).self_answers).toMatchObject({ CS1: 2 });
    expect((await a.get(`/s/${id}`)).text).toContain('결과가 나왔어요');
  });

  it('has eight pages, two sets, and only its own answers', async () => {
    const a = new BrowserClient(api.url);
    const { id } = await start(a);
    for (const path of ['self/0', 'self/9', 'self/01', 'other/1', 'self/1x']) {
      expect((await a.get(`/s/${id}/answers/${path}`)).status, path).toBe(404);
    }
    const stranger = new BrowserClient(api.url);
    await start(stranger);
    expect((await stranger.get(`/s/${id}/answers/self/1`)).status).toBe(401);
    const english = await a.get(`/s/${id}/answers/guess/1?lang=en`);
    expect(english.text).toContain('What would your partner say?');
    expect(english.text).toContain('My partner would say');
  });
});
