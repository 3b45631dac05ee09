import { configureObservability } from '@couplekit/observability';
import { ADAPTERS, CapturedLines, eventually, plainAdapter } from '@couplekit/testkit';
import { createDatabase } from '@couplekit/testkit/postgres';
import { Client } from 'pg';
import { describe, expect, it } from 'vitest';
import { readApiConfig } from '../src/api-config.js';
import { connectDatabase } from '../src/connect-database.js';
import { createApi, fastify } from '../src/create-api.js';
import { pageBuild } from '../src/vitals/page-vitals.js';
import { runApi } from './running-api.js';

const SECRET = 'SekretShareToken4711';

const metric = (changes: object = {}) => ({
  name: 'LCP',
  id: 'v6-1790000000000-4816290137745',
  value: 812.4,
  delta: 812.4,
  rating: 'good',
  navigationType: 'navigate',
  page: `/share/${SECRET}?k=${SECRET}`,
  device: 'phone',
  ...changes,
});

const report = (url: string, body: unknown) =>
  fetch(`${url}/vitals`, {
    method: 'POST',
    headers: { 'content-type': 'text/plain;charset=UTF-8', origin: 'https://couple.example', referer: `https://couple.example/share/${SECRET}` },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  }); // prettier-ignore

describe.each(ADAPTERS)('vitals of pages on %s', (adapter) => {
  it('reach the database of the service, which keeps the template and no token, and no couple is touched', async () => {
    await using api = await runApi(adapter);
    const answer = await report(api.url, [metric(), metric({ page: '/nowhere' }), metric()]);
    expect([answer.status, await answer.text()]).toEqual([204, '']);
    const rows = await eventually(async () => {
      const kept: readonly object[] = await api.dataSource.query('SELECT * FROM web_vitals');
      return kept.length === 1 && kept;
    });
    expect(rows).toMatchObject([{ metric: 'LCP', value: 812.4, route: '/share/:token', device: 'phone', build: 'test-build' }]); // prettier-ignore
    const tables: readonly { name: string }[] = await api.dataSource.query(
      "SELECT table_name AS name FROM information_schema.tables WHERE table_schema = 'public'",
    );
    for (const { name } of tables) {
      const kept: unknown = await api.dataSource.query(`SELECT row_to_json(t)::text AS row FROM "${name}" t`);
      expect(JSON.stringify(kept)).not.toContain(SECRET);
      if (/^couple_(session|audit_event|attempt)$/.test(name)) expect([name, kept]).toEqual([name, []]);
    }
    expect(JSON.stringify(api.log.lines)).not.toContain(SECRET);
  });

  it('that cannot be used are answered with a problem', async () => {
    await using api = await runApi(adapter);
    const problem = async (body: unknown) => {
      const answer = await report(api.url, body);
      const text = await answer.text();
      expect(text).not.toContain(SECRET);
      const { type } = JSON.parse(text) as Record<string, unknown>;
      return [answer.status, answer.headers.get('content-type'), type];
    };
    const [json, problems] = ['application/problem+json', 'https://couple.example/problems'];
    expect(await problem(SECRET)).toEqual([400, json, 'about:blank']);
    expect(await problem(metric({ name: SECRET }))).toEqual([422, json, `${problems}/validation`]);
    expect(await problem(metric({ extra: 'x'.repeat(4_096) }))).toEqual([413, json, 'about:blank']);
    const foreign = await fetch(`${api.url}/vitals`, {
      method: 'POST',
      headers: { origin: 'https://evil.example' },
    });
    expect(foreign.status).toBe(403);
    await foreign.text();
  });

  it('of one address have a limit at all instances together, and the problem says when to come back', async () => {
    const env = { RATE_LIMITS: 'vitals=2/60' };
    await using one = await runApi(adapter, { env });
    await using two = await runApi(adapter, { env, beside: one });
    const answers = [];
    for (const { url } of [one, two, one, two]) answers.push(await report(url, metric()));
    expect(answers.map(({ status }) => status)).toEqual([204, 204, 429, 429]);
    for (const { headers } of answers.slice(2)) {
      expect(headers.get('content-type')).toBe('application/problem+json');
      expect(headers.get('ratelimit-policy')).toBe('"vitals";q=2;w=60');
      expect(headers.get('ratelimit')).toMatch(/^"vitals";r=0;t=([1-9]|[1-5]\d|60)$/);
      expect(headers.get('retry-after')).toMatch(/^([1-9]|[1-5]\d|60)$/);
    }
    expect(await answers[3]?.json()).toMatchObject({ status: 429, 'violated-policies': ['vitals'] });
  });

  it('that still wait are stored when the service stops', async () => {
    const database = await createDatabase();
    const client = new Client(database.url);
    try {
      const config = readApiConfig({
        PUBLIC_BASE_URL: 'https://couple.example',
        TRUSTED_HOSTS: '127.0.0.1',
        CODE_REF: 'test-build',
      });
      const dataSource = await connectDatabase(database.url, config);
      const app = await createApi(
        {
          config,
          telemetry: configureObservability({ env: {}, global: false }),
          dataSource,
          logDestination: new CapturedLines(),
        },
        adapter === 'fastify' ? fastify() : plainAdapter(adapter),
      );
      await app.listen(0, '127.0.0.1');
      const url = (await app.getUrl()).replace('[::1]', '127.0.0.1');
      expect((await report(url, metric())).status).toBe(204);
      await app.close();
      await client.connect();
      expect((await client.query('SELECT 1 FROM web_vitals')).rowCount).toBe(1);
    } finally {
      await client.end();
      await database.drop();
    }
  });

  it('have scripts for the pages, and no place in the document of the API', async () => {
    await using api = await runApi(adapter);
    const script = await fetch(`${api.url}/vitals/beacon.js`);
    expect([script.status, script.headers.get('content-type')]).toEqual([
      200,
      'text/javascript; charset=utf-8',
    ]);
    expect(await script.text()).toContain('sendBeacon');
    const document = (await (await fetch(`${api.url}/docs-json`)).json()) as { readonly paths: object };
    expect(Object.keys(document.paths).filter((path) => path.startsWith('/vitals'))).toEqual([]);
  });
});

it.each([
  ['development', 'development'],
  ['sha256:0f', 'sha256:0f'],
  ['feature/새 화면', 'feature-'],
  ['//', 'unknown'],
])('the build %s is reported as %s', (codeRef, build) => expect(pageBuild(codeRef)).toBe(build));
