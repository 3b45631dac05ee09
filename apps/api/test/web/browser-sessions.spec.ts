import { ADAPTERS } from '@couplekit/testkit';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { call, joinedCouple } from '../couple-client.js';
import { runApi, type RunningApi } from '../running-api.js';
import { BrowserClient, csrfIn } from './browser-client.js';

const ID = '__Host-browser';
/** In words of the landing page: it greets a browser that may act in a session. */
const ONGOING = '이어서 하기';

describe.each(ADAPTERS)('the session of a browser on %s', (adapter) => {
  let api: RunningApi;
  beforeAll(async () => void (api = await runApi(adapter)));
  afterAll(() => api[Symbol.asyncDispose]());

  const admitted = async () => {
    const couple = await joinedCouple(api.url);
    const browser = new BrowserClient(api.url);
    const answer = await browser.submit('/continue', { link: `https://couple.example/continue#${couple.a}` });
    expect([answer.status, answer.headers.get('location')]).toEqual([303, `/s/${couple.id}`]);
    return { couple, browser, answer };
  };
  const mayAct = async (browser: BrowserClient) => (await browser.get('/')).text.includes(ONGOING);

  it('begins with an access token; its cookie is for this host, https, and no script', async () => {
    const { browser, answer } = await admitted();
    expect(answer.headers.getSetCookie()).toEqual([
      expect.stringMatching(
        /^__Host-browser=[\w-]{43}; Max-Age=15552000; Path=\/; HttpOnly; Secure; SameSite=Lax$/,
      ),
    ]);
    expect(await mayAct(browser)).toBe(true);
    expect(await mayAct(new BrowserClient(api.url))).toBe(false);
  });

  it('gets a new id when the browser may do more, and the old one is worth nothing', async () => {
    const couple = await joinedCouple(api.url);
    const browser = new BrowserClient(api.url);
    await browser.get('/continue');
    const planted = browser.cookies.get(ID) ?? '';
    await browser.submit('/continue', { link: couple.a });
    const renewed = browser.cookies.get(ID);
    expect(renewed).not.toBe(planted);
    const attacker = new BrowserClient(api.url);
    attacker.cookies.set(ID, planted);
    expect(await mayAct(attacker)).toBe(false);
  });

  it('ignores an id that nobody gave out', async () => {
    const browser = new BrowserClient(api.url);
    browser.cookies.set(ID, 'guessed');
    expect((await browser.get('/continue')).headers.get('set-cookie')).toMatch(/^__Host-browser=[\w-]{43};/);
  });

  it('can be of several couples at once, and keeps them when it gets another', async () => {
    const { browser, couple } = await admitted();
    const second = await joinedCouple(api.url);
    await browser.submit('/continue', { link: second.b });
    expect((await browser.get('/')).text).toContain(`href="/s/${second.id}"`);
    await call(second.session, 'DELETE', { token: second.a });
    expect((await browser.get('/')).text).toContain(`href="/s/${couple.id}"`);
  });

  it('acts as the partner that it came as last', async () => {
    const { browser, couple } = await admitted();
    await browser.submit('/continue', { link: couple.b });
    const rows = await api.dataSource.query<{ role: string }[]>(
      'SELECT role FROM web_browser_grant JOIN couple_access_token USING (token_sha256, session_id) WHERE session_id = $1',
      [couple.id],
    );
    expect(rows).toEqual([{ role: 'B' }]);
  });

  it('ends when its access token is revoked, expires, or is erased with the session', async () => {
    const change = async (sql: string) => {
      const { browser, couple } = await admitted();
      await api.dataSource.query(`UPDATE couple_access_token SET ${sql} WHERE session_id = $1`, [couple.id]);
      return mayAct(browser);
    };
    expect(await change('revoked_at = now()')).toBe(false);
    expect(await change("expires_at = now() - interval '1 second'")).toBe(false);
    const { browser, couple } = await admitted();
    expect((await call(couple.session, 'DELETE', { token: couple.b })).status).toBe(200);
    expect(await mayAct(browser)).toBe(false);
    expect(await grants(couple.id)).toEqual([]);
  });

  it('ends after 30 days without use', async () => {
    const { browser, couple } = await admitted();
    await api.dataSource.query('UPDATE web_browser_grant SET expires_at = now() WHERE session_id = $1', [
      couple.id,
    ]);
    expect(await mayAct(browser)).toBe(false);
  });

  it('is not begun by a token that is wrong, and says so kindly', async () => {
    const browser = new BrowserClient(api.url);
    for (const link of ['', 'x', 'y'.repeat(43)]) {
      const answer = await browser.submit('/continue', { link });
      expect(answer.status).toBe(422);
      expect(answer.text).toContain('링크가 온전하지 않거나 더 이상 쓸 수 없어요');
    }
  });

  it('keeps no secret in the database or the log', async () => {
    const { browser, couple } = await admitted();
    const [{ all } = { all: '' }] = await api.dataSource.query<{ all: string }[]>(
      'SELECT string_agg(g::text, chr(10)) AS all FROM web_browser_grant g',
    );
    const log = api.log.raw.join();
    for (const secret of [
      browser.cookies.get(ID) ?? '?',
      couple.a,
      csrfIn((await browser.get('/continue')).text),
    ]) {
      expect(secret).toHaveLength(43);
      expect(all).not.toContain(secret);
      expect(all).not.toContain(Buffer.from(secret).toString('hex'));
      expect(log).not.toContain(secret);
    }
  });

  it('does not begin where nobody asked for it: a visitor of the landing page gets no cookie', async () => {
    expect((await fetch(api.url)).headers.get('set-cookie')).toBeNull();
  });

  const grants = (id: string) =>
    api.dataSource.query<unknown[]>('SELECT FROM web_browser_grant WHERE session_id = $1', [id]);
});

it('is known to every instance', async () => {
  await using one = await runApi('fastify');
  await using two = await runApi('express', { beside: one });
  const { a } = await joinedCouple(one.url);
  const browser = new BrowserClient(one.url);
  await browser.submit('/continue', { link: a });
  const elsewhere = new BrowserClient(two.url);
  elsewhere.cookies.set(ID, browser.cookies.get(ID) ?? '');
  expect((await elsewhere.get('/')).text).toContain(ONGOING);
});
