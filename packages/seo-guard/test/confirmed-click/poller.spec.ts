import { inspect } from 'node:util';
import { Module } from '@nestjs/common';
import {
  ConfirmedClickModule,
  ConfirmedClickPoller,
  InMemoryPolicyIssueStore,
  type ConfirmedClickModuleOptions,
} from '@couplekit/seo-guard/ads';
import { ADAPTERS, bootApp, eventually, FakeAdSense, googleError } from '@couplekit/testkit';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Recording } from './recording.js';

const INTERVAL_MS = 20;

let adsense: FakeAdSense;
let heard: Recording;
let store: InMemoryPolicyIssueStore;
beforeEach(async () => {
  adsense = await FakeAdSense.start();
  heard = new Recording();
  store = new InMemoryPolicyIssueStore();
});
afterEach(() => adsense[Symbol.asyncDispose]());

const options = (given: Partial<ConfirmedClickModuleOptions> = {}): ConfirmedClickModuleOptions => ({
  ...adsense.access,
  retries: 0,
  intervalMs: INTERVAL_MS,
  listener: heard,
  alerts: heard,
  store,
  ...given,
});
const boot = async (given?: Partial<ConfirmedClickModuleOptions>) => {
  const running = await bootApp({ adapter: 'fastify', module: ConfirmedClickModule.forRoot(options(given)) });
  return { ...running, poller: running.app.get(ConfirmedClickPoller) };
};
/** Until so many more whole polls have begun, the last of them after everything before it was told. */
const polls = async (count: number) => {
  const before = adsense.count('list');
  await eventually(() => adsense.count('list') >= before + count);
};

describe.each(ADAPTERS)('on %s', (adapter) => {
  it('an issue is told when it is there, when it is worse and when it is gone', async () => {
    await using _ = await bootApp({ adapter, module: ConfirmedClickModule.forRoot(options()) });
    await polls(1);
    adsense.issues = [{ id: '1', siteSection: 'couple.example/quiz', entityType: 'SITE_SECTION' }];
    await eventually(() => heard.told.length === 1);
    adsense.issues = [{ id: '1', action: 'AD_SERVING_DISABLED' }];
    await eventually(() => heard.told.length === 2);
    adsense.issues = [];
    await eventually(() => heard.told.length === 3);
    expect(heard.told).toEqual(['new 1', 'escalated 1', 'cleared 1']);
    expect(heard.alerts.map(({ title }) => title.en)).toEqual([
      'AdSense: Confirmed Click on couple.example/quiz',
      'AdSense: worse on couple.example (ad serving disabled)',
      'AdSense: ad serving disabled on couple.example is gone',
    ]);
    expect(adsense.count('token')).toBe(1);
  });

  it('the module takes options from a factory, and closes while Google hangs', async () => {
    adsense.behaveAlways('list', 'hang');
    @Module({ imports: [ConfirmedClickModule.forRootAsync({ useFactory: () => options() })] })
    class App {}
    const running = await bootApp({ adapter, module: App });
    await polls(1);
    await running.close();
    expect(heard.alerts).toEqual([]);
    // What a stop has cut off is no failure, and the turn is free.
    expect(await store.read(adsense.access.account)).toEqual({ known: [], outbox: [] });
    expect(await store.claim(adsense.access.account, 1)).toBeDefined();
  });
});

describe('an issue', () => {
  it('that a listing missed is not cleared while AdSense knows it by name', async () => {
    adsense.issues = [{ id: '1' }, { id: '2' }, { id: '3' }];
    await using _ = await boot({ pageSize: 2 });
    await eventually(() => heard.told.length === 3);
    // Between the pages the first is gone, so that the third moves onto the page that was read already.
    adsense.beforePage = (page) => void (adsense.issues = page === 0 ? [{ id: '1' }, { id: '2' }, { id: '3' }] : [{ id: '2' }, { id: '3' }]); // prettier-ignore
    await polls(6);
    expect(adsense.count('get')).toBeGreaterThan(0);
    expect(heard.told).not.toContain('cleared 3');
  });

  it.each([
    ['a 500', googleError(500, 'INTERNAL', 'Internal error')],
    ['a 403', googleError(403, 'PERMISSION_DENIED', 'The caller does not have permission')],
    ['a 404 of something in between', { status: 404, body: '<html>' }],
    ['a cut connection', 'reset' as const],
  ])('is not cleared when %s answers the question whether it is gone', async (_name, answer) => {
    adsense.issues = [{ id: '1' }];
    await using app = await boot();
    await eventually(() => heard.told.length === 1);
    adsense.behaveAlways('get', answer);
    adsense.issues = [];
    await eventually(() => adsense.count('get') >= 2);
    expect(heard.told).toEqual(['new 1']);
    expect((await app.poller.status()).issues).toHaveLength(1);
    adsense.behaveAlways('get', undefined);
    await eventually(() => heard.told.length === 2);
    expect(heard.told).toEqual(['new 1', 'cleared 1']);
  });

  it.each([
    ['list', googleError(503, 'UNAVAILABLE', 'Busy')],
    ['list', 'truncate'],
    ['list', 'malformed'],
    ['adclients', googleError(500, 'INTERNAL', 'Internal error')],
  ] as const)('is not cleared while the %s answers with %j', async (call, behaviour) => {
    adsense.issues = [{ id: '1' }];
    await using app = await boot();
    await eventually(() => heard.told.length === 1);
    adsense.behaveAlways(call, behaviour);
    adsense.issues = [];
    await polls(3);
    expect(heard.told).toEqual(['new 1']);
    expect((await app.poller.status()).trouble).toMatchObject({ kind: 'unavailable' });
  });

  it('is not cleared when the account has no ad client any more', async () => {
    adsense.issues = [{ id: '1' }];
    await using app = await boot();
    await eventually(() => heard.told.length === 1);
    [adsense.issues, adsense.adClients] = [[], []];
    await eventually(() => heard.alerts.length === 2);
    await polls(2);
    expect(heard.told).toEqual(['new 1']);
    expect(heard.alerts[1]?.text.en).toContain('has no ad client for content that is ready');
    expect((await app.poller.status()).issues).toHaveLength(1);
  });

  it('is told again when it could not be told', async () => {
    let times = 0;
    heard.before = () => {
      if ((times += 1) < 3) throw new Error('not now');
    };
    adsense.issues = [{ id: '1' }];
    await using _ = await boot();
    await eventually(() => heard.told.length === 1);
    await polls(2);
    expect([times, heard.told]).toEqual([3, ['new 1']]);
  });

  it('does not wait for a listener that hangs longer than a turn may take', async () => {
    let hangs = true;
    heard.before = () => (hangs ? new Promise<never>(() => undefined) : undefined);
    adsense.issues = [{ id: '1' }];
    await using _ = await boot({ turnTimeoutMs: 300 });
    await polls(2);
    hangs = false;
    await eventually(() => heard.told.length === 1);
  });

  it('that a turn has found which somebody took over meanwhile is not told', async () => {
    adsense.issues = [{ id: '1' }];
    store.save = () => Promise.resolve(false);
    await using _ = await boot({ turnTimeoutMs: 50 });
    await polls(3);
    expect(heard.told).toEqual([]);
  });

  it('with another action is told where that action is watched', async () => {
    adsense.issues = [{ id: '1', action: 'WARNED' }, { id: '2' }];
    await using _ = await boot({ actions: ['WARNED'] });
    await polls(3);
    expect(heard.told).toEqual(['new 1']);
  });
});

describe('credentials', () => {
  it('that Google refuses for good are told once and not tried again', async () => {
    adsense.issues = [{ id: '1' }];
    await using app = await boot();
    await eventually(() => heard.told.length === 1);
    adsense.oauth.revoke();
    await eventually(() => heard.alerts.length === 2);
    const asked = adsense.requests.length;
    await eventually(async () => (await app.poller.status()).trouble);
    const [reads, claims] = [countCalls(store, 'read'), countCalls(store, 'claim')];
    await eventually(() => reads() >= 5);
    expect(adsense.requests).toHaveLength(asked);
    // The turns are left to processes with other credentials; one may have been under way.
    expect(claims()).toBeLessThanOrEqual(1);
    expect(heard.alerts).toHaveLength(2);
    expect(heard.alerts[1]).toMatchObject({
      level: 'alarm',
      text: { en: expect.stringContaining('invalid_grant') as string },
    });
    expect(heard.told).toEqual(['new 1']);
  });

  it('that are refused are told even when that fails at first', async () => {
    adsense.oauth.revoke();
    let times = 0;
    const alerts = {
      tell: (alert: Parameters<Recording['tell']>[0]) => {
        if ((times += 1) < 3) throw new Error('not now');
        heard.tell(alert);
      },
    };
    await using _ = await boot({ alerts });
    await eventually(() => heard.alerts.length === 1);
    expect(adsense.count('token')).toBe(1);
  });

  it('of the next process end the trouble, and that is told', async () => {
    adsense.behave('token', { status: 400, body: { error: 'invalid_grant' } });
    await using _first = await boot();
    await eventually(() => heard.alerts.length === 1);
    await using second = await boot();
    await eventually(() => heard.alerts.length === 2);
    expect(heard.alerts.map(({ level }) => level)).toEqual(['alarm', 'good']);
    expect((await second.poller.status()).trouble).toBeUndefined();
  });

  it('are refreshed when they end before their time, and used for many polls otherwise', async () => {
    await using _ = await boot();
    await polls(3);
    expect(adsense.count('token')).toBe(1);
    adsense.oauth.endTokens();
    await polls(3);
    expect(adsense.count('token')).toBe(2);
  });

  it('are refreshed shortly before they end', async () => {
    adsense.oauth.lifetime = 60;
    await using _ = await boot();
    await polls(3);
    expect(adsense.count('token')).toBeGreaterThanOrEqual(3);
  });
});

describe('the status', () => {
  it('is stale before the first listing, and fresh after it', async () => {
    adsense.behave('list', 'hang');
    await using app = await boot({ requestTimeoutMs: 200 });
    expect(await app.poller.status()).toEqual({
      lastSuccess: undefined,
      stale: true,
      issues: [],
      trouble: undefined,
    });
    await eventually(async () => !(await app.poller.status()).stale);
    expect((await app.poller.status()).lastSuccess).toBeInstanceOf(Date);
  });

  it('is stale when AdSense has not answered for long, which is told once', async () => {
    await using app = await boot({ staleAfterMs: 300 });
    await polls(1);
    adsense.behaveAlways('list', googleError(503, 'UNAVAILABLE', 'Busy'));
    await eventually(() => heard.alerts.length === 1);
    await polls(2);
    expect((await app.poller.status()).stale).toBe(true);
    expect(heard.alerts).toMatchObject([
      { level: 'warning', title: { en: 'AdSense policy issues cannot be checked' } },
    ]);
    adsense.behaveAlways('list', undefined);
    await eventually(() => heard.alerts.length === 2);
    expect((await app.poller.status()).stale).toBe(false);
  });
});

describe('Retry-After', () => {
  it('is waited for before the account is polled again', async () => {
    adsense.behave('list', { status: 429, headers: { 'Retry-After': '3600' } });
    await using app = await boot();
    await eventually(async () => (await app.poller.status()).trouble);
    const reads = countCalls(store, 'read');
    await eventually(() => reads() >= 5);
    expect(adsense.count('list')).toBe(1);
  });
});

describe('options', () => {
  const wrong: readonly [string, Partial<ConfirmedClickModuleOptions>][] = [
    ['account', { account: 'pub-1' }],
    ['refreshToken', { refreshToken: '' }],
    ['actions', { actions: [] }],
    ['actions', { actions: ['confirmed click'] }],
    ['intervalMs', { intervalMs: 0 }],
    ['staleAfterMs', { intervalMs: 1_000, staleAfterMs: 1_000 }],
    ['turnTimeoutMs', { turnTimeoutMs: 2 ** 31 }],
    ['store', { store: {} as InMemoryPolicyIssueStore }],
    ['listener', { listener: Recording as never }],
    ['alerts', { alerts: {} as Recording }],
  ];

  it.each(wrong)('%s is checked at the start, with forRoot and with forRootAsync', async (name, given) => {
    const message = new RegExp(`^ConfirmedClickModule: ${name} must be `);
    const modules = [
      ConfirmedClickModule.forRoot(options(given)),
      ConfirmedClickModule.forRootAsync({ useFactory: () => options(given) }),
    ];
    for (const module of modules)
      await expect(bootApp({ adapter: 'express', module })).rejects.toThrow(message);
  });
});

it('no secret is in anything that is told', async () => {
  adsense.behave('token', 'reset', { status: 400, body: { error: 'invalid_grant', error_description: adsense.access.refreshToken } }); // prettier-ignore
  const lines: unknown[] = [];
  const keep = (...parts: unknown[]) => void lines.push(...parts);
  const logger = { log: keep, warn: keep, error: keep };
  const { clientSecret, refreshToken } = adsense.access;
  const module = ConfirmedClickModule.forRoot(options({ alerts: undefined }));
  await using _ = await bootApp({ adapter: 'fastify', module, logger });
  await eventually(() => inspect(lines).includes('invalid_grant'));
  const told = inspect(lines, { depth: 10, maxStringLength: null });
  expect(told).toContain('AdSense 정책 문제를 확인할 수 없습니다');
  for (const secret of [clientSecret, refreshToken]) expect(told).not.toContain(secret);
});

/** How often an instance has looked, or asked for a turn, from now on. */
function countCalls(watched: InMemoryPolicyIssueStore, method: 'read' | 'claim'): () => number {
  let count = 0;
  const { read, claim } = { read: watched.read.bind(watched), claim: watched.claim.bind(watched) };
  const counted = <T>(result: T): T => {
    count += 1;
    return result;
  };
  if (method === 'read') watched.read = (account) => counted(read(account));
  else watched.claim = (account, leaseMs) => counted(claim(account, leaseMs));
  return () => count;
}
