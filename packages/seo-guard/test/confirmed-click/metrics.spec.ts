import { metrics } from '@opentelemetry/api';
import {
  AggregationTemporality,
  InMemoryMetricExporter,
  MeterProvider,
  PeriodicExportingMetricReader,
} from '@opentelemetry/sdk-metrics';
import { ConfirmedClickModule } from '@couplekit/seo-guard/ads';
import { bootApp, eventually, FakeAdSense } from '@couplekit/testkit';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { Recording } from './recording.js';

let adsense: FakeAdSense;
let exporter: InMemoryMetricExporter;
let reader: PeriodicExportingMetricReader;
beforeEach(async () => {
  adsense = await FakeAdSense.start();
  exporter = new InMemoryMetricExporter(AggregationTemporality.CUMULATIVE);
  reader = new PeriodicExportingMetricReader({ exporter, exportIntervalMillis: 3_600_000 });
  metrics.setGlobalMeterProvider(new MeterProvider({ readers: [reader] }));
});
afterEach(async () => {
  metrics.disable();
  await reader.shutdown();
  await adsense[Symbol.asyncDispose]();
});

/** Values of a metric now, by its attributes. */
async function values(name: string): Promise<Readonly<Record<string, number>>> {
  exporter.reset();
  await reader.forceFlush();
  const metric = exporter
    .getMetrics()
    .flatMap(({ scopeMetrics }) => scopeMetrics)
    .flatMap((scope) => scope.metrics)
    .find(({ descriptor }) => descriptor.name === name);
  const points = metric?.dataPoints ?? [];
  return Object.fromEntries(
    points.map(({ attributes, value }) => [Object.values(attributes).join(' '), Number(value)]),
  );
}
const ISSUES = 'couplekit.adsense.policy_issues';
const EVENTS = 'couplekit.adsense.policy_issue.events';
const AGE = 'couplekit.adsense.poll.age';

it('issues, events and the age of the last listing are metrics, until the application stops', async () => {
  const heard = new Recording();
  adsense.behave('list', { status: 503 });
  const module = ConfirmedClickModule.forRoot({ ...adsense.access, retries: 0, intervalMs: 500, listener: heard, alerts: heard }); // prettier-ignore
  const app = await bootApp({ adapter: 'express', module });
  expect([await values(ISSUES), await values(AGE)]).toEqual([{}, {}]);
  await eventually(async () => (await values(ISSUES))['AD_SERVED_WITH_CLICK_CONFIRMATION'] === 0);
  adsense.issues = [{ id: '1' }, { id: '2' }, { id: '3', action: 'AD_SERVED_UPSIDE_DOWN' }];
  await eventually(async () => (await values(ISSUES))['AD_SERVED_WITH_CLICK_CONFIRMATION'] === 2);
  expect(await values(ISSUES)).toEqual({ AD_SERVED_WITH_CLICK_CONFIRMATION: 2, AD_SERVED_UPSIDE_DOWN: 1 });
  adsense.issues = [{ id: '2' }];
  await eventually(() => heard.told.length === 5);
  expect(await values(EVENTS)).toEqual({
    'AD_SERVED_WITH_CLICK_CONFIRMATION new': 2,
    'AD_SERVED_UPSIDE_DOWN new': 1,
    'AD_SERVED_WITH_CLICK_CONFIRMATION cleared': 1,
    'AD_SERVED_UPSIDE_DOWN cleared': 1,
  });
  expect(await values(ISSUES)).toEqual({ AD_SERVED_WITH_CLICK_CONFIRMATION: 1, AD_SERVED_UPSIDE_DOWN: 0 });
  adsense.behaveAlways('list', { status: 503 });
  await eventually(async () => ((await values(AGE))[''] ?? 0) > 0.6);
  await app.close();
  const last = await values(AGE);
  expect(await values(AGE)).toEqual(last);
});
