import { ADAPTERS } from '@couplekit/testkit';
import { describe, expect, it } from 'vitest';
import { WebSweeper } from '../../src/web/web-sweeper.js';
import { call, joinedCouple } from '../couple-client.js';
import { runApi, type RunningApi } from '../running-api.js';
import { BrowserClient } from './browser-client.js';

const start = (api: RunningApi, headers: Record<string, string> = {}) =>
  call(`${api.url}/api/couples/sessions`, 'POST', {
    json: { participants: [{ role: 'A', nickname: '하나' }] },
    headers,
  });

describe.each(ADAPTERS)('rate limits on %s', (adapter) => {
  it('are counted together by all instances, and told by a problem with RateLimit fields', async () => {
    const env = { RATE_LIMITS: 'sessions=3/60' };
    await using one = await runApi(adapter, { env });
    await using two = await runApi(adapter, { env, beside: one });
    const replies = [];
    for (const api of [one, two, one, two]) replies.push(await start(api));
    expect(replies.map(({ status }) => status)).toEqual([201, 201, 201, 429]);
    const { headers, body } = await start(two);
    expect(body).toMatchObject({
      type: 'https://iana.org/assignments/http-problem-types#quota-exceeded',
      'violated-policies': ['sessions'],
    });
    expect(headers.get('ratelimit-policy')).toBe('"sessions";q=3;w=60');
    expect(headers.get('ratelimit')).toMatch(/^"sessions";r=0;t=([1-9]|[1-5]\d|60)$/);
    expect(headers.get('retry-after')).toMatch(/^([1-9]|[1-5]\d|60)$/);
    expect(Object.keys(Object.fromEntries(headers)).filter((name) => name.endsWith('-sessions'))).toEqual([]);
  });

  it('count exactly when requests come at once', async () => {
    await using api = await runApi(adapter, { env: { RATE_LIMITS: 'sessions=5/60' } });
    const replies = await Promise.all(Array.from({ length: 12 }, () => start(api)));
    expect(replies.filter(({ status }) => status === 201)).toHaveLength(5);
  });

  it('begin anew when their time is over', async () => {
    await using api = await runApi(adapter, { env: { RATE_LIMITS: 'sessions=1/60' } });
    expect([(await start(api)).status, (await start(api)).status]).toEqual([201, 429]);
    await api.dataSource.query('UPDATE web_rate_limit SET expires_at = now()');
    expect([(await start(api)).status, (await start(api)).status]).toEqual([201, 429]);
  });

  it('are of each address, as a trusted proxy saw it, and of each thing that is limited', async () => {
    await using api = await runApi(adapter, { env: { RATE_LIMITS: 'sessions=1/60', TRUSTED_PROXIES: '1' } });
    const from = async (address: string) => (await start(api, { 'X-Forwarded-For': address })).status;
    expect([await from('203.0.113.1'), await from('203.0.113.2'), await from('203.0.113.1')]).toEqual([
      201, 201, 429,
    ]);
    expect(await from('forged, 203.0.113.1')).toBe(429);
    const [{ keys } = { keys: '' }] = await api.dataSource.query<{ keys: string }[]>(
      "SELECT string_agg(key, ' ') AS keys FROM web_rate_limit",
    );
    expect(keys).not.toContain('203.0.113');
    const browser = new BrowserClient(api.url);
    expect((await browser.submit('/invite', { link: 'x' })).status).toBe(422);
  });

  it('do not read X-Forwarded-For unless a proxy is trusted', async () => {
    await using api = await runApi(adapter, { env: { RATE_LIMITS: 'sessions=1/60' } });
    expect((await start(api, { 'X-Forwarded-For': '203.0.113.1' })).status).toBe(201);
    expect((await start(api, { 'X-Forwarded-For': '203.0.113.2' })).status).toBe(429);
  });

  it('hold for reports, whoever asks for them', async () => {
    await using api = await runApi(adapter, { env: { RATE_LIMITS: 'reports=2/60' } });
    const session = `${api.url}/api/couples/sessions/00000000-0000-4000-8000-000000000000`;
    const pdf = await call(`${session}/report.pdf`, 'GET');
    const page = await new BrowserClient(api.url).get('/s/00000000-0000-4000-8000-000000000000/report.pdf');
    expect([pdf.status, page.status]).toEqual([401, 401]);
    for (const path of ['report', 'report.pdf']) {
      const { status, headers, body } = await call(`${session}/${path}`, 'GET');
      expect([status, body['violated-policies']]).toEqual([429, ['reports']]);
      expect(headers.get('ratelimit')).toMatch(/^"reports";r=0;t=\d+$/);
    }
    const refused = await new BrowserClient(api.url).get('/s/x/report.pdf');
    expect([refused.status, refused.headers.get('content-type')]).toEqual([429, 'text/html; charset=utf-8']);
  });

  it('hold for forms, before anything else looks at them, and are told in a page', async () => {
    await using api = await runApi(adapter, { env: { RATE_LIMITS: 'invites=2/60' } });
    const browser = new BrowserClient(api.url);
    await browser.submit('/invite', { link: 'x' });
    await browser.post('/invite', {});
    const answer = await browser.submit('/invite', { link: 'x' });
    expect([answer.status, answer.headers.get('content-type')]).toEqual([429, 'text/html; charset=utf-8']);
    expect(answer.text).toContain('잠시만 쉬었다 할까요?');
    expect((await browser.get('/invite')).status).toBe(200);
  });
});

it('forgets counts and browsers whose time is over, and nothing else', async () => {
  await using api = await runApi('fastify', { env: { RATE_LIMITS: 'sessions=5/60,invites=5/60' } });
  const { a, id } = await joinedCouple(api.url);
  await new BrowserClient(api.url).submit('/continue', { link: a });
  await new BrowserClient(api.url).submit('/continue', { link: a });
  const old = "expires_at = now() - interval '1 second'";
  await api.dataSource.query(`UPDATE web_rate_limit SET ${old} WHERE key LIKE 'sessions:%'`);
  await api.dataSource.query(
    `UPDATE web_browser_grant SET ${old} WHERE browser_sha256 = (SELECT browser_sha256 FROM web_browser_grant LIMIT 1)`,
  );
  await new WebSweeper(api.dataSource).sweep();
  const limits = await api.dataSource.query<{ name: string }[]>(
    "SELECT split_part(key, ':', 1) AS name FROM web_rate_limit",
  );
  expect(limits).toEqual([{ name: 'invites' }]);
  expect(await api.dataSource.query('SELECT session_id FROM web_browser_grant')).toEqual([
    { session_id: id },
  ]);
});
