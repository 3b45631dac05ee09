/// <reference lib="dom" />
import { SCALES } from '@couplekit/couple-core';
import type { Request } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { call, joinedCouple, responses, type Couple } from '../couple-client.js';
import { refusingEvent } from '../refusing-event.js';
import { visitedSite } from './visited-site.js';
import type { Visitor } from './visitor.js';

const site = visitedSite('fastify');

/** Answers the six statements of a page, and goes on. */
async function answerPage({ tab }: Visitor, value: number): Promise<void> {
  const path = tab.url();
  await tab.evaluate((wanted) => {
    for (const input of document.querySelectorAll<HTMLInputElement>(`.scale input[value="${wanted}"]`))
      input.click();
  }, String(value));
  await tab.locator('form.questionnaire button[type=submit]').first().click();
  await tab.waitForURL((url) => url.href !== path);
}

async function answerPages(visitor: Visitor, count: number, value: number): Promise<void> {
  await visitor.hurry(async () => {
    for (let page = 0; page < count; page++) await answerPage(visitor, value);
  });
}

/** The same forms, sent by the same browser, which shows only what comes after them. */
async function answerUnseen({ tab }: Visitor, count: number, value: number): Promise<void> {
  const next = await tab.evaluate(
    async ([pages, wanted]) => {
      let url = location.href;
      for (let page = 0; page < pages; page++) {
        const text = await (await fetch(url)).text();
        const form = new DOMParser().parseFromString(text, 'text/html').querySelector<HTMLFormElement>('form.questionnaire'); // prettier-ignore
        if (!form) throw new Error(`${url} has no questions.`);
        for (const input of form.querySelectorAll<HTMLInputElement>(`input[value="${wanted}"]`))
          input.checked = true;
        const fields = [...new FormData(form)].map(([name, field]) => [name, field as string]);
        const action = new URL(form.getAttribute('action') ?? '', url);
        ({ url } = await fetch(action, { method: 'POST', body: new URLSearchParams(fields) }));
      }
      return url;
    },
    [count, value] as const,
  );
  await tab.goto(next);
}

const answered = ({ tab }: Visitor) => tab.locator('progress').first().getAttribute('value');

/** Both have answered everything. */
async function answeredCouple(): Promise<Couple> {
  const couple = await joinedCouple(site.api.url);
  for (const [token, value] of [
    [couple.a, 1],
    [couple.b, 3],
  ] as const)
    await call(`${couple.session}/responses`, 'PUT', { token, json: responses(value) });
  return couple;
}

describe('the journey in a browser', () => {
  it('goes from the first page to the result, for two people, one of them on two devices', async () => {
    await using hana = await site.visit();
    await hana.open('/');
    await hana.look('landing');
    await hana.follow('시작하기');
    await hana.tab.getByLabel('별명').fill('하나');
    await hana.look('start');
    await hana.tab.getByLabel('읽었고').check();
    await hana.press('시작하기');
    await hana.see('내 링크를 간직해 주세요');
    const own = await hana.tab.getByLabel('내 링크').inputValue();
    await hana.look('own-link');
    await hana.follow('질문으로 가기');
    await hana.look('overview');
    await hana.follow('답하러 가기');
    await hana.look('questions');
    await answerPages(hana, 3, 1);
    await hana.tab.reload();
    expect(await answered(hana)).toBe('18');

    await using later = await site.visit({ viewport: { width: 1280, height: 800 } });
    await later.open(own);
    await later.see('하나님, 어서 오세요');
    await later.follow('답하러 가기');
    await later.tab.waitForURL('**/answers/self/4');
    expect(await answered(later)).toBe('18');
    await answerUnseen(later, 4, 1);
    await answerPages(later, 1, 1);
    await later.follow('짐작하러 가기');
    await answerUnseen(later, 7, 3);
    await answerPages(later, 1, 3);
    await later.follow('초대하러 가기');
    const invited: Request[] = [];
    later.tab.on('request', (request) => request.method() === 'POST' && invited.push(request));
    await later.press('초대 링크 만들기');
    const field = later.tab.getByLabel('상대에게 보낼 링크');
    const invitation = await field.inputValue();
    await later.look('invitation');
    await later.tab.context().grantPermissions(['clipboard-read', 'clipboard-write']);
    await later.press('링크 복사');
    await later.tab.getByText('복사했어요').waitFor();
    expect(await later.tab.evaluate(() => navigator.clipboard.readText())).toBe(invitation);
    const home = new URL(hana.tab.url()).pathname.replace(/\/answers.*/, '');
    await later.open(home);
    await later.tab.goBack();
    // The page that showed the link leads back to the form, and sends it no second time.
    await later.tab.getByRole('button', { name: '초대 링크 만들기' }).waitFor();
    expect(invited).toHaveLength(1);
    expect(await invited[0]?.allHeaders()).toMatchObject({ 'sec-fetch-site': 'same-origin', origin: 'null' });
    await hana.open(`${home}/waiting`);
    await hana.see('이제 상대를 초대할 차례예요');

    await using duri = await site.visit({ locale: 'en-US' });
    await duri.open(invitation);
    await duri.see('You are invited');
    await duri.look('join-en');
    await duri.tab.getByLabel('Nickname').fill('Duri');
    await duri.tab.getByLabel('I have read this').check();
    await duri.press('Accept the invitation');
    await hana.see('Duri님의 답을 기다리고 있어요');
    await hana.tab.reload();
    await hana.look('waiting');
    await duri.open(home);
    await duri.open(`${home}/answers/self/1`);
    await answerUnseen(duri, 8, 3);
    await duri.open(`${home}/answers/guess/1`);
    await answerUnseen(duri, 7, 0);
    await answerPages(duri, 1, 0);

    await hana.see('두 사람의 답이 모두 모였어요');
    await duri.open(`${home}/waiting`);
    await hana.press('결과 열어 보기');
    await hana.see('우리의 결과');
    await duri.see('Your result is here');
    await hana.look('result');
    for (const [name, at] of [
      ['result-radar', 'svg'],
      ['result-cards', '#friends'],
    ] as const) {
      await hana.tab.locator(at).first().scrollIntoViewIfNeeded();
      await hana.picture(name);
    }
    expect(await hana.tab.locator('main svg[role=img]').count()).toBeGreaterThanOrEqual(2);
    const table = hana.tab
      .locator('details')
      .filter({ has: hana.tab.locator('table') })
      .first();
    await table.locator('summary').click();
    await table.getByRole('table').waitFor();
    await duri.follow('Go to the result');
    await duri.look('result-en');
    const report = await hana.tab.request.get(`${site.api.url}${home}/report.pdf`);
    expect([report.status(), report.headers()['content-type']]).toEqual([200, 'application/pdf']);
    expect((await report.body()).subarray(0, 5).toString()).toBe('%PDF-');
    expect([hana, later, duri].flatMap(({ complaints }) => complaints)).toEqual([]);
  });

  it('shows what friends say when there are enough of them, and not before', async () => {
    const couple = await answeredCouple();
    await using hana = await site.visit();
    await hana.comeIn(couple);
    await hana.open(`/s/${couple.id}/invite`);
    await hana.press('친구용 링크 만들기');
    const link = await hana.tab.getByLabel('친구들에게 보낼 링크').inputValue();
    await hana.open(`/s/${couple.id}/waiting`);
    const rate = async (friend: Visitor) => {
      await friend.open(link);
      await friend.tab.waitForURL('**/rate/answers');
      await friend.tab.evaluate((scales) => {
        document.querySelector<HTMLInputElement>('input[name=relation]')?.click();
        for (const scale of scales)
          document.querySelector<HTMLInputElement>(`input[name=${scale}][value="3"]`)?.click();
      }, SCALES);
      await friend.press('익명으로 보내기');
      await friend.see('고마워요, 잘 전해 둘게요');
    };
    await using first = await site.visit();
    await first.open(link);
    await first.tab.waitForURL('**/rate/answers');
    await first.look('rating');
    await rate(first);
    await first.look('rating-thanks');
    await using second = await site.visit();
    await rate(second);
    // The same friend again changes an answer, and counts once.
    await rate(second);
    await hana.tab.locator('.progress-count', { hasText: '2 / 3' }).waitFor();
    expect(await hana.tab.locator('#average').count()).toBe(0);

    await using third = await site.visit();
    await rate(third);
    await hana.press('평균은 보지 않을래요');
    await hana.press('평균도 함께 볼래요');
    await hana.tab.getByRole('button', { name: '평균은 보지 않을래요' }).waitFor();
    await hana.look('waiting-friends-reached');
    await hana.press('결과 열어 보기');
    await hana.see('우리의 결과');
    const friends = hana.tab.locator('#friends');
    expect(await friends.locator('tbody tr').count()).toBe(SCALES.length);
    await friends.scrollIntoViewIfNeeded();
    await hana.picture('result-friends');

    await using late = await site.visit();
    await late.open(link);
    await late.see('지금은 답할 수 없어요');
    expect([hana, first, second, third].flatMap(({ complaints }) => complaints)).toEqual([]);
  });

  it('says kindly that a result could not be made, changes nothing, and makes it after the repair', async () => {
    const couple = await answeredCouple();
    await using hana = await site.visit();
    await hana.comeIn(couple);
    await hana.open(`/s/${couple.id}/result`);
    await hana.look('result-locked');
    const seen = async () => {
      const { request_id: _, ...body } = (await call(couple.session, 'GET', { token: couple.a })).body;
      return body;
    };
    const before = await seen();
    await refusingEvent(site.api, 'result.computed', async () => {
      await hana.press('결과 열어 보기');
      await hana.see('결과를 만들지 못했어요');
    });
    await hana.look('result-failed');
    expect(await hana.tab.locator('body').innerText()).not.toMatch(/hunter-4711|error|500/i);
    expect(await seen()).toEqual(before);
    await hana.press('다시 해 보기');
    await hana.see('우리의 결과');
    // A failed answer is told to the console, too.
    expect(hana.complaints.filter((text) => !text.includes('500'))).toEqual([]);
  });
});
