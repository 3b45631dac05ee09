import {
  eventually,
  extent,
  startOtlpCollector,
  type CollectorMode,
  type OtlpCollector,
} from '@couplekit/testkit';
import type { ExporterReport } from '@couplekit/observability';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { allFindings } from './checks/all-findings.js';
import { exporterLineFindings } from './checks/exporter-lines.js';
import { compileServices } from './compile-services.js';
import { deploy, type Deployment } from './deployment.js';
import { REQUEST_KINDS } from './request-kinds.js';
import { runLoad } from './run-load.js';

const EXPORT = {
  OTEL_METRICS_EXPORTER: 'none',
  OTEL_BSP_MAX_QUEUE_SIZE: '50000',
  OTEL_BSP_SCHEDULE_DELAY: '200',
  OTEL_EXPORTER_OTLP_TIMEOUT: '3000',
};

/** A health that must flip does so within this time. */
const FLIPS_WITHIN_MS = 90_000;
const MANY = extent(600, 10_000);
const FEW = extent(60, 200);

const cleanUp = new AsyncDisposableStack();
let directory: string;
beforeAll(async () => {
  ({ directory } = cleanUp.use(await compileServices()));
});
afterAll(() => cleanUp.disposeAsync());

describe('gateway, orders, queue and worker with a collector', () => {
  let collector: OtlpCollector;
  let deployment: Deployment;
  beforeAll(async () => {
    collector = cleanUp.use(await startOtlpCollector());
    const env = { ...EXPORT, OTEL_EXPORTER_OTLP_ENDPOINT: collector.url };
    deployment = cleanUp.use(await deploy({ directory, env }));
  });

  it(`keep ${MANY} requests apart and together, and export every span of them`, async () => {
    const load = await runLoad(deployment, { count: MANY, seed: 1 });
    await eventually(async () => (await reports(deployment)).every(({ exported, started }) => exported === started)); // prettier-ignore
    const evidence = { ...load, spans: collector.spans };
    expect(allFindings(evidence, { messages: collector.requests, spansArrive: 'at once' })).toEqual({});
    expect(new Set(load.requests.map(({ kindName }) => kindName))).toEqual(new Set(Object.keys(REQUEST_KINDS))); // prettier-ignore
    for (const report of await reports(deployment)) expect(report.state).toBe('ok');
  });

  it.each([
    ['refused', 2, 'down'],
    ['hang', 3, 'down'],
    ['slow', 4, 'ok'],
    ['unavailable', 5, 'down'],
    ['bad-request', 6, 'degraded'],
    ['reset', 7, 'down'],
    ['flapping', 8, 'degraded'],
  ] as const)('do not mind a collector in mode %s', async (mode, seed, worst) => {
    collector.mode = mode;
    const load = await runLoad(deployment, { count: FEW, seed });
    await eventually(async () => areAsBad(mode, await reports(deployment), worst), FLIPS_WITHIN_MS);
    await eventually(async () => (await reports(deployment)).every(isAccountedFor));
    expect(allFindings({ ...load, spans: [] }, { messages: collector.requests, spansArrive: 'never' })).toEqual({}); // prettier-ignore

    collector.mode = 'ok';
    const after = await runLoad(deployment, { count: FEW, seed: 10 + seed });
    await eventually(async () => (await reports(deployment)).every(({ state, queued }) => state === 'ok' && queued === 0), FLIPS_WITHIN_MS); // prettier-ignore
    const evidence = { ...after, spans: collector.spans };
    expect(allFindings(evidence, { messages: collector.requests, spansArrive: 'at once' })).toEqual({});
  });

  it('have told of each change once, and account for every span to the last', async () => {
    const last = Object.values(await deployment.stop());
    expect(exporterLineFindings(deployment.lines())).toEqual([]);
    expect(last.map((report) => report?.queued)).toEqual([0, 0, 0]);
    expect(last.every((report) => report && isAccountedFor(report))).toBe(true);
    const exported = last.reduce((sum, report) => sum + (report?.exported ?? 0), 0);
    expect(new Set(collector.spans.map(({ spanId }) => spanId)).size).toBe(exported);
    expect(collector.spans).toHaveLength(exported);
  });
});

describe('gateway, orders, queue and worker without a collector', () => {
  it.each([
    ['the SDK is disabled', { OTEL_SDK_DISABLED: 'true' }],
    ['the exporter is none', { OTEL_TRACES_EXPORTER: 'none', OTEL_METRICS_EXPORTER: 'none' }],
  ])('keep requests apart and together when %s', async (_, env) => {
    await using deployment = await deploy({ directory, env });
    const load = await runLoad(deployment, { count: FEW, seed: 9 });
    for (const report of await reports(deployment)) expect(report).toMatchObject({ state: 'off', queued: 0, dropped: 0, failed: 0 }); // prettier-ignore
    await deployment.stop();
    const evidence = { ...load, spans: [] };
    expect(allFindings(evidence, { messages: [], spansArrive: 'never' })).toEqual({});
    expect(exporterLineFindings(deployment.lines())).toEqual([]);
  });
});

async function reports(deployment: Deployment): Promise<readonly ExporterReport[]> {
  return Object.values(await deployment.reports());
}

function isAccountedFor({ started, exported, dropped, failed, queued }: ExporterReport): boolean {
  return started === exported + dropped + failed + queued;
}

const STATES: readonly ExporterReport['state'][] = ['ok', 'degraded', 'down'];

/** By turns a collector may be well whenever one of the services asks, but not whenever all do. */
function areAsBad(
  mode: CollectorMode,
  all: readonly ExporterReport[],
  worst: ExporterReport['state'],
): boolean {
  const bad = all.filter(({ state }) => (worst === 'ok' ? state === 'ok' : STATES.indexOf(state) >= STATES.indexOf(worst))); // prettier-ignore
  return mode === 'flapping' ? bad.length > 0 : bad.length === all.length;
}
