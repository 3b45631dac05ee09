/// <reference lib="dom" />
import { SCALES } from '@couplekit/couple-core';
import { ADAPTERS, eventually } from '@couplekit/testkit';
import { launchChromium } from '@couplekit/testkit/chromium';
import axe from 'axe-core';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { call, joinedCouple, responses, type Couple } from '../../couple-client.js';
import { runApi, type RunningApi } from '../../running-api.js';

/** Where pictures of the pages go, for people to look at. @default nowhere */
const PICTURES = process.env['PAGE_PICTURES'];
const WIDTHS = [360, 768, 1280];

let browser: Browser;
beforeAll(async () => void (browser = await launchChromium()), 120_000);
afterAll(() => browser.close());

async function openTab(options: BrowserContextOptions = {}): Promise<{ tab: Page; complaints: string[] }> {
  const context = await browser.newContext({ locale: 'ko-KR', ...options });
  const tab = await context.newPage();
  tab.setDefaultTimeout(60_000);
  const complaints: string[] = [];
  tab.on('console', (message) => message.type() === 'error' && complaints.push(message.text()));
  tab.on('pageerror', (error) => complaints.push(error.message));
  return { tab, complaints };
}

/** Looks at a page at every width, in the light and in the dark: nothing sticks out, and axe finds nothing at all. */
async function inspect(tab: Page, name: string): Promise<void> {
  for (const colorScheme of ['light', 'dark'] as const) {
    await tab.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    for (const width of WIDTHS) {
      await tab.setViewportSize({ width, height: 900 });
      const overflow = await tab.evaluate(
        () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
      );
      expect(overflow, `${name} at ${width}`).toBe(0);
      const path = `${PICTURES}/${name}-${width}-${colorScheme}.png`;
      if (PICTURES !== undefined) await tab.screenshot({ path, fullPage: true });
    }
    // By evaluation, because the policy of the page lets no further script in.
    await tab.evaluate(axe.source);
    const { violations } = await tab.evaluate(() => (globalThis as unknown as { axe: typeof axe }).axe.run());
    const found = violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`);
    expect(found, `${name}, ${colorScheme}`).toEqual([]);
  }
}

describe.each(ADAPTERS)('in a browser on %s', { timeout: 300_000 }, (adapter) => {
  let api: RunningApi;
  beforeAll(
    async () => void (api = await runApi(adapter, { env: { PUBLIC_BASE_URL: 'http://127.0.0.1' } })),
    120_000,
  );
  afterAll(() => api[Symbol.asyncDispose]());

  // What a page looks like does not depend on the adapter.
  const look = async (tab: Page, name: string) => adapter === 'fastify' && inspect(tab, name);
  const answer = ({ session, a, b }: Couple, role: 'a' | 'b', value: number) =>
    call(`${session}/responses`, 'PUT', { token: { a, b }[role], json: responses(value) });
  const comeIn = async (couple: Couple, options?: BrowserContextOptions) => {
    const opened = await openTab(options);
    await opened.tab.goto(`${api.url}/continue#${couple.a}`);
    await opened.tab.waitForURL(`${api.url}/s/${couple.id}`);
    opened.complaints.length = 0;
    return opened;
  };

  it('the waiting room changes by itself up to the result, and keeps the keyboard where it was', async () => {
    const couple = await joinedCouple(api.url);
    await answer(couple, 'a', 1);
    const { tab, complaints } = await comeIn(couple);
    await tab.goto(`${api.url}/s/${couple.id}/waiting`);
    await tab.getByRole('heading', { level: 1, name: '두리님의 답을 기다리고 있어요' }).waitFor();
    await tab.locator('#refresh').waitFor({ state: 'hidden' });
    await look(tab, 'waiting');
    await tab.evaluate(() => ((globalThis as unknown as { same: boolean }).same = true));

    await answer(couple, 'b', 3);
    await tab.getByRole('button', { name: '결과 열어 보기' }).waitFor();
    expect(await tab.locator('#news').textContent()).toContain('두 사람의 답이 모두 모였어요');
    await tab.locator('#compute').focus();
    const invite = await call(`${couple.session}/rater-invites`, 'POST', { token: couple.a });
    for (let friends = 0; friends < 3; friends++) {
      await call(`${api.url}/api/couples/raters/${invite.body.rater_token}`, 'POST', {
        json: {
          relation: 'friend',
          answers: SCALES.map((code, at) => ({ code, value: (at + friends) % 5 })),
        },
      });
    }
    await tab.getByRole('button', { name: '평균도 함께 볼래요' }).waitFor();
    expect(await tab.evaluate(() => document.activeElement?.id)).toBe('compute');
    expect(await tab.evaluate(() => (globalThis as unknown as { same?: boolean }).same)).toBe(true);

    await tab.getByRole('button', { name: '평균도 함께 볼래요' }).click();
    await tab.getByRole('button', { name: '평균은 보지 않을래요' }).waitFor();
    await tab.locator('#compute').focus();
    await tab.keyboard.press('Enter');
    await tab.getByRole('heading', { level: 1, name: '우리의 결과' }).waitFor();
    expect(tab.url()).toBe(`${api.url}/s/${couple.id}/result`);
    const details = tab.locator('details').first();
    await details.locator('summary').focus();
    await tab.keyboard.press('Enter');
    await details.getByRole('table').waitFor();
    await look(tab, 'result');
    expect(complaints).toEqual([]);
    await tab.context().close();
  });

  it('works without scripts, by refreshing', async () => {
    const couple = await joinedCouple(api.url);
    await answer(couple, 'a', 1);
    const { tab } = await openTab({ javaScriptEnabled: false });
    await tab.goto(`${api.url}/continue`);
    await tab.getByLabel('내 링크').fill(couple.a);
    await tab.getByRole('button', { name: '이어서 하기' }).click();
    await tab.goto(`${api.url}/s/${couple.id}/waiting`);
    await answer(couple, 'b', 3);
    await tab.getByRole('link', { name: '새로 고침' }).click();
    await tab.getByRole('button', { name: '결과 열어 보기' }).click();
    await tab.getByRole('heading', { level: 1, name: '우리의 결과' }).waitFor();
    await tab.context().close();
  });

  it('a friend answers with the keyboard alone', async () => {
    const couple = await joinedCouple(api.url);
    const invite = await call(`${couple.session}/rater-invites`, 'POST', { token: couple.a });
    const { tab, complaints } = await openTab();
    await tab.goto(`${api.url}/rate#${invite.body.rater_token}`);
    await tab.waitForURL(`${api.url}/rate/answers`);
    await look(tab, 'rating');
    await tab.locator('input[name=relation]').first().focus();
    await tab.keyboard.press('Space');
    for (const _ of SCALES) {
      await tab.keyboard.press('Tab');
      await tab.keyboard.press('Space');
      await tab.keyboard.press('ArrowRight');
      await tab.keyboard.press('ArrowRight');
    }
    await tab.keyboard.press('Tab');
    await tab.keyboard.press('Enter');
    await tab.waitForURL(`${api.url}/rate/thanks`);
    await look(tab, 'thanks');
    const [rating] = await api.dataSource.query('SELECT answers FROM couple_rating WHERE session_id = $1', [
      couple.id,
    ]);
    expect(new Set(Object.values(rating.answers))).toEqual(new Set([2]));
    expect(complaints).toEqual([]);
    await tab.context().close();
  });

  it('pages report their vitals by route, not by address', async () => {
    const couple = await joinedCouple(api.url);
    const { tab } = await comeIn(couple);
    await tab.goto(`${api.url}/s/${couple.id}/result`, { waitUntil: 'networkidle' });
    await look(tab, 'locked');
    await tab.goto(`${api.url}/continue`);
    const rows = await eventually(async () => {
      const found: readonly { route: string; build: string }[] = await api.dataSource.query(
        "SELECT DISTINCT route, build FROM web_vitals WHERE route LIKE '/s/%'",
      );
      return found.some(({ route }) => route === '/s/:sessionId/result') && found;
    });
    expect(rows).toContainEqual({ route: '/s/:sessionId/result', build: 'test-build' });
    await tab.context().close();
  });
});
