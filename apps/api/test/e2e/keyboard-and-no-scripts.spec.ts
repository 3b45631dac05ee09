/// <reference lib="dom" />
import { SCALES } from '@couplekit/couple-core';
import { eventually } from '@couplekit/testkit';
import { describe, expect, it } from 'vitest';
import { call, joinedCouple, responses } from '../couple-client.js';
import { visitedSite } from './visited-site.js';
import type { Visitor } from './visitor.js';

const site = visitedSite('fastify');
const focusedName = ({ tab }: Visitor) =>
  tab.evaluate(() => (document.activeElement as HTMLInputElement).name);
const valueOf = ({ tab }: Visitor, name: string) =>
  tab.evaluate(
    (code) => document.querySelector<HTMLInputElement>(`input[name=${code}]:checked`)?.value,
    name,
  );

describe('with the keyboard', () => {
  it('questions are one stop an item, answered with arrows and numbers, and remembered', async () => {
    const couple = await joinedCouple(site.api.url);
    await using hana = await site.visit();
    const { keyboard } = hana.tab;
    await hana.comeIn(couple);
    await hana.open(`/s/${couple.id}/answers/self/1`);
    await hana.tab.locator('.pager a').last().focus();
    const stops: string[] = [];
    for (const _ of [1, 2, 3, 4, 5, 6]) {
      await keyboard.press('Tab');
      stops.push(await focusedName(hana));
      if (stops.length === 1) {
        await keyboard.press('Space');
        await keyboard.press('ArrowRight');
      } else if (stops.length < 6) await keyboard.press(String(stops.length - 1));
    }
    const values = () => Promise.all(stops.map((name) => valueOf(hana, name)));
    expect(stops).toEqual(['CS1', 'CS2', 'CS3', 'CS4', 'CS5', 'CS6']);
    expect(await values()).toEqual(['1', '1', '2', '3', '4', undefined]);
    await keyboard.press('7');
    expect(await valueOf(hana, 'CS6')).toBeUndefined();
    await keyboard.press('Enter');
    await hana.tab.getByText('아직 고르지 않은 문장이 1개 있어요').waitFor();
    await eventually(async () => (await focusedName(hana)) === 'CS6');
    await hana.look('questions-missing');
    await keyboard.press('0');
    expect(await valueOf(hana, 'CS6')).toBe('0');
    await hana.tab.locator('input[name=CS6]').first().focus();
    await keyboard.press('Enter');
    await hana.tab.waitForURL('**/answers/self/2');
    await hana.open(`/s/${couple.id}/answers/self/1`);
    expect(await values()).toEqual(['1', '1', '2', '3', '4', '0']);
    await hana.open(`/s/${couple.id}/answers/self/8`);
    await hana.tab.locator('input[name=SF1]').first().focus();
    await keyboard.press('1');
    expect(await valueOf(hana, 'SF1')).toBe('1');
    await keyboard.press('0');
    expect(await valueOf(hana, 'SF1')).toBe('10');
    await hana.picture('questions-long-scale');
    expect(hana.complaints).toEqual([]);
  });

  it('a friend answers, by numbers, too', async () => {
    const couple = await joinedCouple(site.api.url);
    const invite = await call(`${couple.session}/rater-invites`, 'POST', { token: couple.a });
    await using friend = await site.visit();
    const { keyboard } = friend.tab;
    await friend.open(`/rate#${invite.body.rater_token}`);
    await friend.tab.waitForURL('**/rate/answers');
    await friend.tab.locator('input[name=relation]').first().focus();
    await keyboard.press('Space');
    for (const [index] of SCALES.entries()) {
      await keyboard.press('Tab');
      if (index % 2 === 0) await keyboard.press('2');
      else {
        await keyboard.press('Space');
        await keyboard.press('ArrowRight');
        await keyboard.press('ArrowRight');
      }
    }
    await keyboard.press('Tab');
    await keyboard.press('Enter');
    await friend.tab.waitForURL('**/rate/thanks');
    const [rating] = await site.api.dataSource.query<{ answers: object }[]>(
      'SELECT answers FROM couple_rating WHERE session_id = $1',
      [couple.id],
    );
    expect(new Set(Object.values(rating?.answers ?? {}))).toEqual(new Set([2]));
    expect(friend.complaints).toEqual([]);
  });

  it('a waiting room that changes by itself leaves the focus where it was', async () => {
    const couple = await joinedCouple(site.api.url);
    await call(`${couple.session}/responses`, 'PUT', { token: couple.a, json: responses(1) });
    await call(`${couple.session}/responses`, 'PUT', { token: couple.b, json: responses(3) });
    await using hana = await site.visit();
    await hana.comeIn(couple);
    await hana.open(`/s/${couple.id}/waiting`);
    await hana.tab.locator('#refresh').waitFor({ state: 'hidden' });
    await hana.tabTo('#compute');
    const invite = await call(`${couple.session}/rater-invites`, 'POST', { token: couple.a });
    await call(`${site.api.url}/api/couples/raters/${invite.body.rater_token}`, 'POST', {
      json: { relation: 'friend', answers: SCALES.map((code) => ({ code, value: 2 })) },
    });
    await hana.tab.locator('.progress-count', { hasText: '1 / 3' }).waitFor();
    expect(await hana.tab.evaluate(() => document.activeElement?.id)).toBe('compute');
    expect(await hana.tab.locator('#news').textContent()).toContain('두 사람의 답이 모두 모였어요');
  });
});

it('pages report their vitals by route, not by address', async () => {
  const couple = await joinedCouple(site.api.url);
  await using hana = await site.visit();
  await hana.comeIn(couple);
  await hana.open(`/s/${couple.id}/result`);
  await hana.open('/continue');
  const rows = await eventually(async () => {
    const found = await site.api.dataSource.query<{ route: string; build: string }[]>(
      "SELECT DISTINCT route, build FROM web_vitals WHERE route LIKE '/s/%'",
    );
    return found.some(({ route }) => route === '/s/:sessionId/result') && found;
  });
  expect(rows).toContainEqual({ route: '/s/:sessionId/result', build: 'test-build' });
});

it('pages load nothing from elsewhere, and Swagger’s are left alone', async () => {
  await using somebody = await site.visit();
  const origins = new Set<string>();
  somebody.tab.on('request', (request) => origins.add(new URL(request.url()).origin));
  for (const path of ['/', '/continue']) await somebody.open(path);
  await somebody.tab.evaluate(() => document.fonts.ready.then(() => undefined));
  expect(await somebody.tab.evaluate(() => document.fonts.check('16px "Pretendard Variable"', '서'))).toBe(
    true,
  );
  await somebody.open('/docs');
  await somebody.tab.getByText('/api/couples/sessions', { exact: true }).first().waitFor();
  expect([...origins]).toEqual([site.api.url]);
  expect(somebody.complaints).toEqual([]);
});

it('everything works without scripts', async () => {
  await using hana = await site.visit({ javaScriptEnabled: false });
  await hana.open('/start');
  await hana.tab.getByLabel('별명').fill('하나');
  await hana.tab.getByLabel('읽었고').check();
  await hana.press('시작하기');
  await hana.see('내 링크를 간직해 주세요');
  await hana.tab.waitForLoadState('load');
  expect(await hana.tab.getByRole('button', { name: '링크 복사' }).count()).toBe(0);
  expect(await hana.tab.getByLabel('내 링크').inputValue()).toContain('/continue#');
  await hana.follow('질문으로 가기');
  await hana.follow('답하러 가기');
  await hana.tab.locator('input[name=CS1]').nth(2).check();
  await hana.press('저장하고 나중에 하기');
  await hana.see('하나님, 어서 오세요');
  await hana.tab.getByText('이 기기에서 나가기').click();
  await hana.press('나가기');
  expect(hana.tab.url()).toBe(`${site.api.url}/`);

  const couple = await joinedCouple(site.api.url);
  await call(`${couple.session}/responses`, 'PUT', { token: couple.a, json: responses(1) });
  await hana.open('/continue');
  await hana.tab.getByLabel('내 링크').fill(`http://127.0.0.1/continue#${couple.a}`);
  await hana.press('이어서 하기');
  await hana.open(`/s/${couple.id}/waiting`);
  await call(`${couple.session}/responses`, 'PUT', { token: couple.b, json: responses(3) });
  await hana.follow('새로 고침');
  await hana.press('결과 열어 보기');
  await hana.see('우리의 결과');
  await hana.open('/');
  await hana.follow('English');
  await hana.see('How well do you know each other?');
});
