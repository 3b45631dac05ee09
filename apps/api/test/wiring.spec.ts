import { ADAPTERS, eventually, getRequest, rawHttp } from '@couplekit/testkit';
import { Client } from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { call, joinedCouple, responses } from './couple-client.js';
import { OPS_TOKEN, runApi, SERVICE_TOKEN, type RunningApi } from './running-api.js';

const post = (path: string, body: string, type = 'application/json') =>
  `POST ${path} HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: ${type}\r\nContent-Length: ${Buffer.byteLength(body)}\r\nConnection: close\r\n\r\n${body}`;

const NOBODY = '00000000-0000-4000-8000-000000000000';

describe.each(ADAPTERS)('the packages together on %s', (adapter) => {
  let api: RunningApi;
  beforeAll(async () => void (api = await runApi(adapter)));
  afterAll(() => api[Symbol.asyncDispose]());

  // Express hands an empty or unknown body on as none at all, and validation refuses that.
  it.each([
    ['404', getRequest('/nothing?secret=hunter-4711'), { fastify: 404, express: 404 }],
    ['404 on a share path', getRequest('/share/some-token'), { fastify: 404, express: 404 }],
    [
      'a result without a credential',
      getRequest(`/api/couples/sessions/${NOBODY}/result`),
      { fastify: 401, express: 401 },
    ],
    ['malformed JSON', post('/api/couples/sessions', '{'), { fastify: 400, express: 400 }],
    ['an empty body', post('/api/couples/sessions', ''), { fastify: 400, express: 422 }],
    ['another media type', post('/api/couples/sessions', 'a=b', 'text/csv'), { fastify: 415, express: 422 }],
    [
      'a body that is too large',
      post('/api/couples/sessions', `"${'x'.repeat(200_000)}"`),
      { fastify: 413, express: 413 },
    ],
    ['a bad URL', getRequest('/api/couples/sessions/%E0%A4%A'), { fastify: 400, express: 400 }],
  ])('answer a problem with a request id, and noindex: %s', async (_, request, status) => {
    const response = await rawHttp(api.port, request);
    expect(response.status).toBe(status[adapter]);
    const lines = (name: string) =>
      response.headers.filter(([header]) => header === name).map(([, value]) => value);
    expect(lines('content-type')).toEqual(['application/problem+json']);
    expect(lines('x-robots-tag')).toEqual(['noindex, nofollow']);
    expect(lines('x-request-id')).toHaveLength(1);
    const body = JSON.parse(response.body) as Record<string, unknown>;
    expect(body).toMatchObject({ status: response.status, request_id: lines('x-request-id')[0] });
    expect(response.body).not.toContain('hunter-4711');
  });

  it('keep results out of search engines, and the request id in every line of the request', async () => {
    const couple = await joinedCouple(api.url);
    for (const token of [couple.a, couple.b]) {
      await call(`${couple.session}/responses`, 'PUT', { token, json: responses(2) });
    }
    await call(`${couple.session}/compute`, 'POST', { token: couple.a });
    const headers = { 'X-Request-ID': `result-${adapter}` };
    const result = await call(`${couple.session}/result`, 'GET', { token: couple.b, headers });
    expect(result.status).toBe(200);
    expect(result.headers.get('x-robots-tag')).toBe('noindex, nofollow');
    expect(result.headers.get('x-request-id')).toBe(`result-${adapter}`);
    const line = await eventually(() =>
      api.log.lines.find((entry) => entry['request_id'] === `result-${adapter}`),
    );
    expect(line).toMatchObject({
      route: '/api/couples/sessions/:sessionId/result',
      status: 200,
      trace_id: expect.stringMatching(/^[0-9a-f]{32}$/),
      span_id: expect.stringMatching(/^[0-9a-f]{16}$/),
    });
  });

  it('join an answer, its log lines and its audit event by one request id', async () => {
    const couple = await joinedCouple(api.url);
    const headers = { 'X-Request-ID': `audited-${adapter}` };
    const refused = await call(`${couple.session}/compute`, 'POST', { token: couple.a, headers });
    expect(refused.body.request_id).toBe(`audited-${adapter}`);
    const [event] = await api.dataSource.query<{ bytes: Buffer }[]>(
      'SELECT bytes FROM couple_audit_event WHERE chain = $1 ORDER BY seq DESC LIMIT 1',
      [couple.id],
    );
    expect(JSON.parse(event?.bytes.toString() ?? '')).toMatchObject({
      type: 'error.stage-incomplete',
      request_id: `audited-${adapter}`,
    });
    const line = await eventually(() =>
      api.log.lines.find((entry) => entry['request_id'] === `audited-${adapter}`),
    );
    expect(line['trace_id']).toBe(refused.body.trace_id);
  });

  it('log no token, name, address or answer', async () => {
    const created = await call(`${api.url}/api/couples/sessions`, 'POST', {
      json: { participants: [{ role: 'A', nickname: '비밀별명', email: 'secret@example.com' }] },
    });
    const { access_token, invite_token, session_id } = created.body;
    await call(`${api.url}/api/couples/invites/${invite_token}/accept`, 'POST', { json: {} });
    await call(`${api.url}/api/couples/invites/${invite_token}/accept/typo`, 'POST', { json: {} });
    await call(`${api.url}/share/${access_token}`, 'GET');
    await call(`${api.url}/api/couples/sessions/${session_id}`, 'GET', { token: OPS_TOKEN });
    await call(`${api.url}/api/couples/sessions/${session_id}/stage1`, 'PATCH', {
      token: SERVICE_TOKEN,
      json: { k: 1 },
    });
    await eventually(() => api.log.lines.some((line) => line['method'] === 'PATCH'));
    const log = api.log.raw.join();
    for (const secret of [
      access_token,
      invite_token,
      OPS_TOKEN,
      SERVICE_TOKEN,
      '비밀별명',
      'secret@example.com',
    ]) {
      expect(log).not.toContain(secret);
    }
  });

  it('say whether the process lives and whether it can serve', async () => {
    expect(await call(`${api.url}/healthz`, 'GET')).toMatchObject({ status: 200, body: { status: 'ok' } });
    expect(await call(`${api.url}/readyz`, 'GET')).toMatchObject({ status: 200, body: { database: 'up' } });
  });

  it('describe every route of the contract as OpenAPI', async () => {
    const page = await fetch(`${api.url}/docs`);
    expect([page.status, page.headers.get('content-type')]).toEqual([
      200,
      expect.stringContaining('text/html'),
    ]);
    const { body } = await call(`${api.url}/docs-json`, 'GET');
    expect(Object.keys(body.paths)).toEqual([
      '/healthz',
      '/readyz',
      '/api/couples/sessions',
      '/api/couples/sessions/{sessionId}',
      '/api/couples/sessions/{sessionId}/stage1',
      '/api/couples/invites/{inviteToken}/accept',
      '/api/couples/sessions/{sessionId}/rater-invites',
      '/api/couples/raters/{raterToken}',
      '/api/couples/sessions/{sessionId}/responses',
      '/api/couples/sessions/{sessionId}/compute',
      '/api/couples/sessions/{sessionId}/result',
      '/api/couples/sessions/{sessionId}/shares',
      '/api/couples/sessions/{sessionId}/shares/{shareId}',
      '/api/couples/sessions/{sessionId}/report',
      '/api/couples/sessions/{sessionId}/report.pdf',
    ]);
    expect(body.components.schemas.CreateSession.required).toEqual(['participants']);
    const posts = Object.entries<any>(body.paths).filter(([, path]) => path.post); // oxlint-disable-line typescript/no-explicit-any
    for (const [, path] of posts) {
      expect(path.post.parameters.map(({ name }: { name: string }) => name)).toContain('Idempotency-Key');
    }
    expect(posts).toHaveLength(6);
  });
});

describe('readiness', () => {
  it('is a 503 problem while the database does not answer, and liveness is not', async () => {
    await using api = await runApi();
    const [row] = await api.dataSource.query<{ name: string }[]>('SELECT current_database() AS name');
    const name = row?.name ?? '';
    const server = new Client(process.env['TEST_DATABASE_URL']);
    await server.connect();
    await server.query(`ALTER DATABASE ${name} ALLOW_CONNECTIONS false`);
    await server.query('SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = $1', [name]);
    await server.end();
    const down = await eventually(async () => {
      const reply = await call(`${api.url}/readyz`, 'GET');
      return reply.status === 503 && reply;
    });
    expect(down.headers.get('content-type')).toBe('application/problem+json');
    expect(JSON.stringify(down.body)).not.toContain('not currently accepting');
    expect((await call(`${api.url}/healthz`, 'GET')).status).toBe(200);
  });
});

describe.each(ADAPTERS)('trouble with the database on %s', (adapter) => {
  let api: RunningApi;
  beforeAll(async () => void (api = await runApi(adapter)));
  afterAll(() => api[Symbol.asyncDispose]());

  it('is 503 with Retry-After when a connection is lost in the middle of a call', async () => {
    const { session, id, a } = await joinedCouple(api.url);
    const runner = api.dataSource.createQueryRunner();
    await runner.startTransaction();
    await runner.query('SELECT FROM couple_session WHERE id = $1 FOR UPDATE', [id]);
    const share = call(`${session}/shares`, 'POST', { token: a });
    await eventually(async () => {
      // A transaction sees the activity as it was when it first looked.
      await runner.query('SELECT pg_stat_clear_snapshot()');
      const ended = (await runner.query(
        `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
         WHERE datname = current_database() AND wait_event_type = 'Lock'`,
      )) as unknown[];
      return ended.length > 0;
    });
    const { status, headers, body } = await share;
    await runner.rollbackTransaction();
    await runner.release();
    expect([status, body.type, headers.get('content-type')]).toEqual([503, 'about:blank', 'application/problem+json']); // prettier-ignore
    expect(headers.get('retry-after')).toMatch(/^[1-5]$/);
    expect(JSON.stringify(body)).not.toContain('terminat');
  });

  it('is 500 and logged when it is a broken constraint, which is a fault of the service', async () => {
    const { session, a } = await joinedCouple(api.url);
    await api.dataSource.query('ALTER TABLE couple_share ADD CONSTRAINT no_shares CHECK (false) NOT VALID');
    const { status, body } = await call(`${session}/shares`, 'POST', { token: a });
    await api.dataSource.query('ALTER TABLE couple_share DROP CONSTRAINT no_shares');
    expect([status, body.type]).toEqual([500, 'https://couple.example/problems/internal']);
    expect(JSON.stringify(body)).not.toContain('no_shares');
    await eventually(() => api.log.raw.join().includes('no_shares'));
  });
});
