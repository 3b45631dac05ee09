import { execFile } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import {
  eventually,
  FakeAdSense,
  prometheusLabel,
  prometheusNames,
  startOtlpCollector,
} from '@couplekit/testkit';
import { parse } from 'yaml';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTelemetry } from '../src/start-telemetry.js';
import { call, joinedCouple } from './couple-client.js';
import { namedInPromql } from './deploy/named-in-promql.js';
import { DEPLOY, dashboards, panelExpressions, ruleExpressions } from './deploy/watched-expressions.js';
import { runApi } from './running-api.js';

/** Labels that Prometheus makes of buckets. */
const BUCKET_LABELS = ['le'];
const WATCHED = [...ruleExpressions(), ...panelExpressions()];
const emitted = { names: new Set<string>(), labels: new Set(BUCKET_LABELS) };
const cleanUp = new AsyncDisposableStack();

/** A service in which everything has happened once that is counted. */
beforeAll(async () => {
  const adsense = cleanUp.use(await FakeAdSense.start());
  adsense.issues = [{ id: '1', siteSection: 'couple.example/quiz', entityType: 'SITE_SECTION' }];
  const collector = cleanUp.use(await startOtlpCollector());
  const env = {
    OTEL_EXPORTER_OTLP_ENDPOINT: collector.url,
    OTEL_METRIC_EXPORT_INTERVAL: '100',
    OTEL_METRIC_EXPORT_TIMEOUT: '100',
    OTEL_BSP_SCHEDULE_DELAY: '10',
  };
  const telemetry = startTelemetry(env, { codeRef: 'test build', slackWebhookUrl: undefined });
  cleanUp.defer(() => telemetry.shutdown());
  const { account, clientId, clientSecret, refreshToken, apiUrl, tokenUrl } = adsense.access;
  const api = cleanUp.use(
    await runApi('fastify', {
      telemetry,
      env: {
        ADSENSE_ACCOUNT: account,
        ADSENSE_CLIENT_ID: clientId,
        ADSENSE_CLIENT_SECRET: clientSecret,
        ADSENSE_REFRESH_TOKEN: refreshToken,
      },
      confirmedClick: { apiUrl, tokenUrl, intervalMs: 20, retries: 0 },
    }),
  );
  const couple = await joinedCouple(api.url);
  // Nothing to compute yet: the unit of work is rolled back.
  await call(`${couple.session}/compute`, 'POST', { token: couple.a });
  await eventually(() => {
    const points = collector.metrics.flat();
    for (const point of points) {
      for (const name of prometheusNames(point)) emitted.names.add(name);
      for (const attribute of [...Object.keys(point.attributes), ...Object.keys(point.resource)])
        emitted.labels.add(prometheusLabel(attribute));
    }
    return [
      'couplekit_adsense_policy_issues',
      'couplekit_problems_total',
      'couplekit_unit_of_work_rollbacks_total',
    ].every((name) => emitted.names.has(name));
  });
});
afterAll(() => cleanUp.disposeAsync());

describe('dashboards and rules', () => {
  /** Made only when something goes wrong that does not here: a retry, an export that fails. */
  const RARE = {
    names: ['couplekit_unit_of_work_retries_total'],
    labels: ['error_type'],
  };
  const recorded = new Set(WATCHED.flatMap(({ record }) => record ?? []));

  it('are there', () => {
    expect(ruleExpressions().length).toBeGreaterThan(10);
    expect(
      dashboards()
        .map(({ uid }) => uid)
        .toSorted(),
    ).toEqual(['couplekit-correlation', 'couplekit-release', 'couplekit-service']);
  });

  it.each(WATCHED)('name only what the service emits: $at', ({ expr }) => {
    const { metrics, labels } = namedInPromql(expr);
    const known = (name: string) =>
      emitted.names.has(name) || recorded.has(name) || RARE.names.includes(name);
    expect([...metrics].filter((name) => !known(name))).toEqual([]);
    expect([...labels].filter((name) => !emitted.labels.has(name) && !RARE.labels.includes(name))).toEqual(
      [],
    );
  });

  it('explain every panel, in Korean and in English', () => {
    for (const { panels } of dashboards()) {
      for (const { title, description } of panels) {
        expect(title).toMatch(/^[^가-힣]+ \/ .*[가-힣]/);
        expect(description).toMatch(/\.$/);
      }
    }
  });
});

const promtool = ['/usr/bin/promtool', '/usr/local/bin/promtool'].find((path) => existsSync(path));
describe('alerts', () => {
  // promtool is no npm package; Debian has it in `prometheus`.
  it.skipIf(promtool === undefined)('fire when they should, and only then', async () => {
    const { stdout } = await promisify(execFile)(promtool ?? '', ['test', 'rules', 'slo.test.yml'], {
      cwd: join(DEPLOY, 'prometheus'),
    });
    expect(stdout).toContain('SUCCESS');
  });
});

describe('the Cloud Run service', () => {
  interface Service {
    readonly spec: {
      readonly traffic?: unknown;
      readonly template: {
        readonly spec: {
          readonly containers: readonly [
            {
              readonly image: string;
              readonly env: readonly { readonly name: string }[];
              readonly startupProbe: Probe;
              readonly livenessProbe: Probe;
            },
          ];
        };
      };
    };
  }
  interface Probe {
    readonly httpGet: { readonly path: string };
  }
  const service = parse(readFileSync(join(DEPLOY, 'cloud-run', 'service.yaml'), 'utf8')) as Service;
  const [container] = service.spec.template.spec.containers;

  it('leaves traffic to the rollout, and names an image by its digest', () => {
    expect(service.spec.traffic).toBeUndefined();
    expect(container.image).toMatch(/@sha256:/);
  });

  it('sets only variables that are documented', () => {
    const documented = readFileSync(join(DEPLOY, '..', 'docs', 'configuration.md'), 'utf8');
    expect(
      container.env.map(({ name }) => name).filter((name) => !documented.includes(`\`${name}\``)),
    ).toEqual([]);
  });

  it('starts when the service is ready, and lives without its database', () => {
    expect(container.startupProbe.httpGet.path).toBe('/readyz');
    expect(container.livenessProbe.httpGet.path).toBe('/healthz');
  });
});
