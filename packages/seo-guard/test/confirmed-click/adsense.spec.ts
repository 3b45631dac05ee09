import { inspect } from 'node:util';
import { AdSenseError, listPolicyIssues, type AdSenseAccess } from '@couplekit/seo-guard/ads';
import {
  eventually,
  FakeAdSense,
  googleError,
  type AdSenseBehaviour,
  type AdSenseCall,
} from '@couplekit/testkit';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

let adsense: FakeAdSense;
beforeEach(async () => {
  adsense = await FakeAdSense.start();
});
afterEach(() => adsense[Symbol.asyncDispose]());

const list = (options: Partial<AdSenseAccess> = {}, signal?: AbortSignal) =>
  listPolicyIssues({ ...adsense.access, retries: 0, ...options }, signal && { signal });
const failure = (options?: Partial<AdSenseAccess>) =>
  list(options).then(
    () => expect.fail('it was read'),
    (error: unknown) => error as AdSenseError,
  );
const some = (count: number) => Array.from({ length: count }, (_, index) => ({ id: `i${index}` }));
const secrets = () => {
  const { clientSecret, refreshToken } = adsense.access;
  return [clientSecret, refreshToken, 'ya29.secret-access'];
};

describe('a listing', () => {
  it('has every issue of every page', async () => {
    adsense.issues = some(7);
    const issues = await list({ pageSize: 3 });
    expect(issues.map(({ name }) => name)).toEqual(
      some(7).map(({ id }) => `accounts/${adsense.access.account}/policyIssues/${id}`),
    );
    expect(adsense.count('list')).toBe(3);
  });

  it('needs one request where one page is enough, and asks for the largest', async () => {
    adsense.issues = some(2);
    await list();
    expect(adsense.requests.map(({ path }) => path)).toEqual([
      '/token',
      '/v2/accounts/pub-1234567890123456/policyIssues?pageSize=10000',
    ]);
  });

  it('keeps words that Google has added since', async () => {
    adsense.issues = [{ id: 'a', action: 'AD_SERVED_UPSIDE_DOWN', entityType: 'PLANET' }];
    expect(await list()).toMatchObject([{ action: 'AD_SERVED_UPSIDE_DOWN', entityType: 'PLANET' }]);
  });

  it('has an issue that moved to the next page once', async () => {
    adsense.issues = some(4);
    adsense.beforePage = (page) => {
      if (page === 1) adsense.issues = [{ id: 'new' }, ...some(4)];
    };
    const ids = (await list({ pageSize: 2 })).map(({ name }) => name.split('/').at(-1));
    expect(ids).toEqual(['i0', 'i1', 'i2', 'i3']);
  });

  it('is empty where an ad client is ready and there are none', async () => {
    expect(await list()).toEqual([]);
    expect(adsense.count('adclients')).toBe(1);
  });

  it.each([
    ['has no ad client', []],
    ['has one that is not ready', [{ productCode: 'AFC', state: 'REQUIRES_REVIEW' }]],
    ['has one for search only', [{ productCode: 'AFS', state: 'READY' }]],
  ])('is unknown, not empty, where the account %s', async (_, adClients) => {
    adsense.adClients = adClients;
    expect(await failure()).toMatchObject({ name: 'AdSenseError', kind: 'unreported' });
  });

  it('is empty where the ad client is still getting ready', async () => {
    adsense.adClients = [{ productCode: 'AFS', state: 'READY' }, { productCode: 'AFC', state: 'GETTING_READY' }]; // prettier-ignore
    expect(await list({ pageSize: 1 })).toEqual([]);
  });

  it('that goes in a circle ends', async () => {
    adsense.behaveAlways('list', { status: 200, body: { nextPageToken: 'again' } });
    expect(await failure()).toMatchObject({
      kind: 'unavailable',
      message: 'The listing of policyIssues does not end.',
    });
  });
});

describe('a fault', () => {
  type Fault = readonly [string, AdSenseCall, AdSenseBehaviour];
  const transient: readonly Fault[] = [
    ['500 of the list', 'list', googleError(500, 'INTERNAL', 'Internal error')],
    ['503 of the list', 'list', { status: 503, body: '<html>busy</html>' }],
    ['429 of the list', 'list', googleError(429, 'RESOURCE_EXHAUSTED', 'Quota exceeded')],
    [
      'exhausted quota under another status',
      'list',
      googleError(403, 'RESOURCE_EXHAUSTED', 'Quota exceeded'),
    ],
    ['malformed list', 'list', 'malformed'],
    ['truncated list', 'list', 'truncate'],
    ['cut connection', 'list', 'reset'],
    ['redirect', 'list', { status: 302, headers: { Location: 'https://elsewhere.example/' } }],
    ['page of a proxy', 'list', { status: 200, body: '<html>sign in</html>' }],
    ['500 of the token endpoint', 'token', { status: 500, body: { error: 'internal_failure' } }],
    ['malformed token', 'token', 'malformed'],
    ['500 of the ad clients', 'adclients', googleError(500, 'INTERNAL', 'Internal error')],
  ];
  const senseless: readonly Fault[] = [
    ['list that is no list', 'list', { status: 200, body: { policyIssues: {} } }],
    ['list of half an issue', 'list', { status: 200, body: { policyIssues: [{ site: 'a.example' }] } }],
    ['list that is a text', 'list', { status: 200, body: '"none"' }],
    ['page instead of a token', 'token', { status: 404, body: '<html>not here</html>' }],
    ['answer without a token', 'token', { status: 200, body: { expires_in: 3600 } }],
    ['ad client that is a text', 'adclients', { status: 200, body: { adClients: ['AFC'] } }],
  ];
  const prepare = (call: AdSenseCall, behaviour: AdSenseBehaviour) => {
    if (call !== 'adclients') adsense.issues = some(2);
    adsense.behave(call, behaviour);
  };

  it.each([...transient, ...senseless])('%s makes the issues unknown', async (_, call, behaviour) => {
    prepare(call, behaviour);
    expect(await failure()).toMatchObject({ name: 'AdSenseError', kind: 'unavailable' });
  });

  it.each(transient)('%s is made up for by asking again', async (_, call, behaviour) => {
    prepare(call, behaviour);
    expect(await list({ retries: 1 })).toHaveLength(call === 'adclients' ? 0 : 2);
  });

  it.each(['truncate', 'malformed', 'reset'] as const)(
    '%s on page two makes all of them unknown',
    async (behaviour) => {
      adsense.issues = some(4);
      adsense.beforePage = (page) => void (page === 0 && adsense.behave('list', behaviour));
      expect(await failure({ pageSize: 2 })).toMatchObject({ kind: 'unavailable' });
    },
  );

  it('that hangs ends after the time of a request', async () => {
    adsense.behave('list', 'hang');
    expect(await failure({ requestTimeoutMs: 50 })).toMatchObject({
      kind: 'unavailable',
      message: expect.stringMatching(/^127\.0\.0\.1:\d+ gave no whole answer: TimeoutError\.$/) as string,
    });
  });

  it('that hangs ends when the caller wants it to', async () => {
    adsense.behave('list', 'hang');
    const reason = new Error('enough');
    const caller = new AbortController();
    const read = list({}, caller.signal);
    await eventually(() => adsense.count('list') === 1);
    caller.abort(reason);
    await expect(read).rejects.toBe(reason);
  });

  it.each([
    ['Retry-After', { headers: { 'Retry-After': '3600' } }, 3_600_000],
    ['RetryInfo', googleError(429, 'RESOURCE_EXHAUSTED', 'Later', [{ '@type': 'type.googleapis.com/google.rpc.RetryInfo', retryDelay: '7200s' }]), 7_200_000], // prettier-ignore
  ])('with a long %s is left to the caller instead of waited for', async (_, answer, retryAfterMs) => {
    adsense.behaveAlways('list', { ...answer, status: 429 });
    expect(await failure({ retries: 3 })).toMatchObject({ kind: 'unavailable', retryAfterMs });
    expect(adsense.count('list')).toBe(1);
  });

  it('that stays is asked about so often and not oftener', async () => {
    adsense.behaveAlways('list', { status: 503 });
    expect(await failure({ retries: 2 })).toMatchObject({ kind: 'unavailable' });
    expect(adsense.count('list')).toBe(3);
  });
});

it('a redirect is not followed: credentials go to nobody else', async () => {
  adsense.issues = some(1);
  for (const call of ['list', 'token'] as const) {
    const Location = `${adsense.access.apiUrl}/elsewhere`;
    adsense.behave(call, { status: 307, headers: { Location } });
    expect(await failure()).toMatchObject({ kind: 'unavailable' });
  }
  expect(adsense.requests.some(({ path }) => path === '/elsewhere')).toBe(false);
});

describe('a refusal', () => {
  it.each([
    [
      googleError(403, 'PERMISSION_DENIED', 'The caller\ndoes not have permission'),
      'AdSense refuses the request (403 PERMISSION_DENIED): The caller does not have permission',
    ],
    [
      googleError(400, 'INVALID_ARGUMENT', 'x'.repeat(900)),
      `AdSense refuses the request (400 INVALID_ARGUMENT): ${'x'.repeat(200)}`,
    ],
    [{ status: 404, body: '<html>' }, 'AdSense refuses the request (404): no reason given'],
  ])('of %j says what Google says, and is not asked again', async (answer, message) => {
    adsense.behaveAlways('list', answer);
    expect(await failure({ retries: 3 })).toMatchObject({ kind: 'refused', message });
    expect(adsense.count('list')).toBe(1);
  });
});

describe('credentials', () => {
  it('whose access token has ended are refreshed once, and the request repeated', async () => {
    adsense.issues = some(2);
    adsense.beforePage = (page) => void (page === 0 && adsense.oauth.endTokens());
    expect(await list({ pageSize: 1 })).toHaveLength(2);
    expect(adsense.requests.map(({ call }) => call)).toEqual(['token', 'list', 'list', 'token', 'list']);
  });

  it('that are refused after the refresh as well are refused', async () => {
    adsense.behaveAlways('list', googleError(401, 'UNAUTHENTICATED', 'Invalid credentials'));
    expect(await failure({ retries: 3 })).toMatchObject({ kind: 'refused' });
    expect([adsense.count('token'), adsense.count('list')]).toEqual([2, 2]);
  });

  it.each([
    ['invalid_grant', () => adsense.oauth.revoke(), {}],
    ['invalid_client', () => undefined, { clientSecret: 'GOCSPX-another-secret-of-a-client' }],
  ])('with %s are refused for good, and say so', async (code, prepare, options) => {
    prepare();
    expect(await failure({ retries: 3, ...options })).toMatchObject({
      kind: 'credentials',
      message: expect.stringContaining(`Google refuses the credentials (${code}): `) as string,
    });
    expect(adsense.count('token')).toBe(1);
  });

  it('without the scope are refused before anything is asked', async () => {
    adsense.oauth.scope = 'https://www.googleapis.com/auth/userinfo.email';
    expect(await failure()).toMatchObject({ kind: 'credentials' });
    expect(adsense.count('list')).toBe(0);
  });

  it('stand in no error, whatever goes wrong', async () => {
    const { clientSecret, refreshToken } = adsense.access;
    const echo = { error: 'invalid_grant', error_description: `${refreshToken} ${clientSecret}` };
    const errors = [
      (adsense.behave('token', { status: 400, body: echo }), await failure()),
      (adsense.behave('token', 'reset'), await failure()),
      (adsense.behave('list', 'reset'), await failure()),
      (adsense.behave('list', { status: 403, body: 'no' }), await failure()),
      await failure({ tokenUrl: 'http://127.0.0.1:1' }),
    ];
    const told = errors.map((error) => inspect(error, { depth: 10, showHidden: true })).join('\n');
    for (const secret of secrets()) expect(told).not.toContain(secret);
  });
});

describe('options', () => {
  it.each<[string, Partial<AdSenseAccess>]>([
    ['account', { account: 'couple.example' }],
    ['clientId', { clientId: '' }],
    ['clientSecret', { clientSecret: 'GOCSPX secret' }],
    ['refreshToken', { refreshToken: '1//secret\n' }],
    ['requestTimeoutMs', { requestTimeoutMs: 0 }],
    ['retries', { retries: 1.5 }],
    ['pageSize', { pageSize: 10_001 }],
    ['apiUrl', { apiUrl: 'http://adsense.example' }],
    ['tokenUrl', { tokenUrl: 'ftp://127.0.0.1' }],
  ])('%s is checked, and its value not repeated', async (name, options) => {
    const error = await list(options).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(TypeError);
    expect((error as Error).message).toMatch(new RegExp(`^listPolicyIssues: ${name} must be `));
    expect((error as Error).message).not.toContain('secret');
  });

  it('account may be written as a resource name', async () => {
    expect(await list({ account: `accounts/${adsense.access.account}` })).toEqual([]);
  });
});
