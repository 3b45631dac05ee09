import { eventually, extent, startOtlpCollector, type OtlpCollector } from '@couplekit/testkit';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { allFindings, type AllFindings } from './checks/all-findings.js';
import { compileServices } from './compile-services.js';
import { deploy, type Deployment } from './deployment.js';
import { MUTATIONS, preloadOf } from './mutation.js';
import { runLoad } from './run-load.js';

const COUNT = extent(60, 300);
/** Of the loads before and after the mutations, each of which has the seed of its place. */
const [BEFORE, AFTER] = [98, 99];

const cleanUp = new AsyncDisposableStack();
let directory: string;
let collector: OtlpCollector;
let deployment: Deployment;
beforeAll(async () => {
  ({ directory } = cleanUp.use(await compileServices()));
  collector = cleanUp.use(await startOtlpCollector());
  deployment = cleanUp.use(await deploy({ directory, env: exportingTo(collector) }));
});
afterAll(() => cleanUp.disposeAsync());

it('the checks find nothing when nothing is missing', async () => {
  expect(await findingsOfAll(BEFORE)).toEqual({});
});

it.each(MUTATIONS.map((mutation, at) => ({ ...mutation, seed: at + 1 })))(
  'the checks miss $removes',
  async ({ seed, from = 'gateway', missedBy, ...mutation }) => {
    await using own = await startOtlpCollector();
    const flags = ['--import', await preloadOf(mutation, directory)];
    await using target = await deployment.withOdd({ name: from, flags, env: exportingTo(own) });
    const load = await runLoad(target, { count: COUNT, seed });
    const findings = allFindings({ ...load, spans: [] }, { messages: own.requests, spansArrive: 'never' });
    expect(Object.keys(findings)).toEqual(expect.arrayContaining([...missedBy]));
  },
);

it('the checks find nothing in what the services do after that', async () => {
  expect(await findingsOfAll(AFTER)).toEqual({});
});

/** With the whole deployment, in which nothing was removed. */
async function findingsOfAll(seed: number): Promise<AllFindings> {
  const before = { messages: collector.requests.length, spans: collector.spans.length };
  const load = await runLoad(deployment, { count: COUNT, seed });
  await eventually(async () => Object.values(await deployment.reports()).every(({ exported, started }) => exported === started)); // prettier-ignore
  const evidence = { ...load, spans: collector.spans.slice(before.spans) };
  const messages = collector.requests.slice(before.messages);
  return allFindings(evidence, { messages, spansArrive: 'at once' });
}

function exportingTo({ url }: OtlpCollector): Readonly<Record<string, string>> {
  return {
    OTEL_EXPORTER_OTLP_ENDPOINT: url,
    OTEL_METRICS_EXPORTER: 'none',
    OTEL_BSP_SCHEDULE_DELAY: '200',
    // So that nothing is dropped, however much a load leaves at once.
    OTEL_BSP_MAX_QUEUE_SIZE: '50000',
  };
}
