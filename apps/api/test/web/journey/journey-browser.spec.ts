/// <reference lib="dom" />
import { launchChromium } from '@couplekit/testkit/chromium';
import axe from 'axe-core';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runApi, type RunningApi } from '../../running-api.js';

/** Where pictures of the pages go, for people to look at. @default nowhere */
const PICTURES = process.env['PAGE_PICTURES'];

let browser: Browser;
let api: RunningApi;
beforeAll(async () => {
  [browser, api] = await Promise.all([
    launchChromium(),
    runApi('fastify', { env: { PUBLIC_BASE_URL: 'http://127.0.0.1' } }),
  ]);
});
afterAll(async () => {
  await browser.close();
  await api[Symbol.asyncDispose]();
});

async function openTab(options: BrowserContextOptions = {}): Promise<{ tab: Page; complaints: string[] }> {
  const context = await browser.newContext({
    locale: 'ko-KR',
    viewport: { width: 360, height: 800 },
    ...options,
  });
  const tab = await context.newPage();
  const complaints: string[] = [];
  tab.on('console', (message) => message.type() === 'error' && complaints.push(message.text()));
  tab.on('pageerror', (error) => complaints.push(error.message));
  return { tab, complaints };
}

/** Looks at a page at three widths and in the dark: nothing sticks out, and axe finds nothing serious. */
async function look(tab: Page, name: string): Promise<void> {
  for (const { width, scheme } of [
    { width: 360, scheme: 'light' },
    { width: 360, scheme: 'dark' },
    { width: 768, scheme: 'light' },
    { width: 1280, scheme: 'light' },
  ] as const) {
    await tab.setViewportSize({ width, height: 800 });
    await tab.emulateMedia({ colorScheme: scheme, reducedMotion: 'reduce' });
    const overflow = await tab.evaluate(
      () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
    );
    expect(overflow, `${name} at ${width}`).toBe(0);
    const path = `${PICTURES}/${name}-${width}${scheme === 'dark' ? '-dark' : ''}.png`;
    if (PICTURES !== undefined) await tab.screenshot({ fullPage: true, path });
    if (width === 768) continue;
    await tab.evaluate(axe.source);
    const { violations } = await tab.evaluate(() => (globalThis as unknown as { axe: typeof axe }).axe.run());
    const serious = violations.filter(({ impact }) => impact === 'serious' || impact === 'critical');
    const found = serious.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`);
    expect(found, `${name} at ${width}, ${scheme}`).toEqual([]);
  }
  await tab.emulateMedia({ colorScheme: 'light' });
  await tab.setViewportSize({ width: 360, height: 800 });
}

async function startAs(tab: Page, nickname: string): Promise<void> {
  await tab.goto(`${api.url}/start`);
  await tab.getByLabel('별명').fill(nickname);
  await tab.getByLabel('읽었고').check();
  await tab.getByRole('button', { name: '시작하기' }).click();
}

describe('the journey in a browser', { timeout: 300_000 }, () => {
  it('takes A and B from the start to their questions, with forms of pages that send no referrer', async () => {
    const { tab, complaints } = await openTab();
    const sent: Promise<Record<string, string>>[] = [];
    tab.on('request', (request) => {
      if (request.method() === 'POST') sent.push(request.allHeaders());
    });
    await tab.goto(`${api.url}/start`);
    await look(tab, 'start');
    await startAs(tab, '하나');
    await tab.getByRole('heading', { name: '내 링크를 간직해 주세요' }).waitFor();
    await look(tab, 'own-link');
    await tab.getByRole('link', { name: '질문으로 가기' }).click();
    const overview = tab.url();
    await look(tab, 'overview');

    await tab.goto(`${overview}/invite`);
    await look(tab, 'invite');
    await tab.getByRole('button', { name: '초대 링크 만들기' }).click();
    const field = tab.getByLabel('상대에게 보낼 링크');
    const link = await field.inputValue();
    await look(tab, 'invite-link');
    await tab.context().grantPermissions(['clipboard-read', 'clipboard-write']);
    await tab.getByRole('button', { name: '링크 복사' }).click();
    await tab.getByText('복사했어요').waitFor();
    expect(await tab.evaluate(() => navigator.clipboard.readText())).toBe(link);
    const formHeaders = { 'sec-fetch-site': 'same-origin', origin: 'null' };
    expect(await Promise.all(sent)).toMatchObject([formHeaders, formHeaders]);
    await tab.goto(overview);
    await tab.goBack();
    await tab.getByRole('button', { name: '초대 링크 만들기' }).waitFor();
    expect(sent).toHaveLength(2);
    expect(complaints).toEqual([]);

    const other = await openTab();
    await other.tab.goto(link.replace('http://127.0.0.1', api.url));
    await other.tab.waitForURL(`${api.url}/join`);
    await look(other.tab, 'join');
    await other.tab.getByLabel('별명').fill('두리');
    await other.tab.getByLabel('읽었고').check();
    await other.tab.getByRole('button', { name: '초대 받아들이기' }).click();
    await other.tab.getByRole('link', { name: '질문으로 가기' }).click();
    await other.tab.getByRole('heading', { name: '두리님, 어서 오세요' }).waitFor();
    await other.tab.goto(`${overview}/invite`);
    await look(other.tab, 'invite-b');
    expect(other.complaints).toEqual([]);
    await other.tab.goto(link.replace('http://127.0.0.1', api.url));
    await other.tab.getByRole('heading', { name: '이미 쓴 초대예요' }).waitFor();
    await look(other.tab, 'invite-used');
    await tab.context().close();
    await other.tab.context().close();
  });

  it('is answered with the keyboard only: one stop an item, arrows, numbers', async () => {
    const { tab } = await openTab();
    await startAs(tab, '하나');
    await tab.getByRole('link', { name: '질문으로 가기' }).click();
    await tab.getByRole('link', { name: '답하러 가기' }).click();
    const focus = () => tab.evaluate(() => (document.activeElement as HTMLInputElement).name);
    const value = (name: string) =>
      tab.evaluate(
        (code) => (document.querySelector(`input[name=${code}]:checked`) as HTMLInputElement)?.value,
        name,
      );
    await tab.locator('.pager a').last().focus();
    const stops: string[] = [];
    for (const _ of [1, 2, 3, 4, 5, 6]) {
      await tab.keyboard.press('Tab');
      stops.push(await focus());
      if (stops.length === 1) {
        await tab.keyboard.press('Space');
        await tab.keyboard.press('ArrowRight');
      } else if (stops.length < 6) await tab.keyboard.press(String(stops.length - 1));
    }
    expect(stops).toEqual(['CS1', 'CS2', 'CS3', 'CS4', 'CS5', 'CS6']);
    expect(await Promise.all(stops.map(value))).toEqual(['1', '1', '2', '3', '4', undefined]);
    await tab.keyboard.press('7');
    expect(await value('CS6')).toBeUndefined();

    await tab.keyboard.press('Enter');
    await tab.getByText('아직 고르지 않은 문장이 1개 있어요').waitFor();
    expect(await focus()).toBe('CS6');
    await look(tab, 'answers-missing');
    await tab.keyboard.press('0');
    expect(await value('CS6')).toBe('0');
    await tab.keyboard.press('Enter');
    await tab.waitForURL('**/answers/self/2');
    await look(tab, 'answers');

    await tab.goBack();
    await tab.goBack();
    await tab.reload();
    expect(await Promise.all(stops.map(value))).toEqual(['1', '1', '2', '3', '4', '0']);
    await tab.goto(tab.url().replace(/\d$/, '8'));
    await tab.locator('input[name=SF1]').first().focus();
    await tab.keyboard.press('1');
    expect(await value('SF1')).toBe('1');
    await tab.keyboard.press('0');
    expect(await value('SF1')).toBe('10');
    await look(tab, 'answers-long-scale');
    await tab.context().close();
  });

  it('works without scripts', async () => {
    const { tab } = await openTab({ javaScriptEnabled: false });
    await startAs(tab, '하나');
    expect(await tab.getByRole('button', { name: '링크 복사' }).count()).toBe(0);
    expect(await tab.getByLabel('내 링크').inputValue()).toContain('/continue#');
    await tab.getByRole('link', { name: '질문으로 가기' }).click();
    await tab.getByRole('link', { name: '답하러 가기' }).click();
    await tab.locator('input[name=CS1]').nth(2).check();
    await tab.getByRole('button', { name: '저장하고 나중에 하기' }).click();
    await tab.getByRole('heading', { name: '하나님, 어서 오세요' }).waitFor();
    await tab.getByText('이 기기에서 나가기').click();
    await tab.getByRole('button', { name: '나가기', exact: true }).click();
    expect(tab.url()).toBe(`${api.url}/`);
    await tab.context().close();
  });
});
