import { randomUUID } from 'node:crypto';
import { SCALES } from '@couplekit/couple-core';
import { eventually, provenChains, provenPackets, type ServiceProcess } from '@couplekit/testkit';
import { launchChromium } from '@couplekit/testkit/chromium';
import { createDatabase, type TestDatabase } from '@couplekit/testkit/postgres';
import type { DataSource } from 'typeorm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readApiConfig } from '../../src/api-config.js';
import { connectDatabase } from '../../src/connect-database.js';
import { call } from '../couple-client.js';
import { BrowserClient, csrfIn } from '../web/browser-client.js';
import { answerAll, linkIn, pageOf, partnerLink, start } from '../web/journey/journey-client.js';
import { EventReader } from '../web/waiting/event-reader.js';
import { startApiProcess } from './api-process.js';
import { reapAttempts } from './reap-attempts.js';
import { RoamingBrowser } from './roaming-browser.js';

const ENV = {
  CODE_REF: 'instances-test',
  // Both are behind one name, and a proxy that tells them whom it forwards.
  PUBLIC_BASE_URL: 'http://127.0.0.1',
  TRUSTED_PROXIES: '1',
  RATE_LIMITS: 'sessions=3/60',
};

describe('two instances of the service on one database', () => {
  let database: TestDatabase;
  let dataSource: DataSource;
  let one: ServiceProcess;
  let two: ServiceProcess;
  beforeAll(async () => {
    database = await createDatabase();
    // On an empty database: only one of them can create the tables.
    [one, two] = await Promise.all([startApiProcess(database.url, ENV), startApiProcess(database.url, ENV)]);
    dataSource = await connectDatabase(database.url, readApiConfig({}));
  });
  afterAll(async () => {
    await Promise.all([one[Symbol.asyncDispose](), two[Symbol.asyncDispose]()]);
    await dataSource.destroy();
    await database.drop();
  });

  const beginning = (nickname: string, headers: Record<string, string> = {}) => ({
    json: { participants: [{ role: 'A', nickname }] },
    headers,
  });
  const create = ({ url }: ServiceProcess, nickname: string, headers?: Record<string, string>) =>
    call(`${url}/api/couples/sessions`, 'POST', beginning(nickname, headers));

  it('know each other’s browsers, forms included, and forget them together', async () => {
    const here = new BrowserClient(one.url);
    const { id } = await start(here);
    const there = new BrowserClient(two.url, here.cookies);
    expect((await there.get(`/s/${id}`)).text).toContain('하나님, 어서 오세요');

    const _csrf = csrfIn((await here.get(`/s/${id}/invite`)).text);
    expect(linkIn(await there.post(`/s/${id}/invite`, { _csrf, kind: 'partner' }))).toContain('/invite#');
    const stranger = new BrowserClient(one.url);
    const foreign = csrfIn((await stranger.get('/continue')).text);
    expect(foreign).not.toBe('');
    expect((await there.post(`/s/${id}/invite`, { _csrf: foreign, kind: 'partner' })).status).toBe(403);

    const kept = new BrowserClient(one.url, new Map(here.cookies));
    expect((await there.post(`/s/${id}/leave`, { _csrf })).status).toBe(303);
    expect((await kept.get(`/s/${id}`)).status).toBe(401);
  });

  it('count together, and each says how much is left to an address', async () => {
    const from = { 'X-Forwarded-For': '203.0.113.9' };
    const replies = [];
    for (const api of [one, two, one, two, one]) replies.push(await create(api, '하나', from));
    expect(replies.map(({ status }) => status)).toEqual([201, 201, 201, 429, 429]);
    for (const { headers, body } of replies.slice(3)) {
      expect(body).toMatchObject({
        type: 'https://iana.org/assignments/http-problem-types#quota-exceeded',
        status: 429,
        'violated-policies': ['sessions'],
      });
      expect(headers.get('content-type')).toBe('application/problem+json');
      expect(headers.get('ratelimit-policy')).toBe('"sessions";q=3;w=60');
      expect(headers.get('ratelimit')).toMatch(/^"sessions";r=0;t=([1-9]|[1-5]\d|60)$/);
      expect(headers.get('retry-after')).toMatch(/^([1-9]|[1-5]\d|60)$/);
    }
    expect((await create(two, '하나', { 'X-Forwarded-For': '203.0.113.10' })).status).toBe(201);
  });

  it('give the stored answer of the other to an Idempotency-Key, and do the work once', async () => {
    const nickname = randomUUID();
    const keyed = { 'Idempotency-Key': randomUUID(), 'X-Forwarded-For': '203.0.113.11' };
    const first = await create(one, nickname, keyed);
    const again = await create(two, nickname, keyed);
    expect([first.status, first.headers.get('idempotency-replayed')]).toEqual([201, null]);
    expect([again.status, again.headers.get('idempotency-replayed')]).toEqual([201, 'true']);
    expect(again.body).toEqual(first.body);
    const other = await create(two, randomUUID(), keyed);
    expect([other.status, other.body.type]).toEqual([422, expect.stringMatching(/idempotency-key-reused$/)]);

    const twice = randomUUID();
    const atOnce = { 'Idempotency-Key': randomUUID(), 'X-Forwarded-For': '203.0.113.12' };
    const replies = await Promise.all([one, two].map((api) => create(api, twice, atOnce)));
    expect(replies.filter(({ status }) => status === 201).length).toBeGreaterThan(0);
    expect(replies.filter(({ status }) => status !== 201 && status !== 409)).toEqual([]);
    const people: unknown = await dataSource.query(
      'SELECT nickname FROM couple_participant WHERE nickname = ANY($1) ORDER BY nickname = $2',
      [[nickname, twice], twice],
    );
    expect(people).toEqual([{ nickname }, { nickname: twice }]);
  });

  it('let a browser back into its waiting room that was turned away while an instance stopped', async () => {
    const visitor = new BrowserClient(two.url);
    const { id } = await start(visitor);
    await using browser = await launchChromium();
    const context = await browser.newContext({ locale: 'ko-KR' });
    await context.addCookies([...visitor.cookies].map(([name, value]) => ({ name, value, url: two.url })));
    const tab = await context.newPage();
    await tab.clock.install();
    let asked = 0;
    await tab.route('**/events', (route) =>
      asked++ === 0 ? route.fulfill({ status: 503 }) : route.continue(),
    );
    await tab.goto(`${two.url}/s/${id}/waiting`);
    await eventually(async () => {
      await tab.clock.runFor(1_000);
      return tab.locator('#paused').isHidden();
    });
    expect(asked).toBe(2);
    const partner = new BrowserClient(one.url);
    await partner.submit('/invite', { link: await partnerLink(visitor, id) });
    await partner.submit('/join', { nickname: '두리', consent: 'yes' });
    await tab.getByText('함께 들어왔어요').waitFor();
  });

  it('take a couple from the start to what it shares, though one is killed in the middle of an answer', async () => {
    // What A sends goes to one, what B and friends send goes to two; the forms come from the other.
    const [a, b] = [new RoamingBrowser([two, one]), new RoamingBrowser([one, two])];
    const { id } = await start(a);
    const room = await EventReader.open(new BrowserClient(one.url, a.cookies), `/s/${id}/events`);
    expect((await room.next())?.data).toMatchObject({ partner: '', step: 'answer' });
    await b.submit('/invite', { link: await partnerLink(a, id) });
    expect((await b.submit('/join', { nickname: '두리', consent: 'yes' })).text).toContain('/continue#');
    expect((await room.next())?.data).toMatchObject({ partner: '두리' });
    const friends = linkIn(await a.submit(`/s/${id}/invite`, { kind: 'raters' }));
    expect((await room.next())?.data?.friends).toMatchObject({ current: 0, wanted: true });
    for (let friend = 1; friend <= 3; friend++) {
      const browser = new RoamingBrowser([one, two]);
      await browser.submit('/rate', { link: friends });
      const answers = Object.fromEntries(SCALES.map((scale) => [scale, '3']));
      const sent = await browser.submit('/rate/answers', { relation: 'friend', ...answers });
      expect(sent.headers.get('location')).toBe('/rate/thanks');
      expect((await room.next())?.data?.friends).toMatchObject({ current: friend });
    }
    // Those five were told, and not found by looking.
    expect(room.beats).toBeLessThan(4);
    for (const wording of ['self', 'guess'] as const) {
      await answerAll(a, { id, wording });
      expect((await room.next())?.data?.mine[wording]).toBe(true);
    }
    await answerAll(b, { id, wording: 'self' });
    const seen = await room.next();
    expect(seen?.data).toMatchObject({ step: 'wait', theirs: { self: true, guess: false } });

    // One has begun to store an answer, and cannot finish it.
    const answer = (api: ServiceProcess, csrf: string) =>
      new BrowserClient(api.url, b.cookies).post(`/s/${id}/answers/guess/1`, {
        _csrf: csrf,
        ...pageOf(1, 1),
      });
    const csrf = csrfIn((await b.get(`/s/${id}/answers/guess/1`)).text);
    const blocker = dataSource.createQueryRunner();
    await blocker.startTransaction();
    await blocker.query('SELECT FROM couple_session WHERE id = $1 FOR UPDATE', [id]);
    const cut = answer(one, csrf).then(({ status }) => status, () => 'no answer'); // prettier-ignore
    await eventually(async () => (await dataSource.query<unknown[]>(WAITING)).length > 0);
    await one.kill9();
    await blocker.rollbackTransaction();
    await blocker.release();
    expect(await cut).toBe('no answer');
    await expect(room.next()).rejects.toThrow();
    await eventually(async () => (await dataSource.query<unknown[]>(WAITING)).length === 0);
    expect(await guessesOf(dataSource, id)).toEqual({});

    const back = await EventReader.open(new BrowserClient(two.url, a.cookies), `/s/${id}/events`, {
      'Last-Event-ID': seen?.id ?? '',
    });
    expect((await answer(two, csrf)).status).toBe(303);
    await answerAll(b, { id, wording: 'guess' });
    expect((await back.next())?.data).toMatchObject({ step: 'compute', theirs: { self: true, guess: true } });
    back.close();
    expect((await b.submit(`/s/${id}/result`, {})).status).toBe(303);
    for (const browser of [a, b])
      expect((await browser.get(`/s/${id}/result`)).text).toContain('id="summary"');
    const shared = await a.submit(`/s/${id}/shares`, { gap: 'yes', language: 'ko', days: '7' });
    const [, token = ''] = /\/share\/([\w-]{43})/.exec(shared.text) ?? [];
    expect((await new RoamingBrowser([one, two]).get(`/share/${token}`)).text).toContain('og:image');
    for (const { visits } of [a, b]) expect(visits.get(one.url)).toBeGreaterThan(10);

    await reapAttempts(database.url);
    const events = (await provenChains(dataSource, [id])).get(id) ?? [];
    const told = (type: string) => events.filter((event) => event.type === type).length;
    expect(told('rating.recorded')).toBe(3);
    // B changed the first page of guesses once more.
    expect(told('responses.upserted')).toBe(4 * SCALES.length + 1);
    expect([told('error.interrupted'), told('result.computed'), told('share.created')]).toEqual([1, 1, 1]);
    expect(events.filter(({ type }) => type.startsWith('error.'))).toHaveLength(1);
    expect(await dataSource.query('SELECT FROM couple_attempt')).toEqual([]);
    expect([...(await provenPackets(dataSource)).keys()]).toEqual([id]);
    await provenChains(dataSource);
  });
});

/** Statements that wait for a lock of somebody else. */
const WAITING =
  "SELECT FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock' AND pid <> pg_backend_pid()";

/** What B has guessed so far. */
async function guessesOf(dataSource: DataSource, id: string): Promise<unknown> {
  const [row] = await dataSource.query<{ readonly guess_answers: object }[]>(
    "SELECT guess_answers FROM couple_responses WHERE session_id = $1 AND role = 'B'",
    [id],
  );
  return row?.guess_answers;
}
