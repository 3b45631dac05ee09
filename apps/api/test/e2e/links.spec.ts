/// <reference lib="dom" />
import { SCALES } from '@couplekit/couple-core';
import { eventually } from '@couplekit/testkit';
import { describe, expect, it } from 'vitest';
import { call, joinedCouple } from '../couple-client.js';
import { finishedCouple, sharedCouple } from '../web/share/shared-couple.js';
import { visitedSite } from './visited-site.js';

const UNKNOWN = 't'.repeat(43);

const site = visitedSite('express');
const expire = (table: string, session: string) =>
  site.api.dataSource.query(
    `UPDATE ${table} SET expires_at = now() - interval '1 second' WHERE session_id = $1`,
    [session],
  );

describe('links in a browser', () => {
  it('that are wrong, used, expired or full say so kindly, and lead on', async () => {
    await using somebody = await site.visit();
    const opening = async (link: string, heading: string) => {
      await somebody.open('/');
      await somebody.open(link);
      await somebody.see(heading);
    };
    await opening(`/invite#${UNKNOWN}`, '이 초대를 찾을 수 없어요');
    await somebody.look('invitation-unknown');
    const couple = await joinedCouple(site.api.url);
    const created = await call(`${site.api.url}/api/couples/sessions`, 'POST', {
      json: { participants: [{ role: 'A', nickname: '하나' }] },
    });
    await expire('couple_partner_invite', created.body.session_id);
    await opening(`/invite#${created.body.invite_token}`, '초대가 끝났어요');

    await opening(`/rate#${UNKNOWN}`, '지금은 답할 수 없어요');
    const friends = await call(`${couple.session}/rater-invites`, 'POST', {
      token: couple.a,
      json: { max_raters: 1 },
    });
    const rater = friends.body.rater_token;
    await call(`${site.api.url}/api/couples/raters/${rater}`, 'POST', {
      json: { relation: 'friend', answers: SCALES.map((code) => ({ code, value: 2 })) },
    });
    await opening(`/rate#${rater}`, '지금은 답할 수 없어요');
    await somebody.tab.getByText('필요한 만큼 답이 모두 모였어요').waitFor();
    await expire('couple_rater_invite', couple.id);
    await opening(`/rate#${rater}`, '지금은 답할 수 없어요');
    await somebody.tab.getByText('이 링크는 기한이 지났어요').waitFor();

    await somebody.open(`/continue#${UNKNOWN}`);
    await somebody.tab.getByText('링크가 온전하지 않거나').waitFor();
    await somebody.look('own-link-unknown');
    await somebody.tab.getByLabel('내 링크').fill(couple.a);
    await somebody.press('이어서 하기');
    await somebody.see('하나님, 어서 오세요');
    expect(somebody.tab.url()).toBe(`${site.api.url}/s/${couple.id}`);
    expect(await somebody.tab.context().cookies()).toContainEqual(
      expect.objectContaining({ name: 'browser', httpOnly: true, sameSite: 'Lax', path: '/' }),
    );
    const other = await joinedCouple(site.api.url);
    await somebody.open(`/s/${other.id}`);
    await somebody.see('이 기기에서는 아직 열 수 없어요');
    await somebody.look('not-yours');

    await using stranger = await site.visit({ locale: 'en-US' });
    await stranger.open(`/s/${couple.id}/result`);
    await stranger.look('not-on-this-device-en');
    await stranger.open(`/share/${UNKNOWN}`);
    await stranger.look('share-unknown-en');
    // Refusals are told to the console, too.
    const complaints = [...somebody.complaints, ...stranger.complaints];
    expect(complaints.filter((text) => !/status of 4\d\d/.test(text))).toEqual([]);
  });

  it('put no token into an address that is sent, logged or shown', async () => {
    const couple = await joinedCouple(site.api.url);
    await using hana = await site.visit();
    const sent: string[] = [];
    hana.tab.on('request', (request) => sent.push(request.url(), request.headers()['referer'] ?? ''));
    await hana.comeIn(couple);
    expect(sent.length).toBeGreaterThan(4);
    expect(sent.join()).not.toContain(couple.a);
    expect(site.api.log.lines.map((line) => JSON.stringify(line)).join()).not.toContain(couple.a);

    await hana.tab.route('**/invite', (route) =>
      route.request().method() === 'POST' ? route.fulfill({ status: 204 }) : route.continue(),
    );
    const form = hana.tab.waitForRequest((request) => request.method() === 'POST');
    await hana.tab.goto(`${site.api.url}/invite#${UNKNOWN}`, { waitUntil: 'commit' });
    expect((await form).postData()).toContain(`link=${UNKNOWN}`);
    expect(hana.tab.url()).toBe(`${site.api.url}/invite`);
  });

  it('to a shared result are made, seen and ended, with the keyboard only', async () => {
    const couple = await finishedCouple(site.api);
    await using hana = await site.visit();
    const { keyboard } = hana.tab;
    await hana.comeIn(couple);
    await hana.tabTo('a.skip');
    await keyboard.press('Enter');
    await eventually(() => hana.tab.evaluate(() => document.activeElement?.id === 'main'));
    await hana.tabTo(`a[href="/s/${couple.id}/result"]`);
    await keyboard.press('Enter');
    await hana.see('우리의 결과');
    await hana.tabTo(`a[href="/s/${couple.id}/shares"]`);
    await keyboard.press('Enter');
    await hana.see('결과 나누기');
    await hana.look('shares');
    for (const name of ['radar', 'names']) {
      await hana.tabTo(`input[name=${name}]`);
      await keyboard.press('Space');
    }
    await hana.tabTo('form button[type=submit]');
    await keyboard.press('Enter');
    await hana.see('링크가 준비됐어요');
    const link = await hana.tab.getByLabel('나눌 링크').inputValue();
    await hana.look('share-made');
    await hana.tabTo('summary');
    await keyboard.press('Enter');
    const picture = hana.tab.getByAltText('링크를 보내면 함께 보이는 그림');
    await expect.poll(() => picture.evaluate((image: HTMLImageElement) => image.naturalWidth), { timeout: 90_000 }).toBe(1200); // prettier-ignore

    await using guest = await site.visit();
    await guest.open(link);
    await guest.see('앞으로 나눌 이야기가 참 많아요');
    await guest.tabTo('summary');
    await guest.tab.keyboard.press('Enter');
    await guest.tab.getByRole('table').first().waitFor();
    await guest.look('share');
    const tags = await guest.tab.evaluate(() =>
      Object.fromEntries(
        [...document.querySelectorAll<HTMLMetaElement>('meta[property^="og:"], meta[name^="twitter:"]')].map(
          (meta) => [meta.getAttribute('property') ?? meta.name, meta.content],
        ),
      ),
    );
    expect(tags).toMatchObject({
      'og:title': expect.any(String),
      'og:image:width': '1200',
      'og:image:height': '630',
      'twitter:card': 'summary_large_image',
    });
    const card = `${site.api.url}${new URL(tags['og:image'] ?? '').pathname}${new URL(tags['og:image'] ?? '').search}`;
    const drawn = await guest.tab.request.get(card);
    expect([drawn.status(), drawn.headers()['content-type']]).toEqual([200, 'image/png']);
    await guest.open(`${link}?lang=en`);
    await guest.tab.getByRole('link', { name: 'Try it together' }).waitFor();
    await guest.look('share-en');

    await hana.open(`/s/${couple.id}/shares`);
    await hana.tabTo('.button-danger');
    await keyboard.press('Enter');
    await hana.tab.getByText('아직 나눈 링크가 없어요').waitFor();
    await guest.open(link);
    await guest.see('This story can no longer be seen');
    await guest.look('share-ended');
    expect((await guest.tab.request.get(card)).status()).toBe(404);
    const complaints = [...hana.complaints, ...guest.complaints];
    expect(complaints.filter((text) => !text.includes('404'))).toEqual([]);
  });

  it('to a result that is locked say so, until enough friends have answered', async () => {
    const couple = await sharedCouple(site.api);
    const { token } = await couple.share({ show_names: true });
    await using guest = await site.visit();
    await guest.open(`/share/${token}`);
    await guest.see('아직 열리지 않은 이야기예요');
    await guest.look('share-locked');
    await couple.rate();
    await couple.rate();
    await couple.finish();
    await guest.tab.reload();
    await guest.see('앞으로 나눌 이야기가 참 많아요');
    expect(guest.complaints).toEqual([]);
  });
});
