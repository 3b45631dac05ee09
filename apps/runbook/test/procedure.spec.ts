import { readFile } from 'node:fs/promises';
import { eventually, startFakePrometheus, startFakeSlack, startOtlpCollector } from '@couplekit/testkit';
import { unpackChromium } from '@couplekit/testkit/chromium';
import { createDatabase } from '@couplekit/testkit/postgres';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readQuestionnaire } from '../src/journey/read-questionnaire.js';
import { runTool } from '../src/tools/run-tool.js';
import { People } from './flow/people.js';
import { keepRun, RUN_CONFIG } from './gate/passing-evidence.js';
import { keepSpansIn } from './gate/spans-file.js';
import { plantFault, startRevision } from './revisions/revision.js';
import { Staged } from './rollout/staged.js';
import { SyntheticMetrics } from './rollout/synthetic-metrics.js';
import { Repository } from './scope/repository.js';
import { PLATFORMS } from './traffic/platforms.js';
import { Workspace } from './workspace.js';

const IMAGE = `couplekit-api@sha256:${'b'.repeat(64)}`;

/** A repository with something to release, and two revisions of it. */
async function startSite(cleanUp: AsyncDisposableStack) {
  const outside = cleanUp.use(await Workspace.create());
  const repository = await Repository.create(outside.path('repository'));
  const base = await repository.commit('feat: first', { 'packages/p/src/index.ts': 'a\n' });
  const ref = await repository.commit('feat: second', { 'packages/p/src/index.ts': 'b\n' });
  const collector = cleanUp.use(await startOtlpCollector());
  const slack = cleanUp.use(await startFakeSlack());
  const database = await createDatabase();
  cleanUp.defer(() => database.drop());
  const start = async (codeRef: string, logs: string) =>
    cleanUp.use(
      await startRevision({
        codeRef,
        databaseUrl: database.url,
        fault: 'none',
        env: {
          LOG_DIR: outside.path(logs),
          LOG_LEVEL: 'info',
          TRUST_TRACE_CONTEXT: 'on',
          OTEL_EXPORTER_OTLP_ENDPOINT: collector.url,
          OTEL_METRICS_EXPORTER: 'none',
          OTEL_BSP_SCHEDULE_DELAY: '50',
          SLACK_WEBHOOK_URL: slack.url,
        },
      }),
    );
  const blue = await start(base, 'blue-logs');
  const green = await start(ref, 'logs');
  cleanUp.use(keepSpansIn(outside.path('spans.json'), collector));
  return { repository, base, ref, blue, green, database, slack, outside };
}

let site: Awaited<ReturnType<typeof startSite>>;
const siteCleanUp = new AsyncDisposableStack();
beforeAll(async () => void (site = await startSite(siteCleanUp)));
afterAll(() => siteCleanUp.disposeAsync());

/** A proxy in front of both, and an operator's configuration. @param requests of each, in a second, as metrics tell them */
async function release(cleanUp: AsyncDisposableStack, requests: number) {
  const { base, ref, blue, green, outside } = site;
  const metrics = cleanUp.use(new SyntheticMetrics({ [base]: { requests }, [ref]: { requests } }));
  const prometheus = cleanUp.use(await startFakePrometheus(metrics));
  const [{ start }] = PLATFORMS as [(typeof PLATFORMS)[number]];
  const backends = [
    { name: 'blue', port: blue.port },
    { name: 'green', port: green.port },
  ];
  const platform = cleanUp.use(await start(outside.folder, backends));
  const logs = { logs: outside.path('logs'), logs_since: new Date().toISOString().slice(0, 10), spans: outside.path('spans.json') }; // prettier-ignore
  const workspace = cleanUp.use(
    await Workspace.create({
      prometheus: prometheus.url,
      traffic: platform.config,
      plan: { look_every_s: 0.2, warm_up_s: 0, minimum_looks: 2, minimum_requests: 100, drain_timeout_s: 1 },
      gate: { ...RUN_CONFIG, ...logs, join_patience_s: 90 },
    }),
  );
  await keepRun(workspace);
  return { ...site, workspace, platform };
}

describe('the procedure', () => {
  it('goes from what changed to all of the traffic, each step after the one before', async () => {
    await using cleanUp = new AsyncDisposableStack();
    const { workspace, repository, base, ref, blue, green, platform, database } = await release(
      cleanUp,
      20_000,
    );
    const env = { DATABASE_URL: database.url };
    const ask = (person: 'requester' | 'approver' | 'pipeline', ...words: string[]) =>
      workspace.ask(person, words, env);
    const request = ['request', '--image', IMAGE, '--ref', ref, '--base', base, '--candidate', 'green', '--stable', 'blue', '--stable-build', base, '--repository', repository.folder]; // prettier-ignore

    expect(await ask('requester', 'scope', base, ref, '--repository', repository.folder)).toMatchObject({ code: 0, body: { roles: ['service', 'api'] } }); // prettier-ignore
    expect((await ask('requester', ...request)).body.error.en).toMatch(
      /^Answer with --answer:\n {2}\? Public API/,
    );
    const answered = [...request, '--answer', 'yes, there is a changeset'];
    expect((await ask('requester', ...answered)).body.error.en).toBe(`The dry-run of ${ref.slice(0, 12)} was never tried.`); // prettier-ignore
    const dry = await ask('pipeline', 'dry-run', green.url, '--stable', blue.url);
    expect([dry.code, dry.body.rehearsal]).toEqual([0, { state: 'passed', revision: 'blue', damagedPackets: 0, sameState: true }]); // prettier-ignore
    expect((await ask('requester', ...answered)).body.error.en).toMatch(
      /^The gate is not passed: e2e, web-vitals/,
    );
    const gate = await ask('pipeline', 'gate', '--candidate', green.url, '--browser', await unpackChromium());
    expect([gate.code, gate.body.open], JSON.stringify(gate.body.results)).toEqual([
      2,
      ['ads-review', 'on-call'],
    ]);
    for (const item of ['ads-review', 'on-call'])
      expect((await ask('approver', 'gate', 'answer', item, 'yes', '--note', 'looked')).code).toBe(0);
    const requested = await ask('requester', ...answered);
    expect(requested).toMatchObject({
      code: 2,
      body: { image: IMAGE.slice(-71), ref, roles: ['service', 'api'] },
    });
    expect(Object.keys(requested.body.evidence)).toHaveLength(11);
    const id: string = requested.body.release;
    expect((await ask('pipeline', 'rollout', id)).code).toBe(2);
    expect((await ask('approver', 'approve', id)).code).toBe(0);
    expect((await ask('pipeline', 'rollout', id)).code).toBe(0);
    expect((await platform.port.read()).shares).toEqual({ green: 100 });
    expect((await ask('pipeline', 'audit')).code).toBe(0);
  });
});

describe('the drill: Slack says that stage 3 fails', () => {
  it('leads from the alert to the request, to what happened, and back to the proven revision', async () => {
    await using cleanUp = new AsyncDisposableStack();
    const { workspace, platform, database, slack, outside, base, ref, green } = await release(cleanUp, 3);
    await plantFault(green, 'no-results');
    const env = { DATABASE_URL: database.url };
    const id = await Staged.approve(workspace, { builds: { candidate: ref, stable: base } });
    // Too few requests for the judges: people see it first.
    const rollout = workspace.ask('pipeline', ['rollout', id], env);
    const people = new People(platform.url, await readQuestionnaire());
    const alert = await eventually(() =>
      slack.posts.find(({ body }) => JSON.stringify(body).includes('result.compute')),
    );
    await people.stop();
    const [requestId = ''] = /[0-9a-f]{8}-[0-9a-f-]{27}/.exec(JSON.stringify(alert.body)) ?? [];
    const timeline = await eventually(async () => {
      const tool = { package: '@couplekit/observability', bin: 'couplekit-timeline' } as const;
      const found = await runTool(tool, ['--request-id', requestId, outside.path('logs')]);
      return found.code === 0 && found.out;
    });
    expect(timeline).toContain('/api/couples/sessions/:sessionId/compute');
    expect(timeline).toContain('planted_failure');
    const back = await workspace.ask(
      'approver',
      ['rollback', id, '--reason', `stage 3 fails, ${requestId}`],
      env,
    );
    expect([back.code, back.body.outcome]).toEqual([3, 'rolled-back']);
    expect((await rollout).code).toBe(3);
    expect((await platform.port.read()).shares).toEqual({ blue: 100 });
    const report = await readFile(workspace.path(`follow-up.${id}.ko.md`), 'utf8');
    expect(report).toContain(`stage 3 fails, ${requestId}`);
    expect(people.dropped).toEqual([]);
  });
});
