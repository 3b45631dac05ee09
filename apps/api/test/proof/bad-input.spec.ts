import { ADAPTERS, changedTables, eventually, extent, provenChains, TableDigests } from '@couplekit/testkit';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { call, joinedCouple, type Couple } from '../couple-client.js';
import { runApi, SERVICE_TOKEN, type RunningApi } from '../running-api.js';
import { CONTRACT } from './contract.js';
import { hostileBody, VALID } from './hostile-bodies.js';

/** Of each adapter: what validates is the same code, only what reads the bytes is not. */
const BODIES = { fastify: extent(600, 3_000), express: extent(200, 1_000) };
const HEADERS_AND_PATHS = { fastify: extent(200, 1_000), express: extent(100, 500) };

/** What a refused request may add to: the audit trail and the bookkeeping around it. */
const BOOKKEEPING = /^couple_(audit|attempt|notification|outbox)/;

describe.each(ADAPTERS)('hostile requests on %s', (adapter) => {
  let api: RunningApi;
  let couple: Couple;
  let raters: string;
  let digests: TableDigests;
  beforeAll(async () => {
    api = await runApi(adapter);
    couple = await joinedCouple(api.url);
    const invited = await call(`${couple.session}/rater-invites`, 'POST', { token: couple.a, json: { max_raters: 50 } }); // prettier-ignore
    raters = `${api.url}/api/couples/raters/${invited.body.rater_token}`;
    digests = await TableDigests.of(
      api.dataSource,
      (table) => table.startsWith('couple_') && !BOOKKEEPING.test(table),
    );
  });
  afterAll(() => api[Symbol.asyncDispose]());

  /** Sends a request; a refusal must name its problem and leave every business row as it was. */
  let rows: Awaited<ReturnType<TableDigests['take']>> | undefined;
  const expectTakenOrRefused = async (url: string, init: RequestInit): Promise<number> => {
    const before = (rows ??= await digests.take());
    const response = await fetch(url, init);
    const text = await response.text();
    expect(response.status, text).toBeLessThan(500);
    rows = await digests.take();
    if (response.status < 400) return response.status;
    expect(changedTables(before, rows)).toEqual([]);
    expect(response.headers.get('content-type')).toBe('application/problem+json');
    const { status, type } = JSON.parse(text) as Record<string, unknown>;
    expect({ status, type }).toEqual({ status: response.status, type: expect.stringMatching(/^(https:\/\/couple\.example\/problems\/[a-z-]+|about:blank)$/) }); // prettier-ignore
    return response.status;
  };

  const [bodies, headersAndPaths] = [BODIES[adapter], HEADERS_AND_PATHS[adapter]];

  it(`takes ${bodies} bodies as the contract says, or refuses them and changes nothing`, async () => {
    const at = `${api.url}/api/couples`;
    const routes = [
      ['createSession', 'POST', `${at}/sessions`, SERVICE_TOKEN],
      ['updateStageOne', 'PATCH', `${couple.session}/stage1`, SERVICE_TOKEN],
      ['wishForStageOne', 'PATCH', `${couple.session}/stage1`, couple.b],
      ['upsertResponses', 'PUT', `${couple.session}/responses`, couple.a],
      ['anything', 'POST', `${couple.session}/compute`, couple.a],
      ['issueRaterInvite', 'POST', `${couple.session}/rater-invites`, couple.a],
      ['recordRating', 'POST', raters, couple.a],
      ['acceptInvite', 'POST', `${at}/invites/%00/accept`, couple.a],
      ['createShare', 'POST', `${couple.session}/shares`, couple.b],
    ] as const;
    let accepted = 0;
    const anyRequest = fc.constantFrom(...routes).chain((route) => fc.tuple(fc.constant(route), hostileBody(route[0]))); // prettier-ignore
    await fc.assert(
      fc.asyncProperty(anyRequest, async ([[name, method, url, token], body]) => {
        const headers = { 'Content-Type': 'application/json', Authorization: `Bearer ${token}` };
        const sent = JSON.stringify(body);
        const status = await expectTakenOrRefused(url, { method, headers, body: sent });
        if (status >= 400) return;
        accepted++;
        expect(CONTRACT[name](JSON.parse(sent, withoutPrototypes)), `${name} took ${sent}`).toBe(true);
      }),
      { numRuns: bodies },
    );
    // Nearly valid bodies are worth something only if some of them are valid.
    expect(accepted).toBeGreaterThan(bodies / 100);
    expect(accepted).toBeLessThan(bodies / 2);
  });

  it('takes the bodies that the hostile ones are made from', async () => {
    const taken = async (url: string, method: string, token: string, json: unknown) =>
      expect(await call(url, method, { token, json })).toMatchObject({ status: expect.toSatisfy((status: number) => status < 300) }); // prettier-ignore
    await taken(`${api.url}/api/couples/sessions`, 'POST', SERVICE_TOKEN, VALID.createSession);
    await taken(`${couple.session}/stage1`, 'PATCH', SERVICE_TOKEN, VALID.updateStageOne);
    await taken(`${couple.session}/responses`, 'PUT', couple.a, VALID.upsertResponses);
    await taken(raters, 'POST', couple.a, VALID.recordRating);
    rows = undefined;
  });

  it.each([
    [
      'a list in place of a participant',
      '/sessions',
      'POST',
      { participants: [{ role: 'A', nickname: '하나' }, []] },
    ],
    ['a list in place of a snapshot', '/sessions', 'POST', { ...VALID.createSession, stage1_snapshot: [] }],
    [
      'an email that is no Unicode',
      '/sessions',
      'POST',
      { participants: [{ role: 'A', nickname: '하나', email: '\ud800' }] },
    ],
    ['a list in place of an answer', '/responses', 'PUT', { ...VALID.upsertResponses, self_answers: [[]] }],
    ['a list in place of a rating', '/raters', 'POST', { ...VALID.recordRating, answers: [[]] }],
  ])('refuses %s as not valid', async (_, route, method, json) => {
    const urls: Record<string, string> = {
      '/sessions': `${api.url}/api/couples/sessions`,
      '/responses': `${couple.session}/responses`,
      '/raters': raters,
    };
    const token = route === '/sessions' ? SERVICE_TOKEN : couple.a;
    expect(await call(urls[route] ?? '', method, { token, json })).toMatchObject({ status: 422 });
  });

  it(`refuses ${headersAndPaths} hostile headers and paths, and changes nothing`, async () => {
    const at = `${api.url}/api/couples`;
    const text = fc.oneof(
      fc.string(),
      fc.string({ unit: 'binary' }),
      fc.constantFrom('%', '%zz', '%00', '..%2f', "' OR 1=1 --", '\u0000', couple.id.toUpperCase(), 'Bearer ', '"', 'null'), // prettier-ignore
    );
    const segment = fc.oneof(text.map(safely), fc.constantFrom('%E0%A4%A', '%zz', '%', '%2e%2e', couple.id));
    const anyHeaders = fc.record({ Authorization: fc.oneof(text, text.map((token) => `Bearer ${token}`)), 'Idempotency-Key': text, 'X-Request-Id': text, 'Content-Type': fc.oneof(text, fc.constant('application/json')) }, { requiredKeys: [] }); // prettier-ignore
    const anyUrl = fc.oneof(
      segment.map((id) => `${at}/sessions/${id}`),
      segment.map((id) => `${at}/sessions/${id}/responses`),
      segment.map((id) => `${couple.session}/shares/${id}`),
      segment.map((token) => `${at}/raters/${token}`),
      segment.map((token) => `${at}/invites/${token}/accept`),
      segment.map((query) => `${couple.session}?${query}`),
      fc.constant(`${couple.session}/responses`),
    );
    const anyMethod = fc.constantFrom('GET', 'POST', 'PUT', 'PATCH', 'DELETE');
    await fc.assert(
      fc.asyncProperty(anyMethod, anyUrl, anyHeaders, fc.boolean(), async (method, url, given, withToken) => {
        const headers = new Headers(Object.entries(given).filter(([, value]) => sendable(value)));
        // Half of all requests get past the door.
        if (withToken) headers.set('Authorization', `Bearer ${couple.a}`);
        const body = method === 'GET' ? null : '{}';
        await expectTakenOrRefused(url, { method, headers, body });
      }),
      { numRuns: headersAndPaths },
    );
  });

  it('leaves an audit trail that verifies, and no attempt behind', async () => {
    await provenChains(api.dataSource);
    await eventually(async () => (await api.dataSource.query<unknown[]>('SELECT FROM couple_attempt')).length === 0); // prettier-ignore
  });
});

/** Express's parser leaves `__proto__` in, as a field that nothing reads; Fastify's refuses it. */
function withoutPrototypes(key: string, value: unknown): unknown {
  return key === '__proto__' ? undefined : value;
}

/** Lone surrogates cannot be encoded. */
function safely(text: string): string {
  return encodeURIComponent(text.toWellFormed());
}

/** What an HTTP client may not send cannot arrive; see RFC 9110 section 5.5. */
function sendable(text: string): boolean {
  return /^[\t\x20-\x7e\x80-\xff]*$/.test(text);
}
