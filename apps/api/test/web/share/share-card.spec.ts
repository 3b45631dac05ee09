import { ADAPTERS } from '@couplekit/testkit';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { call } from '../../couple-client.js';
import { runApi, type RunningApi } from '../../running-api.js';
import { finishedCouple, sharedCouple, type SharedCouple } from './shared-couple.js';

interface Got {
  readonly status: number;
  readonly headers: Headers;
  readonly body: Buffer;
}

async function get(url: string, init: RequestInit = {}): Promise<Got> {
  const response = await fetch(url, init);
  return { status: response.status, headers: response.headers, body: Buffer.from(await response.arrayBuffer()) }; // prettier-ignore
}

/** From the header of a PNG. https://www.w3.org/TR/png-3/#11IHDR */
const sizeOf = (png: Buffer) => [png.toString('latin1', 1, 4), png.readUInt32BE(16), png.readUInt32BE(20)];
const NOINDEX = 'noindex, nofollow';

describe.each(ADAPTERS)('the picture of a share on %s', (adapter) => {
  let api: RunningApi;
  let couple: SharedCouple;
  beforeAll(async () => {
    api = await runApi(adapter);
    couple = await finishedCouple(api);
  });
  afterAll(() => api[Symbol.asyncDispose]());
  const card = (token: string, query = '') => `${api.url}/share/og/${token}.png${query}`;

  it('is a PNG for previews of links, or for a story', async () => {
    const { token } = await couple.share({ show_names: true, show_radar: true });
    for (const [query, size] of [
      ['', [1200, 630]],
      ['?style=link', [1200, 630]],
      ['?style=story', [1080, 1920]],
    ] as const) {
      const { status, headers, body } = await get(card(token, query));
      expect([status, headers.get('content-type'), ...sizeOf(body)]).toEqual([200, 'image/png', 'PNG', ...size]); // prettier-ignore
      expect(headers.get('content-length')).toBe(String(body.length));
      expect(headers.get('cache-control')).toBe('public, max-age=600');
      expect(headers.get('x-robots-tag')).toBe(NOINDEX);
      expect(headers.get('cross-origin-resource-policy')).toBe('cross-origin');
    }
  });

  it('is sent once: who has it is told that it is the same', async () => {
    const { token } = await couple.share();
    const first = await get(card(token));
    const tag = first.headers.get('etag') ?? '';
    expect(tag).toMatch(/^"[\w-]{27}"$/);
    for (const header of [tag, `W/${tag}, "other"`]) {
      const again = await get(card(token), { headers: { 'If-None-Match': header } });
      expect([again.status, again.headers.get('etag'), again.body.length]).toEqual([304, tag, 0]);
      expect(again.headers.get('cache-control')).toBe('public, max-age=600');
      expect(again.headers.get('x-robots-tag')).toBe(NOINDEX);
    }
    expect((await get(card(token), { headers: { 'If-None-Match': '"other"' } })).status).toBe(200);
    expect((await get(card(token, '?style=story'), { headers: { 'If-None-Match': tag } })).status).toBe(200);
  });

  it('is described by HEAD', async () => {
    const { token } = await couple.share();
    const [whole, head] = [await get(card(token)), await get(card(token), { method: 'HEAD' })];
    expect([head.status, head.body.length]).toEqual([200, 0]);
    for (const name of ['etag', 'content-type', 'cache-control', 'x-robots-tag']) {
      expect(head.headers.get(name), name).toBe(whole.headers.get(name));
    }
  });

  it('draws Hangul, and names only if they were chosen', async () => {
    const other = await finishedCouple(api, ['두리', '하나']);
    const pictures = async (choices: object) =>
      Promise.all([couple, other].map(async (pair) => (await get(card((await pair.share(choices)).token))).body)); // prettier-ignore
    const [named, swapped] = await pictures({ show_names: true });
    // Boxes for missing glyphs would look the same.
    expect(named?.equals(swapped ?? Buffer.of())).toBe(false);
    const [nameless, alsoNameless] = await pictures({ show_names: false });
    expect(nameless?.equals(alsoNameless ?? Buffer.of())).toBe(true);
    const [radar, otherRadar] = await pictures({ show_radar: true });
    expect(radar?.equals(otherRadar ?? Buffer.of())).toBe(true);
    const { token } = await couple.share({ language: 'en' });
    expect((await get(card(token))).body.equals(nameless ?? Buffer.of())).toBe(false);
  });

  it('is locked without a result or below k, and opens by itself', async () => {
    const pair = await sharedCouple(api);
    const { token } = await pair.share({ show_names: true, show_radar: true });
    const empty = await sharedCouple(api, ['가', '나']);
    const tagOf = async (share: string) => (await get(card(share))).headers.get('etag');
    const locked = await tagOf((await empty.share()).token);
    expect(await tagOf(token)).toBe(locked);
    await pair.rate();
    expect(await tagOf(token)).toBe(locked);
    await pair.rate();
    expect(await tagOf(token)).toBe(locked);
    await pair.finish();
    expect(await tagOf(token)).not.toBe(locked);
    const early = await sharedCouple(api);
    await early.rate();
    await early.finish();
    expect(await tagOf((await early.share({ show_names: true })).token)).toBe(locked);
  });

  it('is gone at once on every instance when the share is ended, whoever has painted it', async () => {
    await using second = await runApi(adapter, { beside: api });
    const { token, id } = await couple.share();
    const both = [api, second].map(({ url }) => `${url}/share/og/${token}.png`);
    const before = await Promise.all(both.map((url) => get(url)));
    expect(new Set(before.map(({ headers }) => headers.get('etag'))).size).toBe(1);
    await call(`${couple.session}/shares/${id}`, 'DELETE', { token: couple.b });
    for (const url of [...both, ...[api, second].map((one) => `${one.url}/share/${token}`)]) {
      const { status, headers } = await get(url, { headers: { 'If-None-Match': '*' } });
      expect([status, headers.get('x-robots-tag')], url).toEqual([404, NOINDEX]);
      expect(headers.get('cache-control'), url).not.toBe('public, max-age=600');
    }
  });

  it.each(['?style=poster', '?style=', '?style=link&style=story'])('refuses %s', async (query) => {
    const { token } = await couple.share();
    const answer = await call(card(token, query), 'GET');
    expect(answer).toMatchObject({ status: 400, body: { status: 400 } });
    expect(answer.headers.get('content-type')).toMatch(/^application\/problem\+json/);
  });

  it.each(['nothing.png', 'nothing', '.png', '%2e%2e.png'])('has none at %s', async (file) => {
    expect((await get(`${api.url}/share/og/${file}`)).status).toBe(404);
  });

  it('is drawn for every name that people can have', async () => {
    const zalgo = 'Z̷̨̛̗̈́ạ̶̀l̵̰͝g̷̱̀o̴͎͌';
    for (const names of [
      ['<script>"&amp;', '👩‍👩‍👧‍👦'],
      [zalgo, 'مرحبا\u202E'],
      ['W'.repeat(20), '힣'.repeat(20)],
    ]) {
      const pair = await finishedCouple(api, names as [string, string]);
      const { token } = await pair.share({ show_names: true, show_radar: true });
      const { status, body } = await get(card(token));
      expect([status, ...sizeOf(body)], names.join()).toEqual([200, 'PNG', 1200, 630]);
    }
  });

  it('gives the same card to everybody who asks at once', async () => {
    const { token } = await couple.share({ show_radar: true, language: 'en' });
    const all = await Promise.all(Array.from({ length: 20 }, () => get(card(token, '?style=story'))));
    expect(new Set(all.map(({ status, headers }) => `${status} ${headers.get('etag')}`)).size).toBe(1);
  });

  it('never writes the token to the log', async () => {
    const { token } = await couple.share();
    await get(card(token));
    await get(`${api.url}/share/${token}`);
    expect(api.log.raw).not.toEqual([]);
    expect(api.log.raw.join('\n')).not.toContain(token);
  });
});

describe('pictures', () => {
  it('count as shares', async () => {
    await using api = await runApi('fastify', { env: { RATE_LIMITS: 'shares=2/60' } });
    const statuses: number[] = [];
    for (const path of ['/share/og/x.png', '/share/x', '/share/og/x.png']) {
      statuses.push((await get(api.url + path)).status);
    }
    expect(statuses).toEqual([404, 404, 429]);
  });
});
