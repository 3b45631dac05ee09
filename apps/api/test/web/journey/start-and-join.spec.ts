import { SCALES } from '@couplekit/couple-core';
import { ADAPTERS } from '@couplekit/testkit';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runApi, type RunningApi } from '../../running-api.js';
import { BrowserClient, csrfIn } from '../browser-client.js';
import { linkIn, partnerLink, start } from './journey-client.js';

describe.each(ADAPTERS)('coming in on %s', (adapter) => {
  let api: RunningApi;
  beforeAll(async () => void (api = await runApi(adapter)));
  afterAll(() => api[Symbol.asyncDispose]());

  const visitor = () => new BrowserClient(api.url);
  const count = async (table: string) =>
    (await api.dataSource.query<{ count: number }[]>(`SELECT count(*)::int FROM ${table}`))[0]?.count;

  it('starts with a nickname and a tick, and shows the own link once', async () => {
    const browser = visitor();
    const shown = await browser.submit('/start', {
      nickname: ' <하나> ',
      email: 'a@example.com',
      consent: 'yes',
    });
    expect([shown.status, shown.headers.get('cache-control')]).toEqual([200, 'private, no-store']);
    expect(shown.headers.get('x-robots-tag')).toContain('noindex');
    expect(shown.text).toContain('&lt;하나&gt;님, 반가워요');
    expect(shown.text).not.toContain('?lang=');
    expect(linkIn(shown)).toMatch(/^https:\/\/couple\.example\/continue#/);
    const id = /href="\/s\/([0-9a-f-]{36})"/.exec(shown.text)?.[1] ?? '';
    const overview = await browser.get(`/s/${id}`);
    expect(overview.text).toContain('&lt;하나&gt;님, 어서 오세요');
    expect(overview.text).not.toContain('a@example.com');
    expect(overview.text).not.toContain(linkIn(shown).split('#')[1]);
    const phone = visitor();
    const back = await phone.submit('/continue', { link: linkIn(shown) });
    expect(back.headers.get('location')).toBe(`/s/${id}`);
  });

  it('starts nothing without a nickname or a tick, and says so beside them', async () => {
    const before = await count('couple_session');
    const answer = await visitor().submit('/start', { nickname: ' ', email: 'no' });
    expect(answer.status).toBe(422);
    for (const words of ['별명을 1~40자로', '이메일 주소를 다시 확인', '동의해 주셔야']) {
      expect(answer.text).toContain(words);
    }
    expect(answer.text).toContain('value="no"');
    expect(await count('couple_session')).toBe(before);
  });

  it('starts one session when the form is sent again', async () => {
    const browser = visitor();
    const form = { _csrf: csrfIn((await browser.get('/start')).text), nickname: '하나', consent: 'yes' };
    const before = (await count('couple_session')) ?? 0;
    expect((await browser.post('/start', form)).status).toBe(200);
    expect((await browser.post('/start', form)).status).toBe(403);
    expect(await count('couple_session')).toBe(before + 1);
  });

  it('lets B in by the newest link, who sees the inviter first and gets an own link', async () => {
    const a = visitor();
    const { id } = await start(a);
    const [first, link] = [await partnerLink(a, id), await partnerLink(a, id)];
    expect(link).toMatch(/^https:\/\/couple\.example\/invite#/);
    const late = visitor();
    await late.submit('/invite', { link: first });
    const ended = await late.get('/join');
    expect([ended.status, ended.text]).toEqual([410, expect.stringContaining('초대가 끝났어요')]);

    const b = visitor();
    expect((await b.submit('/invite', { link })).headers.get('location')).toBe('/join');
    expect((await b.get('/join')).text).toContain('하나님이 함께하고 싶어 해요');
    const refused = await b.submit('/join', { nickname: '두리' });
    expect([refused.status, refused.text]).toEqual([422, expect.stringContaining('동의해 주셔야')]);
    expect(refused.text).toContain('value="두리"');
    const joined = await b.submit('/join', { nickname: '두리', consent: 'yes' });
    expect(linkIn(joined)).toContain('/continue#');
    expect((await b.get(`/s/${id}`)).text).toContain('두리님, 어서 오세요');
    expect((await a.get(`/s/${id}`)).text).toContain('두리님');
    const invitePage = await a.get(`/s/${id}/invite`);
    expect(invitePage.text).toContain('상대가 들어왔어요');
    expect(b.cookies.has('__Host-invite')).toBe(false);

    const third = visitor();
    await third.submit('/invite', { link });
    const used = await third.get('/join');
    expect([used.status, used.text]).toEqual([410, expect.stringContaining('이미 쓴 초대예요')]);
    expect(used.text).toContain('href="/continue"');
  });

  it('lets one of two in who accept at the same time', async () => {
    const a = visitor();
    const { id } = await start(a);
    const link = await partnerLink(a, id);
    const two = [visitor(), visitor()];
    for (const browser of two) await browser.submit('/invite', { link });
    const open = await Promise.all(two.map((browser) => browser.get('/join')));
    const answers = await Promise.all(
      two.map((browser, n) =>
        browser.sendForm('/join', { _csrf: csrfIn(open[n]?.text ?? ''), nickname: '두리', consent: 'yes' }),
      ),
    );
    expect(answers.map(({ status }) => status).toSorted((x, y) => x - y)).toEqual([200, 410]);
  });

  it('keeps A from becoming the own partner', async () => {
    const a = visitor();
    const { id } = await start(a);
    await a.submit('/invite', { link: await partnerLink(a, id) });
    const own = await a.get('/join');
    expect([own.status, own.text]).toEqual([409, expect.stringContaining('내가 만든 초대예요')]);
    expect(own.text).toContain(`href="/s/${id}"`);
    const csrf = csrfIn((await a.get('/start')).text);
    expect((await a.post('/join', { _csrf: csrf, nickname: '나', consent: 'yes' })).status).toBe(409);
    expect((await a.get(`/s/${id}`)).text).toContain('하나님, 어서 오세요');
  });

  it('tells kindly of a link that was not opened, or leads nowhere', async () => {
    const nobody = await visitor().get('/join');
    expect([nobody.status, nobody.text]).toEqual([
      404,
      expect.stringContaining('초대 링크를 다시 열어 주세요'),
    ]);
    const lost = visitor();
    await lost.submit('/invite', { link: `https://couple.example/invite#${'x'.repeat(43)}` });
    const unknown = await lost.get('/join', { 'Accept-Language': 'en' });
    expect([unknown.status, unknown.text]).toEqual([404, expect.stringContaining('no such invitation')]);
  });

  it('makes no link for B’s browser, and one for friends for A', async () => {
    const [a, b] = [visitor(), visitor()];
    const { id } = await start(a);
    await b.submit('/invite', { link: await partnerLink(a, id) });
    await b.submit('/join', { nickname: '두리', consent: 'yes' });
    const friends = await a.submit(`/s/${id}/invite`, { kind: 'raters' });
    expect(linkIn(friends)).toMatch(/^https:\/\/couple\.example\/rate#/);
    const csrf = csrfIn((await b.get(`/s/${id}`)).text);
    for (const kind of ['partner', 'raters']) {
      const refused = await b.post(`/s/${id}/invite`, { _csrf: csrf, kind });
      expect([refused.status, linkIn(refused)]).toEqual([403, '']);
    }
    const [row] = await api.dataSource.query<{ visibility_wanted: boolean }[]>(
      'SELECT visibility_wanted FROM couple_session WHERE id = $1',
      [id],
    );
    expect(row).toEqual({ visibility_wanted: true });
  });

  it('takes a link for friends as the wish to see their average, and no later one against what was chosen', async () => {
    const a = visitor();
    const { id } = await start(a);
    const wanted = async () => {
      const rows: unknown = await api.dataSource.query(
        'SELECT visibility_wanted AS wanted, k_current AS friends FROM couple_session WHERE id = $1',
        [id],
      );
      return rows;
    };
    const link = linkIn(await a.submit(`/s/${id}/invite`, { kind: 'raters' }));
    for (let friend = 0; friend < 3; friend++) {
      const browser = visitor();
      await browser.submit('/rate', { link });
      const answers = Object.fromEntries(SCALES.map((scale) => [scale, '3']));
      await browser.submit('/rate/answers', { relation: 'friend', ...answers });
    }
    expect(await wanted()).toEqual([{ wanted: true, friends: 3 }]);
    expect((await a.submit(`/s/${id}/waiting`, { average: 'hide' })).status).toBe(303);
    await a.submit(`/s/${id}/invite`, { kind: 'raters' });
    expect(await wanted()).toEqual([{ wanted: false, friends: 3 }]);
  });

  it('leaves the device on request', async () => {
    const a = visitor();
    const { id, own } = await start(a);
    const csrf = csrfIn((await a.get(`/s/${id}`)).text);
    expect((await a.post(`/s/${id}/leave`, { _csrf: csrf })).headers.get('location')).toBe('/');
    expect((await a.get(`/s/${id}`)).status).toBe(401);
    await a.submit('/continue', { link: own });
    expect((await a.get(`/s/${id}`)).status).toBe(200);
  });

  it('logs no token', async () => {
    const [a, b] = [visitor(), visitor()];
    const { id, own } = await start(a);
    const link = await partnerLink(a, id);
    await b.submit('/invite', { link });
    const joined = linkIn(await b.submit('/join', { nickname: '두리', consent: 'yes' }));
    for (const secret of [own, link, joined].map((url) => url.split('#')[1] ?? '')) {
      expect(secret).toHaveLength(43);
      expect(api.log.raw.join()).not.toContain(secret);
    }
  });
});
