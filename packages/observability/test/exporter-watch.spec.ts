import { bootApp, CapturedLines, eventually, startOtlpCollector } from '@couplekit/testkit';
import { Controller, Get, Module } from '@nestjs/common';
import { HealthCheck, HealthCheckService, TerminusModule } from '@nestjs/terminus';
import { describe, expect, it } from 'vitest';
import {
  configureObservability,
  ExporterHealthIndicator,
  ObservabilityModule,
  type ExporterHealthCheckOptions,
} from '../src/index.js';

async function service(endpoint: string, options?: ExporterHealthCheckOptions) {
  const log = new CapturedLines();
  const telemetry = configureObservability({
    env: {
      OTEL_EXPORTER_OTLP_ENDPOINT: endpoint,
      OTEL_BSP_SCHEDULE_DELAY: '10',
      OTEL_METRICS_EXPORTER: 'none',
    },
    global: false,
    shutdownTimeoutMs: 300,
  });
  @Controller()
  class HealthController {
    constructor(
      private readonly health: HealthCheckService,
      private readonly exporter: ExporterHealthIndicator,
    ) {}

    @Get('readyz')
    @HealthCheck()
    ready() {
      return this.health.check([() => this.exporter.check('telemetry', options)]);
    }
  }
  class Root {}
  Module({
    imports: [
      ObservabilityModule.forRoot({ telemetry, logDestination: log }),
      TerminusModule.forRoot({ logger: false }),
    ],
    controllers: [HealthController],
  })(Root);
  const running = await bootApp({ adapter: 'fastify', module: Root });
  const ready = async () => {
    const response = await fetch(`${running.url}/readyz`);
    const body = (await response.json()) as { readonly details: Record<string, unknown> };
    return { status: response.status, telemetry: body.details['telemetry'] };
  };
  const exporterLines = () => log.lines.filter(({ event }) => event === 'exporter_health');
  return { ...running, log, telemetry, ready, exporterLines };
}

const NOBODY = 'http://127.0.0.1:1';

describe('the health of the exporter', () => {
  it('is in a Terminus check, which stays up when the exporter is down', async () => {
    const app = await service(NOBODY);
    await app.ready();
    await eventually(() => app.telemetry.exporterHealth.report().state === 'down');
    expect(await app.ready()).toEqual({
      status: 200,
      telemetry: {
        status: 'up',
        exporter: 'down',
        reason: 'the collector cannot be reached (ECONNREFUSED)',
        exported: 0,
        queued: expect.any(Number),
        dropped: 0,
        failed: 0,
      },
    });
    await app.close();
    await app.telemetry.shutdown();
  });

  it('fails the check where that is wanted', async () => {
    const app = await service(NOBODY, { failWhenDown: true });
    expect((await app.ready()).status).toBe(200);
    await eventually(() => app.telemetry.exporterHealth.report().state === 'down');
    expect(await app.ready()).toMatchObject({ status: 503, telemetry: { status: 'down' } });
    await app.close();
    await app.telemetry.shutdown();
  });

  it('says when spans were last taken', async () => {
    await using collector = await startOtlpCollector();
    const app = await service(collector.url);
    await app.ready();
    await eventually(() => app.telemetry.exporterHealth.report().exported > 0);
    expect(await app.ready()).toMatchObject({
      status: 200,
      telemetry: { exporter: 'ok', lastSuccessAt: expect.stringMatching(/^\d{4}-.*Z$/) },
    });
    await app.close();
    await app.telemetry.shutdown();
  });

  it('is one warning for each change, without the ids of a request, and none for each span', async () => {
    const app = await service(NOBODY);
    for (let n = 0; n < 50; n++) await app.ready();
    await eventually(() => app.exporterLines().length === 3);
    expect(app.exporterLines()).toMatchObject([
      { level: 30, signal: 'traces', from: 'ok', to: 'ok', msg: 'spans are exported' },
      { level: 40, signal: 'traces', from: 'ok', to: 'degraded', last_success_at: null, exported: 0 },
      { level: 40, signal: 'traces', from: 'degraded', to: 'down' },
    ]);
    for (const line of app.exporterLines()) {
      expect(line).not.toHaveProperty('request_id');
      expect(line).not.toHaveProperty('trace_id');
    }
    await app.close();
    await app.telemetry.shutdown();
    expect(app.exporterLines()).toHaveLength(4);
  });

  it('tells at the end how many spans could not be sent, for whoever misses them', async () => {
    await using collector = await startOtlpCollector();
    collector.mode = 'hang';
    const app = await service(collector.url);
    await app.ready();
    await app.ready();
    await eventually(() => collector.requests.length > 0);
    await app.close();
    expect(app.exporterLines().slice(1)).toMatchObject([
      {
        level: 40,
        from: 'ok',
        to: 'down',
        reason: 'the collector does not take them in time',
        queued: 0,
        failed: 2,
        msg: '2 spans were not sent before the application ended: the collector does not take them in time',
      },
    ]);
    await app.telemetry.shutdown();
  });

  it('spans that wait are sent when the application closes', async () => {
    await using collector = await startOtlpCollector();
    const telemetry = configureObservability({
      env: { OTEL_EXPORTER_OTLP_ENDPOINT: collector.url },
      global: false,
    });
    class Root {}
    Module({ imports: [ObservabilityModule.forRoot({ telemetry, logDestination: new CapturedLines() })] })(
      Root,
    );
    const app = await bootApp({ adapter: 'express', module: Root });
    await fetch(app.url);
    await app.close();
    expect(collector.spans).toHaveLength(1);
    await telemetry.shutdown();
  });
});
