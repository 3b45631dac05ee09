import { ADAPTERS } from '@couplekit/testkit';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runApi, type RunningApi } from '../running-api.js';
import { BrowserClient, csrfIn } from './browser-client.js';

const LINK = `https://couple.example/invite#${'t'.repeat(43)}`;

describe.each(ADAPTERS)('a form on %s', (adapter) => {
  let api: RunningApi;
  let browser: BrowserClient;
  let token: string;
  beforeAll(async () => {
    api = await runApi(adapter);
    browser = new BrowserClient(api.url);
    token = csrfIn((await browser.get('/invite')).text);
  });
  afterAll(() => api[Symbol.asyncDispose]());

  it('is taken from its own page', async () => {
    const sent = await browser.submit('/invite', { link: LINK });
    expect([sent.status, sent.headers.get('location')]).toEqual([303, '/join']);
  });

  it.each([
    { 'Sec-Fetch-Site': 'same-origin' },
    { Origin: 'https://couple.example' },
    { Origin: 'null' },
    {},
  ])('is taken with its token and %o', async (headers) => {
    expect((await browser.post('/invite', { link: LINK, _csrf: token }, headers)).status).toBe(303);
  });

  it('is taken from a script, with the token in a header', async () => {
    const headers = { 'X-CSRF-Token': token, 'Sec-Fetch-Site': 'same-origin' };
    expect((await browser.post('/invite', { link: LINK }, headers)).status).toBe(303);
  });

  it.each([
    { 'Sec-Fetch-Site': 'cross-site' },
    { 'Sec-Fetch-Site': 'same-site' },
    { Origin: 'https://evil.example' },
    { Origin: 'http://couple.example' },
  ])('is refused from another site, even with its token: %o', async (headers) => {
    await refused(browser.post('/invite', { link: LINK, _csrf: token }, headers));
  });

  it.each([{}, { _csrf: '' }, { _csrf: 'x'.repeat(43) }])(
    'is refused without its token: %o',
    async (fields) => {
      await refused(browser.post('/invite', { link: LINK, ...fields }, { 'Sec-Fetch-Site': 'same-origin' }));
    },
  );

  it('is refused with the token of another browser, and in a browser without cookies', async () => {
    const other = new BrowserClient(api.url);
    await refused(other.post('/invite', { link: LINK, _csrf: token }));
    await other.get('/invite');
    await refused(other.post('/invite', { link: LINK, _csrf: token }));
  });

  it('comes back with what to correct', async () => {
    const sent = await browser.submit('/invite', { link: 'https://couple.example/invite#cut' });
    expect(sent.status).toBe(422);
    expect(sent.headers.get('cache-control')).toBe('private, no-store');
    expect(sent.text).toContain('aria-invalid="true"');
    expect(sent.text).toContain('초대 링크가 온전하지 않아요');
  });

  async function refused(answer: Promise<{ status: number; headers: Headers; text: string }>): Promise<void> {
    const { status, headers, text } = await answer;
    expect([status, headers.get('content-type')]).toEqual([403, 'text/html; charset=utf-8']);
    expect(text).toContain('페이지를 연 지 오래되었어요');
    expect(headers.get('set-cookie')).toBeNull();
  }
});
