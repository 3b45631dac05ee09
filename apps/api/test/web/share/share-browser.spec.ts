/// <reference lib="dom" />
import { launchChromium } from '@couplekit/testkit/chromium';
import axe from 'axe-core';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { runApi, type RunningApi } from '../../running-api.js';
import { finishedCouple, sharedCouple } from './shared-couple.js';

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

async function openTab(): Promise<{ tab: Page; complaints: string[] }> {
  const context = await browser.newContext({ locale: 'ko-KR', viewport: { width: 360, height: 800 } });
  const tab = await context.newPage();
  const complaints: string[] = [];
  tab.on('console', (message) => message.type() === 'error' && complaints.push(message.text()));
  tab.on('pageerror', (error) => complaints.push(error.message));
  return { tab, complaints };
}

/** Looks at a page at three widths and in the dark: nothing sticks out, and axe finds nothing serious. */
async function look(tab: Page, name: string): Promise<void> {
  for (const [width, colorScheme] of [
    [360, 'light'],
    [360, 'dark'],
    [768, 'light'],
    [1280, 'light'],
  ] as const) {
    await tab.setViewportSize({ width, height: 800 });
    await tab.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    const overflow = await tab.evaluate(
      () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
    );
    expect(overflow, `${name} at ${width}`).toBe(0);
    const path = `${PICTURES}/${name}-${width}-${colorScheme}.png`;
    if (PICTURES !== undefined) await tab.screenshot({ fullPage: true, path });
    if (width !== 360) continue;
    await tab.evaluate(axe.source);
    const { violations } = await tab.evaluate(() => (globalThis as unknown as { axe: typeof axe }).axe.run());
    const serious = violations.filter(({ impact }) => impact === 'serious' || impact === 'critical');
    const found = serious.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`);
    expect(found, `${name}, ${colorScheme}`).toEqual([]);
  }
}

it('is shared, seen and ended in a browser', { timeout: 300_000 }, async () => {
  const couple = await finishedCouple(api);
  const { tab, complaints } = await openTab();
  await tab.goto(`${api.url}/continue#${couple.a}`);
  await tab.waitForURL(`**/s/${couple.id}`);
  await tab.goto(`${api.url}/s/${couple.id}/shares`);
  await look(tab, 'shares');
  await tab.getByLabel('여덟 영역 그림').check();
  await tab.getByLabel('두 사람의 별명').check();
  await tab.getByRole('button', { name: '링크 만들기' }).click();
  const link = await tab.getByLabel('나눌 링크').inputValue();
  const picture = tab.getByAltText('링크를 보내면 함께 보이는 그림');
  await expect.poll(() => picture.evaluate((image: HTMLImageElement) => image.naturalWidth), { timeout: 20_000 }).toBe(1200); // prettier-ignore
  await look(tab, 'new-share');

  const path = new URL(link).pathname;
  const guest = await openTab();
  await guest.tab.goto(api.url + path);
  await guest.tab.getByRole('heading', { name: '앞으로 나눌 이야기가 참 많아요' }).waitFor();
  await guest.tab.getByText('숫자로 보기').click();
  await look(guest.tab, 'share');
  await guest.tab.goto(`${api.url}${path}?lang=en`);
  await guest.tab.getByRole('link', { name: 'Try it together' }).waitFor();

  await tab.goto(`${api.url}/s/${couple.id}/shares`);
  await tab.getByRole('button', { name: '이 링크 끝내기' }).click();
  await tab.getByText('아직 나눈 링크가 없어요').waitFor();
  expect((await guest.tab.goto(api.url + path))?.status()).toBe(404);
  await look(guest.tab, 'ended-share');
  // A 404 is told to the console, too.
  expect([...complaints, ...guest.complaints.filter((text) => !text.includes('404'))]).toEqual([]);
});

it('is locked in a browser, and says so', { timeout: 300_000 }, async () => {
  const couple = await sharedCouple(api);
  const { token } = await couple.share({ show_names: true });
  const { tab, complaints } = await openTab();
  await tab.goto(`${api.url}/share/${token}`);
  await tab.getByRole('heading', { name: '아직 열리지 않은 이야기예요' }).waitFor();
  await look(tab, 'locked-share');
  expect(complaints).toEqual([]);
});
