import { extent, startOtlpCollector } from '@couplekit/testkit';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { allFindings, type AllFindings } from './checks/all-findings.js';
import { compileServices } from './compile-services.js';
import { deploy } from './deployment.js';
import { MUTATIONS, preloadOf } from './mutation.js';
import { runLoad } from './run-load.js';

const cleanUp = new AsyncDisposableStack();
let directory: string;
beforeAll(async () => {
  ({ directory } = cleanUp.use(await compileServices()));
});
afterAll(() => cleanUp.disposeAsync());

it('the checks find nothing when nothing is missing', async () => {
  expect(await findingsWith([])).toEqual({});
});

it.each(MUTATIONS)('the checks miss $removes', async (mutation) => {
  const findings = await findingsWith(['--import', await preloadOf(mutation, directory)]);
  expect(Object.keys(findings)).toEqual(expect.arrayContaining([...mutation.missedBy]));
});

async function findingsWith(flags: readonly string[]): Promise<AllFindings> {
  await using collector = await startOtlpCollector();
  const env = { OTEL_EXPORTER_OTLP_ENDPOINT: collector.url, OTEL_METRICS_EXPORTER: 'none' };
  await using deployment = await deploy({ directory, env, flags });
  const load = await runLoad(deployment, { count: extent(60, 300), seed: 1 });
  await deployment.stop();
  const evidence = { ...load, spans: collector.spans };
  return allFindings(evidence, { messages: collector.requests, spansArrive: 'at once' });
}
