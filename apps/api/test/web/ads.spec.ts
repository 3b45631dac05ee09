import { ADAPTERS, FakeAdSense } from '@couplekit/testkit';
import { launchChromium } from '@couplekit/testkit/chromium';
import { AD_LAYOUT_VIEWPORTS, checkAdLayout } from '@couplekit/seo-guard/ads';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readApiConfig } from '../../src/api-config.js';
import { runApi, type RunningApi } from '../running-api.js';
import { BrowserClient, type Answer } from './browser-client.js';
import { browserOf } from './couple-browser.js';
import { linkIn } from './journey/journey-client.js';
import { sharedCouple } from './share/shared-couple.js';

const ENV = { AD_CLIENT: 'ca-pub-1234567890123456', AD_SLOT: '9876543210' };
const LOADER =
  'https://pagead2.googlesyndication.com/pagead/js/adsbygoogle.js?client=ca-pub-1234567890123456';

const policyOf = ({ headers }: Answer) => headers.get('content-security-policy') ?? '';
const expectNoAd = (answer: Answer, path: string) => {
  expect(answer.text, path).not.toMatch(/adsbygoogle|data-ad-|google/);
  expect(policyOf(answer), path).not.toMatch(/google|doubleclick|strict-dynamic|unsafe|frame-src/);
};

describe.each(ADAPTERS)('ads on %s', (adapter) => {
  let api: RunningApi;
  beforeAll(async () => void (api = await runApi(adapter, { env: ENV })));
  afterAll(() => api[Symbol.asyncDispose]());

  it.each([
    ['/', '광고', '이 첫 화면의 광고는 구글이'],
    ['/?lang=en', 'Advertisements', 'The ad on this first page comes from Google'],
  ])('are one on the first page, %s, with a label, and said to be there', async (path, label, words) => {
    const answer = await new BrowserClient(api.url).get(path);
    expect(answer.text.match(/data-ad-unit/g)).toHaveLength(1);
    expect(answer.text).toContain(`<p class="ad-label">${label}</p>`);
    expect(answer.text).toContain('data-ad-client="ca-pub-1234567890123456" data-ad-slot="9876543210"');
    expect(answer.text).toContain(words);
    const nonce = /script-src 'nonce-([\w-]{22})'/.exec(policyOf(answer))?.[1] ?? 'none';
    expect(answer.text).toContain(`<script async nonce="${nonce}" src="${LOADER}" crossorigin="anonymous">`);
    expect(answer.text.match(/<(?:script|style)\b[^>]*>/g)?.every((tag) => tag.includes(`nonce="${nonce}"`))).toBe(true); // prettier-ignore
    const google = 'https://*.googlesyndication.com https://*.doubleclick.net https://*.adtrafficquality.google https://www.google.com'; // prettier-ignore
    expect(policyOf(answer).replaceAll(nonce, 'N').replaceAll(google, 'GOOGLE').split('; ').toSorted()).toEqual([
      "base-uri 'none'", "connect-src 'self' GOOGLE", "default-src 'none'", "font-src 'self'", "form-action 'self'",
      "frame-ancestors 'none'", 'frame-src GOOGLE', "img-src 'self' GOOGLE", "manifest-src 'self'",
      "script-src 'nonce-N' 'strict-dynamic' 'unsafe-eval'", "style-src 'self' 'nonce-N'", "style-src-attr 'unsafe-inline'",
    ]); // prettier-ignore
  });

  it('are on no page of a couple, of friends, of links or of problems, nor in the middle of a session', async () => {
    const couple = await sharedCouple(api);
    const a = await browserOf(api.url, couple.a);
    const [own, visitor] = [`/s/${couple.id}`, new BrowserClient(api.url)];
    const expectNone = async (browser: BrowserClient, pages: Readonly<Record<string, number>>) => {
      for (const [path, status] of Object.entries(pages)) {
        const answer = await browser.get(path);
        expect([path, answer.status]).toEqual([path, status]);
        expectNoAd(answer, path);
      }
    };
    await visitor.submit('/rate', { link: linkIn(await a.submit(`${own}/invite`, { kind: 'raters' })) });
    await expectNone(visitor, { '/rate': 200, '/rate/answers': 200 });
    await expectNone(a, { [`${own}/answers/self/1`]: 200, [`${own}/answers/guess/1`]: 200 });
    await couple.rate();
    await couple.rate();
    await couple.finish();
    const { token } = await couple.share();
    const rooms = ['invite', 'waiting', 'result', 'shares'].map((room) => [`${own}/${room}`, 200]);
    await expectNone(a, { '/': 200, [own]: 200, ...Object.fromEntries(rooms) });
    await expectNone(visitor, {
      '/start': 200,
      '/invite': 200,
      '/continue': 200,
      [`/share/${token}`]: 200,
      [`/?invite=${token}`]: 200,
      '/problems': 200,
      '/problems/invite-used': 200,
      [own]: 401,
      '/nothing': 404,
    });
  });

  it('are declared in ads.txt', async () => {
    const { status, headers, text } = await new BrowserClient(api.url).get('/ads.txt');
    expect([status, headers.get('content-type')]).toEqual([200, 'text/plain; charset=utf-8']);
    expect(text).toBe('google.com, pub-1234567890123456, DIRECT, f08c47fec0942fa0\n');
  });
});

it('ads are not shown before production, and are of the account that is watched', async () => {
  await using adsense = await FakeAdSense.start();
  const { account, clientId, clientSecret, refreshToken, apiUrl, tokenUrl } = adsense.access;
  const watched = { ADSENSE_ACCOUNT: account, ADSENSE_CLIENT_ID: clientId, ADSENSE_CLIENT_SECRET: clientSecret, ADSENSE_REFRESH_TOKEN: refreshToken }; // prettier-ignore
  const other = { ...ENV, AD_CLIENT: 'ca-pub-6543210987654321' };
  const message = 'AD_CLIENT and ADSENSE_ACCOUNT must be of the same account.';
  expect(() => readApiConfig({ ...watched, ...other })).toThrow(message);
  await using api = await runApi('fastify', {
    env: { ...watched, ...ENV, ENVIRONMENT: 'staging' },
    confirmedClick: { apiUrl, tokenUrl },
  });
  const visitor = new BrowserClient(api.url);
  expectNoAd(await visitor.get('/'), '/');
  const [, declared] = (await visitor.get('/ads.txt')).text.split(', ');
  expect(declared).toBe(account);
});

describe('AD_ variables', () => {
  it('are none by default, and one is not enough', () => {
    expect(readApiConfig({ AD_CLIENT: ' ' }).adUnit).toBeUndefined();
    expect(readApiConfig(ENV).adUnit).toEqual({ client: ENV.AD_CLIENT, slot: ENV.AD_SLOT });
    expect(() => readApiConfig({ AD_CLIENT: ENV.AD_CLIENT })).toThrow('AD_CLIENT needs AD_SLOT');
    expect(() => readApiConfig({ AD_SLOT: ENV.AD_SLOT })).toThrow('AD_SLOT needs AD_CLIENT');
  });

  it.each([
    ['AD_CLIENT', 'pub-1234567890123456'],
    ['AD_CLIENT', 'ca-pub-12345678901234567'],
    ['AD_CLIENT', 'ca-pub-1234567890123456"><script>hunter'],
    ['AD_SLOT', '987654321'],
    ['AD_SLOT', '987654321O'],
  ])('%s cannot be %s', (name, value) => {
    const read = () => readApiConfig({ ...ENV, [name]: value });
    expect(read).toThrow(new RegExp(`^${name} must be [^.]*\\.$`));
    expect(read).not.toThrow(value);
  });
});

it('in a browser, the ad comes under the policy of its page, at a distance, and moves nothing', async () => {
  await using api = await runApi('fastify', { env: { ...ENV, PUBLIC_BASE_URL: 'http://127.0.0.1' } });
  await using browser = await launchChromium();
  await using page = await browser.newPage();
  const loaded = new Set<string>();
  await page.route(/google|doubleclick/, (route) => {
    const { origin, pathname } = new URL(route.request().url());
    loaded.add(origin + pathname);
    const [contentType, body] = GOOGLE[pathname] ?? ['text/html', '<p>ad</p>'];
    return route.fulfill({ contentType, body, headers: { 'Access-Control-Allow-Origin': '*' } });
  });
  const complaints: string[] = [];
  page.on('console', (message) => message.type() === 'error' && complaints.push(message.text()));
  page.on('pageerror', (error) => complaints.push(error.message));
  // As wide as the two sizes of the slot ask for.
  const viewports = AD_LAYOUT_VIEWPORTS.filter(({ name }) => name !== 'desktop');
  const report = await checkAdLayout(page, [`${api.url}/`], { viewports });
  expect(report.pages.flatMap(({ findings }) => findings.map(({ text }) => text.en))).toEqual([]);
  expect(report).toMatchObject({ passed: true, slots: 2 });
  expect(complaints).toEqual([]);
  expect([...loaded].toSorted()).toEqual([
    'https://ep1.adtrafficquality.google/getconfig/sodar',
    'https://googleads.g.doubleclick.net/pagead/ads',
    'https://pagead2.googlesyndication.com/pagead/gen_204',
    'https://pagead2.googlesyndication.com/pagead/js/adsbygoogle.js',
    'https://pagead2.googlesyndication.com/pagead/managed/js/show_ads_impl.js',
  ]);
});

/** What Google's script does, in short: it loads another one, which asks, counts, and puts a frame into the slot. */
const GOOGLE: Readonly<Record<string, readonly [type: string, body: string]>> = {
  '/pagead/js/adsbygoogle.js': [
    'text/javascript',
    `const next = document.createElement('script');
     next.src = 'https://pagead2.googlesyndication.com/pagead/managed/js/show_ads_impl.js';
     document.head.append(next);`,
  ],
  '/pagead/managed/js/show_ads_impl.js': [
    'text/javascript',
    `for (const ins of document.querySelectorAll('ins.adsbygoogle')) {
       const { clientWidth, clientHeight } = ins.parentElement;
       ins.innerHTML = '<iframe style="border:0;width:' + clientWidth + 'px;height:' + clientHeight + 'px" title="ad" src="https://googleads.g.doubleclick.net/pagead/ads"></iframe>';
     }
     new Image().src = 'https://pagead2.googlesyndication.com/pagead/gen_204';
     fetch('https://ep1.adtrafficquality.google/getconfig/sodar');`,
  ],
  '/getconfig/sodar': ['application/json', '{}'],
};
