import { globSync, readFileSync } from 'node:fs';
import { mkdir, readFile, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { FakeAdSense, startFakePrometheus, startOtlpCollector, type FakePrometheus, type OtlpCollector, type ServiceProcess } from '@couplekit/testkit'; // prettier-ignore
import { unpackChromium } from '@couplekit/testkit/chromium';
import { createDatabase, type TestDatabase } from '@couplekit/testkit/postgres';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { SCENARIOS } from '../../src/gate/checks/scenarios.check.js';
import { startRevision } from '../revisions/revision.js';
import { inDatabase } from '../in-database.js';
import { Workspace } from '../workspace.js';
import { keepRun, RUN_CONFIG } from './passing-evidence.js';
import { keepSpansIn } from './spans-file.js';

const ITEMS = [
  'e2e',
  'web-vitals',
  'problems',
  'correlation',
  'ads',
  'noindex',
  'report-template',
  'log-retention',
];

describe('couplekit gate', () => {
  const cleanUp = new AsyncDisposableStack();
  let workspace: Workspace;
  let candidate: ServiceProcess;
  let database: TestDatabase;
  let collector: OtlpCollector;
  let prometheus: FakePrometheus;
  let browser: string;
  beforeAll(async () => {
    collector = cleanUp.use(await startOtlpCollector());
    prometheus = cleanUp.use(await startFakePrometheus(collector));
    const gate = {
      ...RUN_CONFIG,
      logs: 'logs',
      spans: 'spans.json',
      logs_since: new Date().toISOString().slice(0, 10),
    };
    workspace = cleanUp.use(await Workspace.create({ gate, prometheus: prometheus.url }));
    cleanUp.use(keepSpansIn(workspace.path('spans.json'), collector));
    database = await createDatabase();
    cleanUp.defer(() => database.drop());
    candidate = cleanUp.use(
      await startRevision({
        codeRef: 'green',
        databaseUrl: database.url,
        env: {
          LOG_DIR: workspace.path('logs'),
          LOG_LEVEL: 'info',
          ENVIRONMENT: 'production',
          TRUST_TRACE_CONTEXT: 'on',
          OTEL_EXPORTER_OTLP_ENDPOINT: collector.url,
          OTEL_METRIC_EXPORT_INTERVAL: '500',
          OTEL_METRIC_EXPORT_TIMEOUT: '500',
          OTEL_BSP_SCHEDULE_DELAY: '50',
        },
      }),
    );
    browser = await unpackChromium();
  });
  afterAll(() => cleanUp.disposeAsync());

  const check = (words: readonly string[] = [], env = { DATABASE_URL: database.url }) =>
    workspace.ask('pipeline', ['gate', '--candidate', candidate.url, '--browser', browser, ...words], env);
  const verdictOf = async (item: string) => {
    const { code, body } = await check(['--only', item]);
    const [result] = body.results;
    return { code, verdict: result.verdict as string, text: result.text as { ko: string; en: string } };
  };

  it('checks everything that a program can, keeps what proves it, and asks people for the rest', async () => {
    await keepRun(workspace);
    const { code, body } = await check();
    expect(body.results.filter(({ verdict }: { verdict: string }) => verdict !== 'pass')).toEqual([]);
    expect(body.results.map(({ item }: { item: string }) => item)).toEqual(ITEMS);
    expect([code, body.open]).toEqual([2, ['ads-review', 'on-call']]);
    for (const { evidence, verdict } of body.state) {
      if (verdict !== 'pass') continue;
      const kept = await readFile(workspace.path(`evidence/${evidence}.json`), 'utf8');
      expect(Object.keys(JSON.parse(kept) as object).length).toBeGreaterThan(0);
      expect(kept).not.toMatch(/(?<![\w-])[\w-]{43}(?![\w-])/);
    }
    for (const item of ['ads-review', 'on-call'])
      expect(
        (await workspace.ask('approver', ['gate', 'answer', item, 'yes', '--note', 'looked'])).code,
      ).toBe(0);
    expect((await check(['--only', 'report-template'])).body.open).toEqual([]);
    expect(
      (await workspace.run('approver', ['gate', 'answer', 'on-call', 'no', '--note', 'asleep'])).code,
    ).toBe(1);
    expect((await check(['--only', 'report-template'])).body.open).toEqual(['on-call']);
    expect(
      (await workspace.run('approver', ['gate', 'answer', 'e2e', 'yes', '--note', 'trust me'])).code,
    ).toBe(64);
  });

  it('leaves no session behind', async () => {
    expect((await verdictOf('noindex')).verdict).toBe('pass');
    const rows = await inDatabase(database.url, 'SELECT * FROM couple_participant');
    expect(rows).toEqual([]);
  });

  it.each(Object.entries(SCENARIOS))('fails without the scenario %s', async (scenario, name) => {
    await keepRun(workspace, { failing: name });
    expect(await verdictOf('e2e')).toEqual({ code: 1, verdict: 'fail', text: { en: `Not passed: ${scenario}.`, ko: `통과하지 못했어요: ${scenario}.` } }); // prettier-ignore
  });

  it('knows the scenarios by the names that their tests have', () => {
    const folder = join(import.meta.dirname, '..', '..', '..', 'api', 'test', 'e2e');
    const tests = globSync('*.spec.ts', { cwd: folder }).map((file) => readFileSync(join(folder, file), 'utf8')).join(); // prettier-ignore
    for (const name of Object.values(SCENARIOS)) expect(tests).toContain(name);
  });

  it('waits for results that are too old, and fails without any', async () => {
    await keepRun(workspace, { startedAt: new Date(Date.now() - 8 * 86_400_000) });
    expect(await verdictOf('e2e')).toMatchObject({ code: 2, verdict: 'waiting' });
    await writeFile(workspace.path('results.json'), '{}');
    expect(await verdictOf('e2e')).toMatchObject({ code: 1, verdict: 'fail', text: { en: expect.stringContaining('run npm test') } }); // prettier-ignore
  });

  it('fails for slow pages in the lab, and for people who wait', async () => {
    await keepRun(workspace, { lcp: 1_001 });
    expect((await verdictOf('web-vitals')).text.en).toBe('Above the limit: lab LCP 1001 > 1000.');
    await keepRun(workspace);
    // Besides a few of the browser that looked for ads.
    await inDatabase(
      database.url,
      `INSERT INTO web_vitals (metric, id, value, route, device, build, received_at)
       SELECT 'LCP', 'view-' || n, CASE WHEN n <= 700 THEN 900 ELSE 2600 END, '/', 'phone', 'blue', now() FROM generate_series(1, 1000) n`,
    );
    expect((await verdictOf('web-vitals')).text.en).toBe('Above the limit: LCP 2600 > 2500.');
    await inDatabase(database.url, "UPDATE web_vitals SET value = 900 WHERE metric = 'LCP'");
    expect((await verdictOf('web-vitals')).text.en).toBe(
      'Within limits; too few views in the field for CLS, INP.',
    );
  });

  it('fails for problems that changed, and for a service that tells none', async () => {
    await keepRun(workspace, { failing: 'problems in Korean' });
    expect((await verdictOf('problems')).text.en).toContain('problems in Korean');
    await keepRun(workspace);
    const { createServer } = await import('node:http');
    const plain = createServer((_, response) => response.writeHead(404).end('no')).listen(0, '127.0.0.1');
    await new Promise((resolve) => plain.once('listening', resolve));
    const { port } = plain.address() as { port: number };
    const { code, body } = await workspace.ask('pipeline', ['gate', '--candidate', `http://127.0.0.1:${port}`, '--only', 'problems']); // prettier-ignore
    plain.close();
    expect([code, body.results[0].text.en]).toEqual([1, expect.stringContaining('not found')]);
  });

  it('fails for requests whose spans are lost', async () => {
    const gate = { ...RUN_CONFIG, logs: workspace.path('logs'), spans: workspace.path('spans.json'), join_patience_s: 2 }; // prettier-ignore
    await using impatient = await Workspace.create({ gate });
    collector.mode = 'bad-request';
    try {
      const { code, body } = await impatient.ask('pipeline', ['gate', '--candidate', candidate.url, '--only', 'correlation']); // prettier-ignore
      expect([code, body.results[0].text.en]).toEqual([1, 'Join = 0 of 10.']);
    } finally {
      collector.mode = 'ok';
    }
  });

  it('fails for a log that is older than it may be', async () => {
    await mkdir(workspace.path('logs'), { recursive: true });
    const old = workspace.path('logs/couplekit-api.2026-01-01.log');
    await writeFile(old, '{"time":"2026-01-01T00:00:00.000Z","msg":"old"}\n');
    await utimes(old, new Date('2026-01-01'), new Date('2026-01-01'));
    expect(await verdictOf('log-retention')).toMatchObject({ code: 1, verdict: 'fail' });
  });

  it('fails while AdSense holds something against the site', async () => {
    await using adsense = await FakeAdSense.start();
    adsense.issues = [{ id: '1', siteSection: 'couple.example/quiz', entityType: 'SITE_SECTION' }];
    const { account, clientId, clientSecret, refreshToken, apiUrl, tokenUrl } = adsense.access;
    await using watching = await startRevision({
      codeRef: 'watching',
      databaseUrl: database.url,
      fault: 'adsense-elsewhere',
      env: {
        ADSENSE_ACCOUNT: account,
        ADSENSE_CLIENT_ID: clientId,
        ADSENSE_CLIENT_SECRET: clientSecret,
        ADSENSE_REFRESH_TOKEN: refreshToken,
        ADSENSE_API: apiUrl,
        ADSENSE_TOKENS: tokenUrl,
        OTEL_EXPORTER_OTLP_ENDPOINT: collector.url,
        OTEL_METRIC_EXPORT_INTERVAL: '500',
        OTEL_METRIC_EXPORT_TIMEOUT: '500',
      },
    });
    await expect.poll(() => collector.metrics.flat().some(({ name }) => name === 'couplekit.adsense.policy_issues'), { timeout: 90_000 }).toBe(true); // prettier-ignore
    expect(watching.isRunning).toBe(true);
    expect((await verdictOf('ads')).text.en).toMatch(/^AdSense holds \d issues? against the site/);
  });

  it('names a check that there is none of', async () => {
    expect(
      (await workspace.run('pipeline', ['gate', '--candidate', candidate.url, '--only', 'luck'])).code,
    ).toBe(64);
  });
});
