import { readFile } from 'node:fs/promises';
import { FakeAdSense, startFakePrometheus, startOtlpCollector, type FakePrometheus, type OtlpCollector, type ServiceProcess } from '@couplekit/testkit'; // prettier-ignore
import { createDatabase, type TestDatabase } from '@couplekit/testkit/postgres';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readQuestionnaire } from '../../src/journey/read-questionnaire.js';
import type { Questionnaire } from '../../src/journey/probe-couple.js';
import { Staged } from '../rollout/staged.js';
import { plantFault, startRevision } from '../revisions/revision.js';
import { PLATFORMS } from '../traffic/platforms.js';
import { HAPROXY } from '../traffic/real-haproxy.js';
import { People } from './people.js';

const PLATFORM = PLATFORMS.find(({ name }) => name === (HAPROXY === undefined ? 'a Node proxy' : 'HAProxy'));

interface Candidate {
  readonly candidate: ServiceProcess;
  /** @default 'green' */
  readonly codeRef?: string;
  /** Of the traffic, in percent, in the first step. @default 50: revisions are compared best */
  readonly share?: number;
  /** Before it may be promoted. @default more than there are: it is watched until a judge objects */
  readonly minimumRequests?: number;
  /** Of each visitor, between two visits, where little has to be seen. @default none */
  readonly pauseMs?: number;
}

/** Enough to see whether anything is lost. */
const SLOWLY_MS = 200;

/** Whether it matters now what people do: before and after, they need not be many. */
async function isJudged({ workspace }: Staged): Promise<boolean> {
  const ledger = await readFile(workspace.ledger, 'utf8');
  return ledger.includes('rollout.shift.done') && !ledger.includes('rollout.aborted');
}

describe('the whole flow', () => {
  const cleanUp = new AsyncDisposableStack();
  let database: TestDatabase;
  let collector: OtlpCollector;
  let prometheus: FakePrometheus;
  let adsense: FakeAdSense;
  let blue: ServiceProcess;
  let green: ServiceProcess;
  let questionnaire: Questionnaire;
  beforeAll(async () => {
    questionnaire = await readQuestionnaire();
    database = await createDatabase();
    cleanUp.defer(() => database.drop());
    collector = cleanUp.use(await startOtlpCollector());
    prometheus = cleanUp.use(await startFakePrometheus(collector));
    adsense = cleanUp.use(await FakeAdSense.start());
    blue = cleanUp.use(await start('blue'));
    green = cleanUp.use(await start('green', 'none'));
  });
  afterAll(() => cleanUp.disposeAsync());

  const start = (codeRef: string, fault?: string, env?: Readonly<Record<string, string>>) =>
    startRevision({
      codeRef,
      databaseUrl: database.url,
      ...(fault !== undefined && { fault }),
      env: {
        OTEL_EXPORTER_OTLP_ENDPOINT: collector.url,
        OTEL_TRACES_EXPORTER: 'none',
        OTEL_METRIC_EXPORT_INTERVAL: '400',
        OTEL_METRIC_EXPORT_TIMEOUT: '400',
        ...env,
      },
    });

  /** Rolls a candidate out under the eyes of people, and tells how it ended. */
  async function release({
    candidate,
    codeRef = 'green',
    pauseMs = 0,
    share = 50,
    minimumRequests = 10_000,
  }: Candidate) {
    await using staged = await Staged.inFrontOf({
      blue,
      green: candidate,
      database,
      prometheusUrl: prometheus.url,
      start: PLATFORM?.start,
      candidateBuild: codeRef,
      // Processes of tests share their cores with others: only what is plainly slower counts.
      plan: {
        steps: [share, 100],
        look_every_s: 0.5,
        warm_up_s: 0.5,
        minimum_looks: 3,
        minimum_requests: minimumRequests,
        harmless_latency_odds: 6,
      },
    });
    const people = new People(staged.platform.url, questionnaire, async () =>
      (await isJudged(staged)) ? pauseMs : SLOWLY_MS,
    );
    const id = await staged.approved();
    const { code, body } = await staged.workspace.ask('pipeline', ['rollout', id], staged.env);
    await people.stop();
    const entries = await staged.entries();
    const aborted = entries.find(({ kind }) => kind === 'rollout.aborted')?.facts['findings'];
    const judges = ((aborted ?? []) as { judge: string; state: string }[]).filter(({ state }) => state === 'abort').map(({ judge }) => judge); // prettier-ignore
    return {
      code,
      outcome: body.outcome as string,
      judges,
      shares: (await staged.platform.port.read()).shares,
      verified: entries.findLast(({ kind }) => kind === 'rollback.verified')?.facts['unchanged'],
      dropped: people.dropped,
      couples: people.couples.length,
      lost: await people.lost(blue.url),
    };
  }

  /** Goes back, is back, and nobody noticed. */
  const expectRollback = (ended: Awaited<ReturnType<typeof release>>, judge: RegExp) => {
    const { judges, ...facts } = ended;
    const expected = {
      code: 3,
      outcome: 'rolled-back',
      shares: { blue: 100 },
      verified: 3,
      dropped: [],
      lost: [],
    };
    expect(facts, JSON.stringify(ended)).toMatchObject(expected);
    expect(
      judges.some((name) => judge.test(name)),
      judges.join(),
    ).toBe(true);
  };

  it('promotes a good revision, and loses nothing', async () => {
    const ended = await release({ candidate: green, share: 80, minimumRequests: 100 });
    const expected = { code: 0, outcome: 'completed', shares: { green: 100 }, dropped: [], lost: [] };
    expect(ended, JSON.stringify(ended)).toMatchObject(expected);
    expect(ended.couples).toBeGreaterThan(20);
  });

  it.each([
    ['that answers with 5xx', 'server-errors', /^failures|^5xx/],
    ['that is much slower', 'slow', /^latency/],
    ['that refuses answers that its pages offer', 'short-ruler', /question-invalid/],
    ['that cannot store results', 'no-results', /^computes|^stage|^failures/],
    ['whose pages are seen later', 'late-pages', /LCP/],
  ])('rolls one back %s, and loses nothing', async (_, fault, judge) => {
    await plantFault(green, fault);
    expectRollback(await release({ candidate: green }), judge);
  });

  it('rolls one back whose ads have to be confirmed, and loses nothing', async () => {
    adsense.issues = [{ id: '1', action: 'AD_SERVED_WITH_CLICK_CONFIRMATION', entityType: 'SITE' }];
    const { account, clientId, clientSecret, refreshToken, apiUrl, tokenUrl } = adsense.access;
    const ads = { ADSENSE_ACCOUNT: account, ADSENSE_CLIENT_ID: clientId, ADSENSE_CLIENT_SECRET: clientSecret, ADSENSE_REFRESH_TOKEN: refreshToken, ADSENSE_API: apiUrl, ADSENSE_TOKENS: tokenUrl }; // prettier-ignore
    await using candidate = await start('confirmed-click', 'adsense-elsewhere', ads);
    expectRollback(
      await release({ candidate, codeRef: 'confirmed-click', pauseMs: SLOWLY_MS }),
      /confirmed-click/i,
    );
  });

  it('rolls one back that tells no metrics, and loses nothing', async () => {
    await using candidate = await start('no-metrics', undefined, { OTEL_METRICS_EXPORTER: 'none' });
    expectRollback(await release({ candidate, codeRef: 'no-metrics', pauseMs: SLOWLY_MS }), /metrics/);
  });
});
