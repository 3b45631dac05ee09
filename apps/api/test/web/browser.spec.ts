/// <reference lib="dom" />
import { ADAPTERS } from '@couplekit/testkit';
import { launchChromium } from '@couplekit/testkit/chromium';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { joinedCouple } from '../couple-client.js';
import { runApi, type RunningApi } from '../running-api.js';

let browser: Browser;
beforeAll(async () => void (browser = await launchChromium()));
afterAll(() => browser.close());

/** What a browser complains of: scripts and styles that the policy stops, files that are missing. */
async function openTab(options: BrowserContextOptions): Promise<{ tab: Page; complaints: string[] }> {
  const context = await browser.newContext({ locale: 'ko-KR', ...options });
  const tab = await context.newPage();
  const complaints: string[] = [];
  tab.on('console', (message) => message.type() === 'error' && complaints.push(message.text()));
  tab.on('pageerror', (error) => complaints.push(error.message));
  return { tab, complaints };
}

describe.each(ADAPTERS)('in a browser, pages on %s', { timeout: 180_000 }, (adapter) => {
  let api: RunningApi;
  beforeAll(async () => void (api = await runApi(adapter, { env: { PUBLIC_BASE_URL: 'http://127.0.0.1' } })));
  afterAll(() => api[Symbol.asyncDispose]());

  it.each([360, 768, 1280])(
    'fit a width of %i, with targets that a thumb hits, and load only from here',
    async (width) => {
      const { tab, complaints } = await openTab({ viewport: { width, height: 800 } });
      const origins = new Set<string>();
      tab.on('request', (request) => origins.add(new URL(request.url()).origin));
      for (const path of ['/', '/continue', '/invite']) {
        await tab.goto(api.url + path, { waitUntil: 'networkidle' });
        const seen = await tab.evaluate(() => ({
          overflow: document.documentElement.scrollWidth - document.documentElement.clientWidth,
          font: document.fonts.check('16px "Pretendard Variable"', '서'),
          targets: [...document.querySelectorAll('a:not(.skip), button, input:not([type=hidden])')]
            .map((element) => ({ name: element.textContent, height: element.getBoundingClientRect().height }))
            .filter(({ height }) => height < 44),
          bodyText: Number.parseFloat(getComputedStyle(document.body).fontSize),
        }));
        expect(seen).toMatchObject({ overflow: 0, font: true, targets: [] });
        expect(seen.bodyText).toBeGreaterThanOrEqual(16);
      }
      expect([...origins]).toEqual([api.url]);
      expect(complaints).toEqual([]);
      await tab.context().close();
    },
  );

  it('take the token out of the link, and the browser in', async () => {
    const { id, a } = await joinedCouple(api.url);
    const { tab } = await openTab({});
    const urls: string[] = [];
    tab.on('request', (request) => urls.push(request.url(), request.headers()['referer'] ?? ''));
    await tab.goto(`${api.url}/continue#${a}`);
    await tab.waitForURL(`${api.url}/s/${id}`);
    expect(urls.join()).not.toContain(a);
    const [cookie] = await tab.context().cookies();
    expect(cookie).toMatchObject({ name: 'browser', httpOnly: true, sameSite: 'Lax', path: '/' });
    await tab.goto(api.url);
    expect(await tab.getByRole('link', { name: '이어서 하기' }).getAttribute('href')).toBe(`/s/${id}`);
    await tab.context().close();
  });

  it('show no token in the address bar, however long the next page takes', async () => {
    const { tab } = await openTab({});
    await tab.route('**/invite', (route) =>
      route.request().method() === 'POST' ? route.fulfill({ status: 204 }) : route.continue(),
    );
    const sent = tab.waitForRequest((request) => request.method() === 'POST');
    await tab.goto(`${api.url}/invite#${'t'.repeat(43)}`, { waitUntil: 'commit' });
    expect((await sent).postData()).toContain(`link=${'t'.repeat(43)}`);
    expect(tab.url()).toBe(`${api.url}/invite`);
    await tab.context().close();
  });

  it('work without scripts, by pasting the link', async () => {
    const { id, b } = await joinedCouple(api.url);
    const { tab } = await openTab({ javaScriptEnabled: false });
    await tab.goto(`${api.url}/continue`);
    await tab.getByLabel('내 링크').fill(`http://127.0.0.1/continue#${b}`);
    await tab.getByRole('button', { name: '이어서 하기' }).click();
    expect(tab.url()).toBe(`${api.url}/s/${id}`);
    await tab.goto(api.url);
    await tab.getByRole('link', { name: 'English' }).click();
    expect(await tab.locator('h1').textContent()).toBe('How well do you know each other?');
    await tab.context().close();
  });

  it('can be skipped to their content with the keyboard', async () => {
    const { tab } = await openTab({});
    await tab.goto(api.url);
    await tab.keyboard.press('Tab');
    expect(await tab.evaluate(() => document.activeElement?.textContent)).toBe('본문으로 건너뛰기');
    await tab.keyboard.press('Enter');
    expect(await tab.evaluate(() => document.activeElement?.id)).toBe('main');
    await tab.context().close();
  });

  it('leave Swagger’s alone', async () => {
    const { tab, complaints } = await openTab({});
    await tab.goto(`${api.url}/docs`, { waitUntil: 'networkidle' });
    await tab.getByText('/api/couples/sessions', { exact: true }).first().waitFor();
    expect(complaints).toEqual([]);
    await tab.context().close();
  });
});
