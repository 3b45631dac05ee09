import { ADAPTERS } from '@couplekit/testkit';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runApi, type RunningApi } from '../../running-api.js';
import { BrowserClient, type Answer } from '../browser-client.js';
import { finishedCouple, sharedCouple, type SharedCouple } from './shared-couple.js';

const meta = ({ text }: Answer, name: string) =>
  new RegExp(`<meta (?:name|property)="${name}" content="([^"]*)">`).exec(text)?.[1];

describe.each(ADAPTERS)('a shared page on %s', (adapter) => {
  let api: RunningApi;
  let couple: SharedCouple;
  beforeAll(async () => {
    api = await runApi(adapter);
    couple = await finishedCouple(api);
  });
  afterAll(() => api[Symbol.asyncDispose]());
  const open = (token: string, headers = {}) => new BrowserClient(api.url).get(`/share/${token}`, headers);

  it('is for messengers what it is for people', async () => {
    const { token } = await couple.share({ show_names: true, language: 'en' });
    const answer = await open(token);
    expect(answer.status).toBe(200);
    expect({
      title: meta(answer, 'og:title'),
      url: meta(answer, 'og:url'),
      image: meta(answer, 'og:image'),
      width: meta(answer, 'og:image:width'),
      height: meta(answer, 'og:image:height'),
      locale: meta(answer, 'og:locale'),
      other: meta(answer, 'og:locale:alternate'),
      card: meta(answer, 'twitter:card'),
      twitter: meta(answer, 'twitter:image'),
    }).toEqual({
      title: '하나 · 두리: We have so much to talk about',
      url: `https://couple.example/share/${token}`,
      image: `https://couple.example/share/og/${token}.png`,
      width: '1200',
      height: '630',
      locale: 'en_US',
      other: 'ko_KR',
      card: 'summary_large_image',
      twitter: `https://couple.example/share/og/${token}.png`,
    });
    expect(meta(answer, 'og:image:alt')).toBe(meta(answer, 'og:title'));
    // The reader's language, which is not the one of the share.
    expect(answer.text).toContain('앞으로 나눌 이야기가 참 많아요');
    expect((await open(token, { 'Accept-Language': 'en' })).text).toContain('Try it together');
  });

  it('is noindex in header and document, kept by nobody, and leads to the start', async () => {
    const answer = await open((await couple.share()).token);
    expect(answer.headers.get('x-robots-tag')).toBe('noindex, nofollow');
    expect(meta(answer, 'robots')).toBe('noindex, nofollow');
    expect(answer.headers.get('cache-control')).toBe('private, no-store');
    expect(answer.headers.get('referrer-policy')).toBe('no-referrer');
    expect(answer.text).toContain('href="/start"');
    expect(answer.headers.getSetCookie()).toEqual([]);
  });

  it('shows what was chosen, and nothing else', async () => {
    const shows = async (choices: object) => {
      const { text } = await open((await couple.share(choices)).token);
      return { names: text.includes('하나'), gap: text.includes('4점 중'), radar: text.includes('picture-radar') }; // prettier-ignore
    };
    expect(await shows({})).toEqual({ names: false, gap: true, radar: false });
    expect(await shows({ show_gap: false, show_radar: true })).toEqual({ names: false, gap: false, radar: true }); // prettier-ignore
    expect(await shows({ show_gap: false, show_names: true })).toEqual({ names: true, gap: false, radar: false }); // prettier-ignore
    expect(await shows({ show_names: true, show_radar: true })).toEqual({ names: true, gap: true, radar: true }); // prettier-ignore
  });

  it('is locked without a result, and says nothing of the couple', async () => {
    const pair = await sharedCouple(api);
    const { token } = await pair.share({ show_names: true, show_radar: true });
    const { status, text } = await open(token);
    expect(status).toBe(200);
    expect(text).toContain('아직 열리지 않은 이야기예요');
    for (const secret of ['하나', '두리', '4점 중', 'picture-radar']) expect(text).not.toContain(secret);
  });

  it('escapes names wherever they stand', async () => {
    const pair = await finishedCouple(api, ['"><script>x', "'&amp;"]);
    const { token } = await pair.share({ show_names: true, show_radar: true });
    const { text } = await open(token);
    expect(text).not.toContain('<script>x');
    expect(text).toContain('&quot;&gt;&lt;script&gt;x');
  });

  it('is told kindly to be over, as a page that is noindex', async () => {
    const answer = await open('nothing');
    expect(answer.status).toBe(404);
    expect(answer.text).toContain('더 이상 볼 수 없는 이야기예요');
    expect(meta(answer, 'robots')).toBe('noindex, nofollow');
    expect(answer.headers.get('x-robots-tag')).toBe('noindex, nofollow');
  });

  it('is made, listed and ended by its owners', async () => {
    const [a, b] = [new BrowserClient(api.url), new BrowserClient(api.url)];
    await a.submit('/continue', { link: couple.a });
    await b.submit('/continue', { link: couple.b });
    const path = `/s/${couple.id}/shares`;
    const made = await a.submit(path, { radar: 'yes', language: 'ko', days: '7' });
    expect(made.status).toBe(200);
    const token = /https:\/\/couple\.example\/share\/([\w-]{43})/.exec(made.text)?.[1] ?? '';
    expect(made.text).toContain('class="qr"');
    expect(made.text).toContain(`src="/share/og/${token}.png"`);
    const shared = await open(token);
    expect(shared.text).toContain('picture-radar');
    expect(shared.text).not.toContain('4점 중');
    const list = await b.get(path);
    expect(list.text).not.toContain(token);
    expect(list.text).toContain('상대가 만든 링크');
    const [newest] = [...list.text.matchAll(/name="share" value="([^"]+)"/g)];
    const ended = await b.post(`${path}/end`, { _csrf: /name="_csrf" value="([^"]+)"/.exec(list.text)?.[1] ?? '', share: newest?.[1] ?? '' }, { 'Sec-Fetch-Site': 'same-origin' }); // prettier-ignore
    expect([ended.status, ended.headers.get('location')]).toEqual([303, path]);
    expect((await open(token)).status).toBe(404);
  });

  it('cannot be made or ended by others, nor without the token of a form', async () => {
    const other = await sharedCouple(api);
    const stranger = new BrowserClient(api.url);
    await stranger.submit('/continue', { link: other.a });
    const path = `/s/${couple.id}/shares`;
    expect((await stranger.get(path)).status).toBe(401);
    const own = `/s/${other.id}/shares`;
    expect((await stranger.post(own, { gap: 'yes' })).status).toBe(403);
    const csrf = /name="_csrf" value="([^"]+)"/.exec((await stranger.get(own)).text)?.[1] ?? '';
    const { id, token } = await couple.share();
    for (const share of [id, 'x', '']) {
      const headers = { 'Sec-Fetch-Site': 'same-origin' };
      expect((await stranger.post(`${own}/end`, { _csrf: csrf, share }, headers)).status).toBe(404);
    }
    expect((await open(token)).status).toBe(200);
  });

  it('says why links are locked', async () => {
    const pair = await sharedCouple(api);
    const browser = new BrowserClient(api.url);
    await browser.submit('/continue', { link: pair.a });
    const said = async () => (await browser.get(`/s/${pair.id}/shares`)).text;
    expect(await said()).toContain('친구 답이 2개 더 모이면');
    await pair.rate();
    await pair.finish();
    expect(await said()).toContain('잠긴 채로 보여요');
  });
});
